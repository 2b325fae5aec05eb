"""Commands that begin with their modules imported: forked from a process that imported them once for many tests.

The start of `scrapy crawl` is more than a second of imports, and the tests crawl some hundred times. What is forked is
a real process all the same: it reads its own environment and arguments, and ends by itself. Tests of starts, signals
and kills start their commands as a person does (`small_portal.start_crawl`, `Tinhuy.start`).

    python -m tests.preloaded    the process that is forked, one for each worker of a test run; stdin is its socket
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Lock

ROOT = Path(__file__).parents[1]
IMPORTED = (
    "crawler.network.handler", "crawler.network.private_addresses", "crawler.run.pipeline", "crawler.run.record",
    "crawler.run.watchdog", "crawler.spider_loader", "crawler.spiders.exploring", "encodings.idna",
    "multiprocessing.forkserver", "multiprocessing.popen_forkserver", "normalize.article", "normalize.extracted_text",
    "protego", "pydantic.v1", "scrapy.cmdline", "scrapy.core.engine", "scrapy.core.scheduler", "scrapy.core.scraper",
    "scrapy.dupefilters", "scrapy.extensions.closespider", "scrapy.extensions.corestats", "scrapy.extensions.logcount",
    "scrapy.extensions.logstats", "scrapy.extensions.memdebug", "scrapy.extensions.memusage",
    "scrapy.extensions.spiderstate", "scrapy.extensions.throttle", "scrapy.logformatter", "scrapy.pqueues",
    "scrapy.squeues", "scrapy.statscollectors", "sqlalchemy.dialects.postgresql.psycopg", "tinhuy.cli",
    "tinhuy.cli.cleaning.extract", "tinhuy.cli.cleaning.imports", "tinhuy.cli.cleaning.normalize",
    "tinhuy.cli.crawling.crawl", "tinhuy.cli.crawling.status", "tinhuy.cli.reading.search", "tinhuy.normaliser",
    "typer._adapters",
)  # fmt: skip
PACKAGES = (
    "crawler.commands", "crawler.middlewares", "scrapy.commands", "scrapy.downloadermiddlewares",
    "scrapy.spidermiddlewares",
)  # fmt: skip
"""Folders of which all modules are imported."""
LATER = ("crawler.settings", "twisted.internet.reactor", "typer.rich_utils")
"""Modules that every command imports by itself: they read its environment, or begin what can't be forked."""
NUMBER = "8d"
"""How a process's number and its exit code go over a socket."""


def run(module: str, args: Sequence[str], env: Mapping[str, str], timeout: float) -> tuple[int, str, str]:
    """Run `python -m MODULE ARGS` to its end, in the project's folder, with this environment and nothing on stdin.

    Returns the exit code (below zero: the signal that ended it), stdout and stderr. What takes longer than `timeout`
    seconds is killed: TimeoutError.
    """
    with ExitStack() as files:
        asked, out, err = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        asked.write(json.dumps([module, list(args), dict(env)]).encode())
        asked.seek(0)
        ours, its = map(files.enter_context, socket.socketpair())
        with _starting:  # some tests run several commands at once, from threads
            server = _server()
        socket.send_fds(server, [b"+"], [file.fileno() for file in (asked, out, err, its)])
        its.close()
        pid = int(ours.recv(8))
        ours.settimeout(timeout)
        try:
            code = int(ours.recv(8))
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise
        out.seek(0)
        err.seek(0)
        return code, out.read().decode(), err.read().decode()


_starting = Lock()
_running: list[tuple[subprocess.Popen[bytes], socket.socket]] = []


@cache
def _server() -> socket.socket:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TINHUY_", "DATABASE_URL"))}
    ours, its = socket.socketpair()
    with its:
        server = subprocess.Popen([sys.executable, "-m", __name__], cwd=ROOT, env=env, stdin=its.fileno())
    _running.append((server, ours))
    return ours


def stop() -> None:
    """End this process's server, if it has one."""
    for server, ours in _running:
        ours.close()
        server.wait(timeout=60)
    _running.clear()
    _server.cache_clear()


class _Server:
    """Forks a process for each command that it is asked for, and says how each ended."""

    def __init__(self) -> None:
        self._asked = socket.socket(fileno=0)
        self._ended, ended = socket.socketpair()
        ended.setblocking(False)
        signal.set_wakeup_fd(ended.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._wakes = ended
        self._links: dict[int, socket.socket] = {}

    def forked(self) -> str | None:
        """Serve until nobody is left who might ask: None. In a process that was forked: the module it shall run."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._asked, selectors.EVENT_READ)
            selector.register(self._ended, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select()]
                if self._ended in ready:
                    self._ended.recv(1 << 12)
                    self._tell_ends()
                if self._asked in ready:
                    said, files, _, _ = socket.recv_fds(self._asked, 1, 4)
                    if not said:
                        return None
                    if module := self._fork(*files):
                        return module

    def _fork(self, asked: int, out: int, err: int, link: int) -> str | None:
        pid = os.fork()
        if pid:
            self._links[pid] = socket.socket(fileno=link)
            self._links[pid].send(format(pid, NUMBER).encode())
            for file in (asked, out, err):
                os.close(file)
            return None
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for other in (self._ended, self._wakes, *self._links.values()):
            other.close()
        with os.fdopen(asked, "rb") as words:
            module, args, env = json.load(words)
        self._asked.close()
        os.open(os.devnull, os.O_RDONLY)  # becomes stdin, whose number is the lowest that is free
        for number, end in enumerate((out, err), 1):
            os.dup2(end, number)
            os.close(end)
        os.close(link)
        os.environ.clear()
        os.environ.update(env)
        sys.argv[1:] = args
        return str(module)

    def _tell_ends(self) -> None:
        while self._links:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with self._links.pop(pid) as link, suppress(BrokenPipeError):
                link.send(format(os.waitstatus_to_exitcode(status), NUMBER).encode())


def _main() -> None:
    server = _Server()
    for name in IMPORTED:
        import_module(name)
    for package in map(import_module, PACKAGES):
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    too_early = [name for name in LATER if name in sys.modules]
    assert not too_early, f"{too_early} must not be imported before a command begins"
    gc.freeze()
    if module := server.forked():
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
