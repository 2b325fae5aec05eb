"""Child processes that never outlive the process that started them, even if that process is killed with -9."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from typing import Any

PARENT = "TINHUY_PARENT"
PR_SET_PDEATHSIG = 1


def spawn(args: list[str], **popen_kwargs: Any) -> subprocess.Popen[Any]:
    """Start a child that knows its parent's process id; `popen_kwargs` are those of `subprocess.Popen`.

    The child has to call `die_with_parent` at its start. Linux ties it to the *thread* that started it: call this from
    a thread that lives as long as the child should.
    """
    environment = {**(popen_kwargs.pop("env", None) or os.environ), PARENT: str(os.getpid())}
    return subprocess.Popen(args, env=environment, **popen_kwargs)


def die_with_parent() -> None:
    """Have this process killed when its parent dies. On systems other than Linux nothing happens.

    A parent that died before this call is noticed too if the child came from `spawn`: the process then exits here.
    """
    parent = os.environ.pop(PARENT, "")  # not for our own children: their parent is another
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    if parent and os.getppid() != int(parent):
        os._exit(1)
