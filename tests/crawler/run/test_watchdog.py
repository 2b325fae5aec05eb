"""A crawl that stands still or takes too much memory is ended, and its run says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from corpus.crawling import runs
from tests.crawler.small_portal import SmallPortal, crawl, serve, write_site
from tests.crawler.stored import last_run

FREEZES = "'^/(?:a+)+$'"
"""A pattern of articles that takes for ever on the address below: nothing in Python can break it off."""
ADDRESS = "/" + "a" * 60 + "b"


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        running.fill(4)
        yield running


def test_a_process_that_stands_still_is_killed_and_its_run_is_lost(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.put("/muc", f"<html><body><a href='{ADDRESS}'>Bài</a></body></html>")
    write_site(tmp_path, "nho", portal.url, articles=f"[{FREEZES}]")
    code, said = crawl(tmp_path, database, "nho", "-s", "STANDSTILL_SECONDS=2")
    assert code == -signal.SIGALRM, said
    assert runs.mark_lost(conn, "nho")
    conn.commit()
    assert last_run(conn)[:2] == ("lost", 1)


@pytest.mark.slow
def test_a_crawl_that_takes_too_much_memory_ends_with_that_reason(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(400)
    portal.delay = 0.05
    write_site(tmp_path, "nho", portal.url)
    code, said = crawl(tmp_path, database, "nho", "-s", "CRAWL_MEMORY_MB=80")
    assert code == 1, said
    ending, exit_code, reason, _ = last_run(conn)
    assert (ending, exit_code) == ("failed", 1)
    assert "MB of memory; its limit is 80 MB" in reason
