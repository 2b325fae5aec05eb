"""Where the corpus is: two settings, both from the environment."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Folder of the embedded server and of files that commands write: TINHUY_HOME, else ./data; absolute."""
    return Path(os.environ.get("TINHUY_HOME") or "data").expanduser().absolute()


def database_url() -> str | None:
    """Address of a Postgres of the user's own (DATABASE_URL), or None: then the embedded server is used."""
    return os.environ.get("DATABASE_URL", "").strip() or None
