"""The tick: what is due is queued once, from the site files as they are now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from corpus.crawling import schedules
from seeds.config.catalogue import Catalogue
from tests.crawler.small_portal import write_site
from tests.tinhuy.service.fetching import fetch
from tinhuy.service import queue
from tinhuy.service.scheduler import tick

NOW = datetime(2026, 3, 10, 5, 0, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def again(seeds: Catalogue) -> Catalogue:
    """The files as they are now, as every tick reads them."""
    return Catalogue(seeds.folder)


def test_ticks_at_the_same_time_queue_a_site_once(engine: Engine, seeds: Catalogue) -> None:
    assert tick(engine, seeds, NOW) == []
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: tick(engine, again(seeds), NOW + MINUTE), range(4)))
    assert sorted(site for one in found for site in one) == ["ba", "hai", "mot"]
    with engine.begin() as conn:
        assert sorted(str(job.site) for job in queue.jobs(conn)) == ["ba", "hai", "mot"]


def test_missed_ticks_are_made_up_for_once(engine: Engine, seeds: Catalogue) -> None:
    tick(engine, seeds, NOW)
    night = NOW + timedelta(hours=9)
    assert len(tick(engine, seeds, night)) == 3
    assert tick(engine, seeds, night + timedelta(seconds=30)) == []
    assert len(tick(engine, seeds, night + MINUTE)) == 3


def test_a_crawl_that_still_waits_is_not_queued_again(engine: Engine, seeds: Catalogue) -> None:
    for minutes in range(5):
        tick(engine, seeds, NOW + minutes * MINUTE)
    with engine.begin() as conn:
        assert len(queue.jobs(conn)) == 3
        first = fetch(conn)
    tick(engine, seeds, NOW + 5 * MINUTE)
    with engine.begin() as conn:
        waiting = queue.jobs(conn, [queue.Status.WAITING])
    assert len(waiting) == 3  # while one is done, the next of its site waits
    assert first not in [job.id for job in waiting]


def test_only_verified_sites_that_are_not_paused_are_queued(engine: Engine, seeds: Catalogue) -> None:
    write_site(seeds.folder, "hai", "http://mot.example", state="unverified", schedule="'* * * * *'")
    write_site(seeds.folder, "bon", "http://bon.example", state="retired", schedule="'* * * * *'")
    write_site(seeds.folder, "nam", "http://nam.example", state="verified")
    with engine.begin() as conn:
        schedules.pause(conn, "ba")
    tick(engine, again(seeds), NOW)
    assert tick(engine, again(seeds), NOW + MINUTE) == ["mot"]


def test_files_are_read_at_each_tick_and_a_broken_one_stops_no_other(
    engine: Engine, seeds: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    write_site(seeds.folder, "mot", "http://mot.example", state="verified", schedule="'0 0 1 1 *'")
    tick(engine, again(seeds), NOW)
    write_site(seeds.folder, "mot", "http://mot.example", state="verified", every="1m")
    write_site(seeds.folder, "hai", "http://mot.example", state="verified", schedule="every day")
    assert tick(engine, again(seeds), NOW + 2 * MINUTE) == ["ba", "mot"]
    assert "hai.yaml: schedule" in caplog.text
