"""Network namespaces joined by a bridge: as near to several machines as one machine comes. Needs root and `ip`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HOST = "10.213.97.1"
"""Where the machine itself stands on the bridge."""
BRIDGE = "tinhuysoak"


def why_not() -> str | None:
    """Why there can be none here; None if there can."""
    if os.geteuid() != 0:
        return "not root"
    if shutil.which("ip") is None:
        return "no program `ip`"
    command = ["ip", "netns", "add", f"{BRIDGE}0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return done.stderr.strip() or "refused"
    _ip("netns", "del", f"{BRIDGE}0")
    return None


@contextmanager
def joined(number: int) -> Iterator[list[list[str]]]:
    """Namespaces, each as the words that run a command in it; gone at the end."""
    names = [f"{BRIDGE}{at}" for at in range(1, number + 1)]
    try:
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{HOST}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for at, name in enumerate(names, 1):
            _ip("netns", "add", name)
            _ip("link", "add", f"soak{at}", "type", "veth", "peer", "name", "eth0", "netns", name)
            _ip("link", "set", f"soak{at}", "master", BRIDGE, "up")
            _ip("-n", name, "addr", "add", f"{HOST.rpartition('.')[0]}.{at + 1}/24", "dev", "eth0")
            _ip("-n", name, "link", "set", "eth0", "up")
            _ip("-n", name, "link", "set", "lo", "up")
        yield [["ip", "netns", "exec", name] for name in names]
    finally:
        for words in (*(("netns", "del", name) for name in names), ("link", "del", BRIDGE)):
            with suppress(subprocess.CalledProcessError):
                _ip(*words)


def _ip(*words: str) -> None:
    command = ["ip", *words]
    subprocess.run(command, check=True, capture_output=True)
