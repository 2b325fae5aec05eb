"""Events as lines of JSON: what stands in each, and that nothing breaks a line."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from corpus import logs
from tinhuy.log_files import last_line


def line(message: str, *args: object, **more: Any) -> dict[str, Any]:
    record = logging.getLogger("corpus.x").makeRecord("corpus.x", logging.WARNING, "f", 1, message, args, None, **more)
    text = logs.JsonFormatter().format(record)
    assert "\n" not in text
    event: dict[str, Any] = json.loads(text)
    return event


def test_an_event_has_time_level_logger_and_message() -> None:
    event = line("Bài %s\nhai dòng", "số 1")
    assert event.pop("time").endswith("+00:00")
    assert event == {"level": "WARNING", "logger": "corpus.x", "message": "Bài số 1\nhai dòng"}


def test_ids_are_those_of_the_process_or_of_the_message() -> None:
    logs.bind(site="hanam", run=7)
    try:
        assert (line("a")["site"], line("a")["run"]) == ("hanam", 7)
        assert line("a", extra={"site": "binhgia", "job": 3}).items() >= {"site": "binhgia", "job": 3, "run": 7}.items()
    finally:
        logs.bind(site=None, run=None)
    assert "site" not in line("a")


def test_a_traceback_stays_in_its_line() -> None:
    try:
        raise ValueError("hỏng")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "m", (), sys.exc_info())
    text = logs.JsonFormatter().format(record)
    assert "\n" not in text and json.loads(text)["traceback"].endswith("ValueError: hỏng")


def test_only_json_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, wanted in (("", False), ("text", False), ("json", True), ("JSON", True)):
        monkeypatch.setenv("TINHUY_LOG", given)
        assert logs.as_json() is wanted


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (['{"level": "ERROR", "message": "hỏng"}', '{"level": "INFO", "message": "xong"}'], "hỏng"),
        (['{"level": "INFO", "message": "một"}', "Killed"], "Killed"),
        (["2026 [a] ERROR: hỏng", "2026 [a] INFO: xong"], "hỏng"),
        (["{}", "[1]"], "[1]"),
    ],
)
def test_the_last_error_is_found_in_either_kind_of_log(tmp_path: Any, lines: list[str], told: str) -> None:
    log = tmp_path / "crawl.log"
    log.write_text("\n".join(lines), "utf-8")
    assert last_line(log) == told
