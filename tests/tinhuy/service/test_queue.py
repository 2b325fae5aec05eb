"""The queue: one crawl a host, a person's before the schedule's, trying again and cancelling."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from seeds.config.catalogue import Catalogue
from seeds.errors import UsageError
from tests.crawler.small_portal import write_site
from tests.tinhuy.service.fetching import fetch, finish
from tinhuy.service import job_tables, queue
from tinhuy.service.queue import Status


def test_the_tables_are_made_once_however_many_start_together(database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(job_tables.prepare, [database] * 4))
    with job_tables.engine(database).begin() as conn:
        assert queue.jobs(conn) == []
        assert conn.scalar(text("SELECT count(*) FROM pg_namespace WHERE nspname = 'jobs'")) == 1


def test_two_sites_of_one_host_are_never_crawled_at_once(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        first, second, other = (queue.put_crawl(conn, seeds.site(name)) for name in ("mot", "hai", "ba"))
        assert [fetch(conn), fetch(conn), fetch(conn)] == [first, other, None]
        finish(conn, first, "failed")
        assert fetch(conn) == second


def test_sites_with_any_host_in_common_have_one_lock(tmp_path: Path) -> None:
    hosts = {"a": ("a.vn", "b.vn"), "b": ("b.vn",), "c": ("c.vn", "b.vn"), "d": ("d.vn",), "e": ("c.vn",)}
    for name, several in hosts.items():
        write_site(tmp_path, name, "", start=f"[{', '.join(f'{{url: http://{host}/muc}}' for host in several)}]")
    locks = queue.locks_of(Catalogue(tmp_path).sites().values())
    assert locks == {"a": "a.vn", "b": "a.vn", "c": "a.vn", "d": "d.vn", "e": "a.vn"}


def test_a_crawl_that_waits_is_not_queued_twice(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number = queue.put_crawl(conn, seeds.site("mot"))
        assert queue.put_crawl(conn, seeds.site("mot"), full=True, urgent=True) == number
        assert [job.priority for job in queue.jobs(conn)] == [queue.URGENT]
        arguments = conn.scalar(text("SELECT args FROM procrastinate_jobs WHERE id = :id"), {"id": number})
        assert arguments == {"site": "mot", "full": True}
        assert fetch(conn) == number
        assert queue.put_crawl(conn, seeds.site("mot")) != number


def test_a_person_goes_before_the_schedule(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        queue.put_crawl(conn, seeds.site("mot"))
        asked = queue.put_crawl(conn, seeds.site("ba"), urgent=True)
        assert fetch(conn) == asked


def test_a_job_is_there_only_if_its_transaction_is(engine: Engine, seeds: Catalogue) -> None:
    with engine.connect() as conn:
        queue.put_crawl(conn, seeds.site("mot"))
        conn.rollback()
        assert queue.jobs(conn) == []


def test_what_failed_says_why_and_can_be_tried_again(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number = queue.put_crawl(conn, seeds.site("mot"))
        with pytest.raises(UsageError, match="did not fail: it is waiting"):
            queue.retry(conn, number)
        fetch(conn)
        queue.note(conn, number, run=7)
        queue.note(conn, number, reason="no list page could be fetched")
        finish(conn, number, "failed")
        [failed] = queue.jobs(conn, [Status.FAILED])
        assert (failed.run_id, failed.reason) == (7, "no list page could be fetched")
        assert failed.queued_at and failed.started_at and failed.ended_at
        queue.retry(conn, number)
        assert queue.job(conn, number).status is Status.WAITING


def test_trying_again_is_refused_where_another_waits(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number = queue.put_crawl(conn, seeds.site("mot"))
        fetch(conn)
        finish(conn, number, "failed")
        queue.put_crawl(conn, seeds.site("mot"))
    with engine.begin() as conn, pytest.raises(UsageError, match="waits already"):
        queue.retry(conn, number)


def test_cancelling(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        waiting, doing = queue.put_crawl(conn, seeds.site("mot")), queue.put_crawl(conn, seeds.site("ba"), urgent=True)
        assert fetch(conn) == doing
        assert queue.cancel(conn, waiting) is Status.WAITING
        assert queue.job(conn, waiting).status is Status.CANCELLED
        assert queue.cancel(conn, doing) is Status.DOING  # its worker hears of it
        to_stop = text("SELECT id FROM procrastinate_jobs WHERE abort_requested AND status = 'doing'")
        assert conn.scalars(to_stop).all() == [doing]
        with pytest.raises(UsageError, match="has ended"):
            queue.cancel(conn, waiting)
        with pytest.raises(UsageError, match="There is no job 999"):
            queue.cancel(conn, 999)
