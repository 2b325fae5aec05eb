"""Children that die with their parent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from corpus.child_processes import PARENT, spawn

ROOT = Path(__file__).parents[2]
CHILD = "import os, time; from corpus.child_processes import die_with_parent; {} die_with_parent(); {} time.sleep(60)"
READY = "print(os.getpid(), flush=True);"
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells a child of its parent's death"
)


def _parent(child: str) -> subprocess.Popen[str]:
    program = (
        "import sys, time; from corpus.child_processes import spawn;"
        f"child = spawn([sys.executable, '-c', {child!r}], env=None); time.sleep(60)"
    )
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, text=True, stdout=subprocess.PIPE)


def _dies(pid: int) -> bool:
    process = psutil.Process(pid)
    try:
        process.wait(10)
    except psutil.TimeoutExpired:
        return process.status() == psutil.STATUS_ZOMBIE
    return True


@linux
@pytest.mark.parametrize("child", [CHILD.format("", READY), CHILD.format(READY + "time.sleep(0.5);", "")])
def test_a_killed_parent_takes_its_child_along(child: str) -> None:
    """Also a parent that died before the child could ask for it."""
    with _parent(child) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
        assert _dies(pid)


def test_a_live_parent_leaves_its_child_alone() -> None:
    """And the mark of whose child it is does not go down to the grandchildren."""
    program = (
        "import os; from corpus.child_processes import die_with_parent;"
        f" die_with_parent(); print('{PARENT}' in os.environ)"
    )
    with spawn(
        [sys.executable, "-c", program], cwd=ROOT, env=dict(os.environ), text=True, stdout=subprocess.PIPE
    ) as child:
        assert child.communicate(timeout=30)[0] == "False\n"
    assert child.returncode == 0
