"""Logs for machines: with TINHUY_LOG=json, every event of each of our processes is one line of JSON on stderr.

The formatter is our own and small: it fits on this page, and a library would be one more to pin.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from datetime import UTC, datetime
from traceback import format_exception
from types import TracebackType
from typing import Any

from seeds.printable import printable, printable_json
from seeds.timing import VIETNAM

IDS = ("site", "run", "job")
"""Subjects of an event, set by `bind` for the whole process or given as `extra` of one message."""

_bound: dict[str, Any] = {}


class JsonFormatter(logging.Formatter):
    """An event as one line: time (UTC), level, logger, message, the ids that are known, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line of JSON, without a line end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= _bound | {name: record.__dict__[name] for name in (*IDS, "remedy") if record.__dict__.get(name)}
        if record.exc_info:
            line["traceback"] = record.exc_text or self.formatException(record.exc_info)
        return printable_json(json.dumps(line, ensure_ascii=False, default=str))


class _Record(logging.LogRecord):
    """An event whose words are fit for a terminal, whichever handler writes them: portals' words are among them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = printable("".join(format_exception(*self.exc_info)).rstrip("\n"))

    def getMessage(self) -> str:  # noqa: N802 (logging's name)
        """Return the message, fit for a terminal."""
        return printable(super().getMessage())


class _PlainFormatter(logging.Formatter):
    """An event as a line for people."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        return datetime.fromtimestamp(record.created, VIETNAM).isoformat(sep=" ", timespec="seconds")


class _Stderr(logging.StreamHandler[Any]):
    """Handler that writes to whatever `sys.stderr` is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class Lines(io.TextIOBase):
    """Writable text file for people's messages: each line becomes a log event."""

    def write(self, text: str) -> int:
        """Log each line that is not blank."""
        for line in filter(str.strip, text.splitlines()):
            logging.getLogger("tinhuy").info("%s", line.strip())
        return len(text)


def as_json() -> bool:
    """Check whether logs are wanted as JSON. Anything but `json` in TINHUY_LOG means plain lines."""
    return os.environ.get("TINHUY_LOG", "").strip().lower() == "json"


def set_up() -> bool:
    """Set up JSON logs, warnings and fatal errors included, if they are wanted; return whether they are.

    Call it once at the beginning of a process. Events below INFO are left out.
    """
    logging.setLogRecordFactory(_Record)
    if not as_json():
        sys.excepthook = _print_fatal
        return False
    handler = _Stderr()
    handler.setLevel(logging.INFO)
    handler.setFormatter(JsonFormatter())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # it names each that it finds
    sys.excepthook = _note_fatal
    return True


def set_up_plain() -> None:
    """Log as lines for people where JSON is not wanted: INFO and above, times in Vietnam's time with the offset."""
    if set_up():
        return
    handler = _Stderr()
    handler.setFormatter(_PlainFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)


def bind(**ids: Any) -> None:
    """Set the subjects of all further events of this process: `site`, `run`. None removes one."""
    _bound.update(ids)
    for name in [name for name, value in _bound.items() if value is None]:
        del _bound[name]


def complain(message: str, remedy: str = "") -> None:
    """Report an error on stderr: as an event of level ERROR, or as the plain message."""
    if as_json():
        logging.getLogger("tinhuy").error("%s", message, extra={"remedy": remedy})
    else:
        print(printable(message), file=sys.stderr)


def said(line: str) -> tuple[str, str] | None:
    """Parse level and message of a line that was logged as JSON; None for any other line."""
    try:
        event = json.loads(line)
        return str(event["level"]), str(event["message"])
    except (ValueError, TypeError, KeyError):
        return None


def _print_fatal(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    print(printable("".join(format_exception(kind, error, traceback))), file=sys.stderr, end="")


def _note_fatal(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    logging.getLogger("tinhuy").critical("%s: %s", kind.__name__, error, exc_info=(kind, error, traceback))
