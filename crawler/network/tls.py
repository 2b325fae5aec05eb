"""Scrapy's settings for a site file's `tls`: how far certificate and protocol may fall short of the usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seeds.config.site import Tls

_UNVERIFIED = {"DOWNLOAD_VERIFY_CERTIFICATES": False}
_OLD_PROTOCOLS = {
    # OpenSSL speaks TLS 1.0 and 1.1, and takes SHA-1 and short keys, on its security level 0 only.
    "DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0",
    "DOWNLOADER_CLIENT_TLS_CIPHERS": "DEFAULT:@SECLEVEL=0",
}


def tls_settings(tls: Tls) -> dict[str, Any]:
    """Return Scrapy's settings for one site; empty for the usual: certificates are verified, TLS is 1.2 or newer."""
    if tls is Tls.OLD:
        return {**_UNVERIFIED, **_OLD_PROTOCOLS}
    return dict(_UNVERIFIED) if tls is Tls.LAX else {}


@dataclass(frozen=True, slots=True)
class CiphersAsWritten:
    """Hands a cipher string to OpenSSL unchanged. Twisted's own class expands it and loses its @SECLEVEL."""

    fullName: str  # noqa: N815 (Twisted's name)

    def selectCiphers(self, _available: Sequence[Any]) -> tuple[CiphersAsWritten, ...]:  # noqa: N802
        """Return itself in place of a list of ciphers."""
        return (self,)
