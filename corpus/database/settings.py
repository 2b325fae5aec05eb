"""Location of the corpus: two settings, both from the environment."""

from __future__ import annotations

import os

from seeds.home import home

__all__ = ["database_url", "home"]


def database_url() -> str | None:
    """Return the address of the user's own Postgres (DATABASE_URL); None: the embedded server is used."""
    return os.environ.get("DATABASE_URL", "").strip() or None
