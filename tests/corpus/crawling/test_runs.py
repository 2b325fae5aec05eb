"""Runs, their hosts' locks, and the sites' rows."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import Connection, text

from corpus.crawling import runs, sites
from corpus.crawling.runs import Ending
from corpus.database import engines as corpus_database
from seeds.config.site import Level, Platform, Site
from tests.corpus.samples import site


def test_a_runs_record(conn: Connection) -> None:
    site(conn)
    assert runs.latest(conn, "hanam") is None
    run_id = runs.start(conn, "hanam", "hanam.gov.vn", {"limit": 3, "since": None})
    runs.heartbeat(conn, run_id, {"pages": 1})
    run = runs.latest(conn, "hanam")
    assert run is not None
    assert (run.id, run.ending, run.counts, run.options) == (run_id, None, {"pages": 1}, {"limit": 3, "since": None})
    assert runs.running(conn, "hanam.gov.vn") == run
    runs.end(conn, run_id, Ending.FAILED, "no list could be fetched\0", 1, {"pages": 2})
    runs.end(conn, run_id, Ending.FINISHED, None, 0)
    runs.heartbeat(conn, run_id, {"pages": 9})
    ended = runs.get(conn, run_id)
    assert ended is not None
    assert (ended.ending, ended.exit_code, ended.counts) == (Ending.FAILED, 1, {"pages": 2})
    assert ended.reason == "no list could be fetched"
    assert runs.running(conn, "hanam.gov.vn") is None


def test_a_lost_run_is_known_by_its_free_lock(database: str, conn: Connection) -> None:
    site(conn)
    run_id = runs.start(conn, "hanam", "hanam.gov.vn", {})
    conn.commit()
    engine = corpus_database.engine(database)
    with engine.connect() as crawl:
        assert runs.host_lock(crawl, "Hanam.gov.vn")
        assert not runs.host_lock(conn, "hanam.gov.vn")
        assert runs.host_lock(conn, "binhgia.gov.vn")
        assert runs.mark_lost(conn, "hanam") == []
        crawl.invalidate()
    engine.dispose()
    until = time.monotonic() + 20  # the server has to notice that the connection is gone
    while not runs.host_lock(conn, "hanam.gov.vn"):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert runs.mark_lost(conn, "hanam") == [run_id]
    lost = runs.get(conn, run_id)
    assert lost is not None
    assert (lost.ending, lost.exit_code, lost.ended_at) == (Ending.LOST, 1, lost.heartbeat_at)
    with corpus_database.transaction(database) as other:
        assert not runs.host_lock(other, "hanam.gov.vn")


def test_sites_are_copied_and_only_differences_written(conn: Connection) -> None:
    own = Platform(id="sharepoint", name="SharePoint")
    hanam = Site(
        id="hanam", name="Tỉnh ủy Hà Nam", level=Level.PROVINCE, province="35", province_name="Hà Nam",
        province_successor="Ninh Bình", platform="sharepoint", platforms=(own,), own=own,
    )  # fmt: skip
    journal = Site(id="qlnn", name="Tạp chí", level=Level.NATIONAL, platforms=(own,), own=own)
    sites.sync(conn, [hanam, journal])
    before = conn.execute(text("SELECT ctid FROM site")).all()
    sites.sync(conn, [hanam, journal])
    sites.ensure(conn, "hanam", "other")
    assert conn.execute(text("SELECT ctid FROM site")).all() == before
    sites.sync(conn, [hanam.model_copy(update={"name": "Khác"})])
    rows = conn.execute(text("SELECT id, name, level, province_code, platform FROM site ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        ("hanam", "Khác", "province", "35", "sharepoint"),
        ("qlnn", "Tạp chí", "national", None, "generic"),
    ]
    assert conn.execute(text("SELECT * FROM province")).all() == [("35", "Hà Nam", "Ninh Bình")]
    sites.sync(conn, [])


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_is_known_to_the_database(conn: Connection, ending: Ending) -> None:
    site(conn)
    run_id = runs.start(conn, "hanam", "h", {})
    runs.end(conn, run_id, ending, None, 1)
    run = runs.get(conn, run_id)
    assert run is not None
    assert run.ending is ending
