"""Channels for alarms to the operator: a webhook (TINHUY_ALARM_URL), a command (TINHUY_ALARM_COMMAND), or both."""

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
"""Seconds that a webhook or command may take in total."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by which alarms reach the operator."""

    name: str
    """`webhook` or `command`; the corpus notes by this name that the channel has delivered an alarm."""
    tell: Callable[[Raised], str | None]

    def __call__(self, alarm: Raised) -> str | None:
        """Deliver an alarm. Returns what went wrong, or None."""
        return self.tell(alarm)


def channels() -> list[Channel]:
    """Return the channels that the environment names. Raises UsageError for an unusable address or command."""
    found: list[Channel] = []
    if url := os.environ.get("TINHUY_ALARM_URL", "").strip():
        if urlsplit(url).scheme not in ("http", "https"):
            raise UsageError("TINHUY_ALARM_URL is not a web address.", "Give one that begins with https:// or http://.")
        found.append(Channel("webhook", partial(_post, url)))
    if command := os.environ.get("TINHUY_ALARM_COMMAND", "").strip():
        try:
            found.append(Channel("command", partial(_run, shlex.split(command))))
        except ValueError as error:
            raise UsageError(f"TINHUY_ALARM_COMMAND can't be read: {error}.", "Close its quotation marks.") from None
    return found


def message(alarm: Raised) -> dict[str, Any]:
    """Return an alarm as JSON values; `text` is the part that Slack, Mattermost and similar services show."""
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
    """Treats redirects as failures: the operator named one address, and a redirect may lead to a host inside."""

    def redirect_request(self, *_: object) -> None:
        """Return None, which makes the redirect an HTTPError."""


def _within_limit(work: Callable[[], None], name: str) -> str | None:
    """Run `work` in a thread that is abandoned after LIMIT seconds. Returns what went wrong, or None.

    A slowly dripping answer would outlast any socket's timeout.
    """
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
