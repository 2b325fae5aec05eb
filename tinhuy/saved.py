"""Reads saved pages and texts from files, within bounds."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from normalize.decode import MAX_BYTES
from seeds.errors import TinhuyError


class UnreadableFileError(TinhuyError):
    """A file that can't be read, or that is too large to be a page."""


def read_saved(path: Path) -> bytes:
    """The bytes of a saved page (.gz unpacked). Raises UnreadableFileError; never reads more than MAX_BYTES."""
    try:
        if path.is_dir():
            raise UnreadableFileError(f"{path} is a folder.", "Name the files in it.")
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path, f"{path.stat().st_size:,} bytes")
        body = _unpacked(path) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFileError(f"{path} can't be read: {error}.", "Check its name and its permissions.") from None
    if len(body) > MAX_BYTES:
        raise _too_large(path, f"more than {MAX_BYTES:,} bytes unpacked")
    return body


def _unpacked(path: Path) -> bytes:
    with gzip.open(path) as file:
        return file.read(MAX_BYTES + 1)


def _too_large(path: Path, size: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path} is too large for a page: {size}.", f"The limit is {MAX_BYTES:,} bytes; is it really one saved page?"
    )
