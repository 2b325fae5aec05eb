"""With TINHUY_LOG=json, all that a command and its processes say on stderr is JSON, with the ids of site and run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from corpus.database.dsn import parameters
from tests.crawler.small_portal import SmallPortal, serve, write_site
from tests.tinhuy.commands import tinhuy


def events(text: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in text.splitlines()]
    assert all({"time", "level", "logger", "message"} <= event.keys() for event in found)
    return found


@pytest.mark.slow
def test_a_crawl_with_its_processes(database: str, tmp_path: Path) -> None:
    command = tinhuy(tmp_path, tmp_path / "seeds", database, TINHUY_LOG="json")
    with serve(SmallPortal()) as portal:
        portal.fill(3)
        write_site(tmp_path / "seeds", "nho", portal.url)
        ran = command("crawl", "nho")
    assert ran.code == 0
    assert any("nho is unverified" in event["message"] for event in events(ran.err))
    crawled = events((tmp_path / "logs" / "crawl-nho.log").read_text("utf-8"))
    with psycopg.connect(**parameters(database)) as conn:
        (run,) = conn.execute("SELECT id FROM crawl_run").fetchall()
    spider_opened, closed = crawled[0], crawled[-1]
    assert spider_opened["site"] == "nho" and (closed["site"], closed["run"]) == ("nho", run[0])
    assert {"scrapy.core.engine", "crawler.run.record"} <= {event["logger"] for event in crawled}
    events((tmp_path / "logs" / "normalize.log").read_text("utf-8"))


def test_a_complaint_is_an_error_with_its_remedy(tmp_path: Path) -> None:
    command = tinhuy(tmp_path, tmp_path, "postgresql://nguoi@127.0.0.1:1/kho", TINHUY_LOG="json")
    ran = command("search", "hội nghị")
    (event,) = events(ran.err)
    assert (ran.code, event["level"], bool(event["remedy"])) == (1, "ERROR", True)
