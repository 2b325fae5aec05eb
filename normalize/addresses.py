"""Addresses as editors wrote them, made whole."""

from __future__ import annotations

from urllib.parse import urljoin


def absolute(address: str, base_url: str) -> str | None:
    """The whole address, or None where it is no address at all (`http://[x`)."""
    try:
        return urljoin(base_url, address.strip())
    except ValueError:
        return None
