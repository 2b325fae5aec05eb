"""Folders of a user's own files."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Return the folder of the embedded server and of files that commands write: TINHUY_HOME, else ./data; absolute."""
    return Path(os.environ.get("TINHUY_HOME") or "data").expanduser().absolute()


def own_seeds() -> Path:
    """Return the seeds folder for site files that `tinhuy crawl URL` writes; it need not be there."""
    return home() / "seeds"
