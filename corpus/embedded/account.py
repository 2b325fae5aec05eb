"""The account that the server runs as: our own, or an ordinary one where we are root, whom Postgres refuses."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.embedded.errors import EmbeddedError

ORDINARY = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    uid: int
    gid: int

    @property
    def name(self) -> str:
        """The login name, or the number where there is none."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    @property
    def popen(self) -> dict[str, Any]:
        """Arguments for `subprocess` to start a program as this account; empty if the account is ours."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, folder: Path) -> bool:
        """Try whether this account can enter `folder`."""
        return self.uid == os.geteuid() or self.succeeds(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)])

    def succeeds(self, args: list[str]) -> bool:
        """Run a program as this account and return whether it ended with exit code 0; its output is dropped."""
        try:
            done = subprocess.run(
                args,
                check=False,
                cwd="/",
                env=environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                **self.popen,
            )
        except OSError:
            return False
        return done.returncode == 0


def environment() -> dict[str, str]:
    """Return the whole environment of the server's programs, which has nothing of the caller's."""
    return {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def account_for(home: Path, cluster: Path) -> Account:
    """Return the account that runs the server of `home`: the owner of its cluster, existing or to be made.

    Where root makes the cluster, that is the owner of the home if it is an ordinary user, else `postgres`, else
    `nobody`. Raises EmbeddedError where the cluster belongs to root or to another user.
    """
    if cluster.exists():
        return _owner(cluster)
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    above = home.stat()
    return Account(above.st_uid, above.st_gid) if above.st_uid != 0 else _ordinary()


def _owner(cluster: Path) -> Account:
    found = cluster.stat()
    owner = Account(found.st_uid, found.st_gid)
    if os.geteuid() not in (0, owner.uid):
        raise EmbeddedError(f"The database in {cluster} belongs to {owner.name}.", f"Run as {owner.name}, or as root.")
    if owner.uid == 0:
        raise EmbeddedError(
            f"The database in {cluster} belongs to root.", "Postgres refuses root: chown it to another."
        )
    return owner


def _ordinary() -> Account:
    for name in ORDINARY:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise EmbeddedError(
        "Postgres refuses to run as root, and there is no user postgres or nobody.", "Run as another user."
    )
