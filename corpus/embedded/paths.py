"""Paths of a home's server: the cluster, the lock, the log, the socket."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.embedded.account import Account
from corpus.embedded.errors import EmbeddedError

# For root, whose own folders an ordinary user can't enter: binaries, and clusters, each 0700. The room itself is 0755.
SYSTEM_ROOM = Path("/var/lib/tinhuy")
# The address of a Unix socket has 104 bytes on macOS and 108 on Linux, the last a zero.
LONGEST_ADDRESS = 103
SOCKET = ".s.PGSQL.5432"
# Characters that libpq or Postgres take for something else in a list of socket folders.
LIST_SIGNS = set(',"')


@dataclass(frozen=True)
class HomePaths:
    """The paths of one home, absolute. Nothing needs to exist yet."""

    home: Path

    @classmethod
    def of(cls, home: Path) -> HomePaths:
        """Return the places of `home`, which may be relative."""
        return cls(Path(os.path.abspath(home)))  # noqa: PTH100 - `resolve` would follow the home's own symlinks

    @property
    def link(self) -> Path:
        """The cluster's name in the home: the cluster itself, or a symlink to it."""
        return self.home / "postgres"

    @property
    def cluster(self) -> Path:
        """The data directory, symlinks resolved."""
        return self.link.resolve()

    @property
    def lock(self) -> Path:
        """The lock file of everything that changes the server's state."""
        return self.home / "postgres.lock"

    @property
    def log(self) -> Path:
        """The server's log. It lives in the cluster, where the server's account may write."""
        return self.cluster / "server.log"


def hashed(cluster: Path) -> str:
    """Return a short name of a cluster's path: 16 hexadecimal digits of its hash."""
    return hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]


def socket_folder(cluster: Path, account: Account) -> Path:
    """Return the socket's folder: the cluster, or one under /tmp if the path is too long or libpq would split it."""
    address = os.fsencode(cluster / SOCKET)
    if len(address) <= LONGEST_ADDRESS and not LIST_SIGNS & set(str(cluster)) and str(cluster).isprintable():
        return cluster
    return Path("/tmp") / f"tinhuy-{account.uid}-{hashed(cluster)}"  # noqa: S108 - made and checked below


def make_private(folder: Path, account: Account) -> None:
    """Make `folder` for `account` alone, or check that it is private; raise `EmbeddedError` if it is not."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if (
        stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() != account.uid
    ):  # just made, or left by a start that was killed here
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        os.fchmod(opened, 0o700)
        os.fchown(opened, account.uid, account.gid)
        os.close(opened)
    if not private(folder, account.uid):
        raise EmbeddedError(f"{folder} should hold the database's socket, but it is not ours.", "Remove it.")


def private(folder: Path, uid: int) -> bool:
    """Check whether `folder` is a real folder of user `uid` that nobody else may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not stat.S_IMODE(found.st_mode) & 0o077
