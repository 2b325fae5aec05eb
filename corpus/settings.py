"""Where the corpus is: two settings, both from the environment."""

from __future__ import annotations

import os

from seeds.home import home

__all__ = ["database_url", "home"]


def database_url() -> str | None:
    """Address of a Postgres of the user's own (DATABASE_URL), or None: then the embedded server is used."""
    return os.environ.get("DATABASE_URL", "").strip() or None
