"""What a preloaded command starts of our own (crawls, cleaning, the server of its children), forked as well.

A command begins with a nursery: a process forked from it while nothing has happened yet. It is asked for each child,
which so is a real process, with the arguments, environment and files that it was started with, and a child of the
command: whatever waits for it, signals it or dies with its parent works as ever. All else is started as usual, and
all is where there is no Linux.
"""

from __future__ import annotations

import ctypes
import fcntl
import inspect
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from multiprocessing import util
from typing import Any, NamedTuple

FORKED = ("scrapy", "tinhuy.follow", "tinhuy.jobs.again")
"""Modules that commands run as processes."""
PARENTS = ("tinhuy", "tinhuy.follow", "tinhuy.jobs.again")
"""Modules that start such processes, or children that clean."""
POOLS = "from multiprocessing.forkserver import main;"
"""How the program begins that forks a command's children."""
PR_SET_CHILD_SUBREAPER = 36
HIGH = 100
"""A number above those of all open files."""


class _Program(NamedTuple):
    """A program to run: `-m MODULE …` or `-c CODE`, its environment, and at which numbers it finds its open files."""

    words: list[str]
    env: dict[str, str]
    own_session: bool
    files: list[int]


def main(module: str) -> None:
    """Be `python -m MODULE`, whose arguments stand in `sys.argv`, with a nursery where it may start others."""
    words = ["-m", module, *sys.argv[1:]]
    while words[1] in PARENTS and sys.platform.startswith("linux"):
        ours, its = socket.socketpair()
        command = os.getpid()
        if os.fork():
            its.close()
            _ask_of(ours)
            break
        ours.close()
        words = _born(its, command)
    sys.argv[1:] = words[2:]
    if words[0] == "-c":
        exec(words[1], {"__name__": "__main__"})  # noqa: S102  # multiprocessing wrote it
    else:
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)


def _ask_of(nursery: socket.socket) -> None:
    """From now on this process gets its children from a nursery: they become its own when who bore them has ended."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER) was refused")
    usual_child, usual_server = subprocess.Popen._execute_child, util.spawnv_passfds  # type: ignore[attr-defined]
    parameters = inspect.signature(usual_child)

    def execute_child(popen: Any, *args: Any) -> None:
        given = parameters.bind(popen, *args).arguments
        command = given["args"]
        if not isinstance(command, list) or command[:2] != [sys.executable, "-m"] or command[2] not in FORKED:
            usual_child(popen, *args)
            return
        ends = [given[name] for name in ("p2cread", "c2pwrite", "errwrite")]
        standard = {number: number if end == -1 else end for number, end in enumerate(ends)}
        env = dict(os.environ if given["env"] is None else given["env"])
        popen.pid = _ask(nursery, command[1:], env, standard, given["start_new_session"])
        popen._child_created = True
        names = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
        popen._close_pipe_fds(*(given[name] for name in names))

    def spawnv_passfds(path: Any, args: Sequence[Any], passfds: Sequence[int]) -> int:
        if args[-2] != "-c" or not args[-1].startswith(POOLS):
            return int(usual_server(path, args, passfds))
        return _ask(nursery, args[-2:], os.environ, {number: number for number in (0, 1, 2, *passfds)}, False)

    subprocess.Popen._execute_child = execute_child  # type: ignore[attr-defined]
    util.spawnv_passfds = spawnv_passfds


def _ask(
    nursery: socket.socket, words: Sequence[str], env: Mapping[str, str], files: Mapping[int, int], own_session: bool
) -> int:
    """The number of a new child; `files` are its open files: by its number, ours."""
    with tempfile.TemporaryFile() as asked:
        asked.write(json.dumps(_Program(list(words), dict(env), own_session, list(files))).encode())
        asked.seek(0)
        socket.send_fds(nursery, [b"+"], [asked.fileno(), *files.values()])
        return int(nursery.recv(16))


def _born(link: socket.socket, command: int) -> list[str]:
    """Bear children for a command until it ends, and end then. In a child: what it shall run."""
    while True:
        said, files, _, _ = socket.recv_fds(link, 1, 16)
        if not said:
            os._exit(0)
        ours, its = os.pipe()
        between = os.fork()
        if not between:
            child = os.fork()
            if child:
                os.write(its, str(child).encode())
                os._exit(0)
            link.close()
            return _begin(files, command)
        os.waitpid(between, 0)
        link.send(os.read(ours, 16))
        for file in (ours, its, *files):
            os.close(file)


def _begin(files: Sequence[int], command: int) -> list[str]:
    while os.getppid() != command:  # who bore us is about to end
        time.sleep(0.001)
    with os.fdopen(files[0], "rb") as asked:
        program = _Program(*json.load(asked))
    high = [fcntl.fcntl(file, fcntl.F_DUPFD, HIGH) for file in files[1:]]
    os.closerange(3, HIGH)
    for number, file in zip(program.files, high, strict=True):
        os.dup2(file, number)
        os.close(file)
    if program.own_session:
        os.setsid()
    os.environ.clear()
    os.environ.update(program.env)
    return program.words
