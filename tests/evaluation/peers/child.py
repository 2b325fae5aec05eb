"""An extractor in a child process, which may crash or hang: pages go in, one at a time, each with a time limit."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

from corpus.articles.records import Page

HERE = Path(__file__).parent
SECONDS_A_PAGE = 30.0
SECONDS_TO_START = 120.0
NOWHERE = "http://127.0.0.1:9"
"""A proxy that isn't there: what a peer wants to fetch, it must do without at once."""


class UnavailableError(Exception):
    """The extractor can't be started."""


class Peer:
    """One extractor; started again after each page that kills or hangs it."""

    def __init__(self, python: Path, name: str) -> None:
        self.name = name
        self.failures: Counter[str] = Counter()
        self.seconds = 0.0
        self._command = [str(python), str(HERE / "runner.py"), name]
        self._start()

    def extract(self, page: Page, language: str) -> dict[str, Any] | None:
        """What it makes of a page, or None (and why is counted)."""
        html = base64.b64encode(page.body).decode()
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(
                json.dumps({"html": html, "url": page.url, "language": language}).encode() + b"\n"
            )
            self._process.stdin.flush()
            made = self._line(SECONDS_A_PAGE)
        except (OSError, TimeoutError) as error:
            self.failures["ran out of time" if isinstance(error, TimeoutError) else "crashed"] += 1
            self.stop()
            self._start()
            return None
        if "error" in made:
            self.failures[made["error"].partition(":")[0]] += 1
            return None
        self.seconds += made["seconds"]
        return made

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _start(self) -> None:
        environment = {**os.environ, "http_proxy": NOWHERE, "https_proxy": NOWHERE, "PYTHONPATH": ""}
        self._rest = b""
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        try:
            ready = self._line(SECONDS_TO_START)
        except (OSError, TimeoutError) as error:
            self.stop()
            raise UnavailableError(f"it can't be started ({type(error).__name__})") from None
        if "error" in ready:
            self.stop()
            raise UnavailableError(str(ready["error"]))
        self.version = str(ready["version"])

    def _line(self, seconds: float) -> dict[str, Any]:
        """The next line it says. Raises TimeoutError, or OSError where it has died."""
        assert self._process.stdout is not None
        pipe, deadline = self._process.stdout.fileno(), time.monotonic() + seconds
        while b"\n" not in self._rest:
            if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError
            part = os.read(pipe, 1 << 20)
            if not part:
                raise BrokenPipeError
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        return found
