"""Tells an alarm to the operator: a webhook (TINHUY_ALARM_URL) and a command (TINHUY_ALARM_COMMAND), or both."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from corpus.health.alarms import Raised
from seeds.errors import UsageError

LIMIT = 15.0
"""Seconds that a webhook or command may take, all in all."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to tell alarms."""

    name: str
    """webhook, or command: what the corpus notes of an alarm that it has taken."""
    tell: Callable[[Raised], str | None]

    def __call__(self, alarm: Raised) -> str | None:
        """Tell an alarm; gives what went wrong, or None."""
        return self.tell(alarm)


def channels() -> list[Channel]:
    """What the environment names. Raises UsageError for an address or command that can't be."""
    found: list[Channel] = []
    if url := os.environ.get("TINHUY_ALARM_URL", "").strip():
        if urlsplit(url).scheme not in ("http", "https"):
            raise UsageError("TINHUY_ALARM_URL is no web address.", "Give one that begins with https:// or http://.")
        found.append(Channel("webhook", partial(_post, url)))
    if command := os.environ.get("TINHUY_ALARM_COMMAND", "").strip():
        try:
            found.append(Channel("command", partial(_run, shlex.split(command))))
        except ValueError as error:
            raise UsageError(f"TINHUY_ALARM_COMMAND can't be read: {error}.", "Close its quotation marks.") from None
    return found


def message(alarm: Raised) -> dict[str, Any]:
    """What is told, as JSON; `text` is what Slack, Mattermost and their like show."""
    return {
        "text": f"{alarm.site_name} ({alarm.site}): {alarm.words}",
        **{name: value for name, value in alarm._asdict().items() if name not in ("opened_at", "told_at")},
        "opened_at": alarm.opened_at.isoformat(),
    }


def _post(url: str, alarm: Raised) -> str | None:
    request = urllib.request.Request(  # noqa: S310 (its scheme was looked at)
        url, json.dumps(message(alarm), ensure_ascii=False).encode(), {"Content-Type": "application/json"}
    )
    return _within_limit(partial(_sent, request), "TINHUY_ALARM_URL")


def _sent(request: urllib.request.Request) -> None:
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=LIMIT):
        pass


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The operator named one address: an answer that leads elsewhere, to a host inside perhaps, is a failure."""

    def redirect_request(self, *_: object) -> None:
        """None, which makes the redirect an HTTPError."""


def _within_limit(work: Callable[[], None], name: str) -> str | None:
    """Do it in a thread that is left behind when its time is up: an answer that drips would outlast any socket's."""
    problems: list[str] = [f"{name} took longer than {LIMIT:g} s"]

    def attempt() -> None:
        try:
            work()
            problems.clear()
        except (OSError, ValueError, HTTPException) as error:
            problems[:] = [f"{name}: {error}"]

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(LIMIT)
    return next(iter(list(problems)), None)


def _run(command: list[str], alarm: Raised) -> str | None:
    given = json.dumps(message(alarm), ensure_ascii=False).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=LIMIT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"TINHUY_ALARM_COMMAND: {error}"
    said = done.stderr.decode(errors="replace").strip()[-200:]
    return None if done.returncode == 0 else f"TINHUY_ALARM_COMMAND ended with exit code {done.returncode}: {said}"
