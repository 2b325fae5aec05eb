"""Reading of saved pages and texts from files, with bounds."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from io import BytesIO
from pathlib import Path

from normalize.decoding.decode import MAX_BYTES
from seeds.errors import TinhuyError

_GZIP = b"\x1f\x8b"


class UnreadableFileError(TinhuyError):
    """A file can't be read, or is too large to be a page."""


def read_saved(path: Path, below: Path | None = None) -> bytes:
    """Read a saved page, decompressed where it is gzip: wget keeps a body as it was sent, whatever its name.

    Raises UnreadableFileError; never reads more than MAX_BYTES.

    `below`: a folder that somebody else filled, out of which no link may lead.
    """
    body = read_regular(path, MAX_BYTES, below)
    if path.suffix != ".gz" and not body.startswith(_GZIP):
        return body
    try:
        with gzip.open(BytesIO(body)) as file:
            unpacked = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from None
    if len(unpacked) > MAX_BYTES:
        raise _too_large(path, f"more than {MAX_BYTES:,} bytes unpacked", MAX_BYTES)
    return unpacked


def read_regular(path: Path, most: int, below: Path | None = None) -> bytes:
    """Read a regular file of at most `most` bytes. Pipes and devices, which may have no end, are refused.

    `below`: a folder that must contain the file; links in it are not followed. Raises UnreadableFileError.
    """
    try:
        if below is not None and not path.parent.resolve().is_relative_to(below.resolve()):
            raise UnreadableFileError(f"{path} is not in {below}.", "Links out of the folder are not followed.")
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (os.O_NOFOLLOW if below is not None else 0)
        if path.is_dir():
            raise UnreadableFileError(f"{path} is a folder.", "Name the files in it.")
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 (a descriptor)
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableFileError(
                    f"{path} is not a regular file.", "Save its content in a file, and name that file."
                )
            if found.st_size > most:
                raise _too_large(path, f"{found.st_size:,} bytes", most)
            body = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if len(body) > most:
        raise _too_large(path, f"more than {most:,} bytes", most)
    return body


def _unreadable(path: Path, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(f"{path} can't be read: {error}.", "Check its name and its permissions.")


def _too_large(path: Path, size: str, most: int) -> UnreadableFileError:
    remedy = f"The limit is {most:,} bytes; is it really one saved page?"
    return UnreadableFileError(f"{path} is too large: {size}.", remedy)
