"""What dead workers leave is handed on, but not for ever, and not what the living do."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from corpus.crawling import runs, sites
from seeds.config.catalogue import Catalogue
from tests.tinhuy.service.fetching import fetch, finish, worker
from tinhuy.service import dead_workers, queue
from tinhuy.service.queue import Status


def lose(conn: Connection) -> int | None:
    """A worker takes a job and dies."""
    return fetch(conn, by=worker(conn, seconds_ago=dead_workers.DEAD + 1))


def test_a_dead_workers_job_waits_again_and_its_run_is_lost(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number = queue.put_crawl(conn, seeds.site("mot"))
        sites.sync(conn, [seeds.site("mot")])
        run = runs.start(conn, "mot", "mot.example", {})
        assert lose(conn) == number
        assert dead_workers.reap(conn) == [number]
        job, lost = queue.job(conn, number), runs.get(conn, run)
        assert (job.status, job.reason) == (Status.WAITING, "its worker died")
        assert lost is not None and lost.ending is runs.Ending.LOST
        assert conn.scalar(text("SELECT count(*) FROM procrastinate_workers")) == 0
        assert fetch(conn) == number


def test_a_living_workers_job_is_left_alone(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        queue.put_crawl(conn, seeds.site("mot"))
        fetch(conn, by=worker(conn, seconds_ago=dead_workers.DEAD - 5))
        assert dead_workers.reap(conn) == []


def test_a_job_whose_giving_was_never_heard_of_is_handed_on(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number, here = queue.put_crawl(conn, seeds.site("mot")), worker(conn)
        fetch(conn, by=here)
        assert dead_workers.doing(conn, [here]) == {number}
        assert dead_workers.reap(conn, orphans=[number]) == [number]
        assert queue.job(conn, number).status is Status.WAITING


def test_a_job_that_kills_its_workers_fails_in_the_end(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number = queue.put_crawl(conn, seeds.site("mot"))
        for _ in range(dead_workers.ATTEMPTS):
            assert lose(conn) == number
            dead_workers.reap(conn)
        assert queue.job(conn, number).status is Status.FAILED


def test_where_another_waits_the_lost_one_fails(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        lost = queue.put_crawl(conn, seeds.site("mot"))
        lose(conn)
        waiting = queue.put_crawl(conn, seeds.site("mot"))
        dead_workers.reap(conn)
        assert queue.job(conn, lost).status is Status.FAILED
        assert queue.job(conn, lost).reason == "its worker died; another like it waits already"
        assert fetch(conn) == waiting


def test_a_cancelled_job_is_not_done_after_its_worker_died(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        number = queue.put_crawl(conn, seeds.site("mot"))
        lose(conn)
        queue.cancel(conn, number)
        dead_workers.reap(conn)
        assert queue.job(conn, number).status is Status.FAILED


def test_old_jobs_are_forgotten(engine: Engine, seeds: Catalogue) -> None:
    with engine.begin() as conn:
        old, fresh, waiting = (queue.put_crawl(conn, seeds.site(name)) for name in ("mot", "ba", "hai"))
        for number in (fetch(conn), fetch(conn)):
            assert number is not None
            finish(conn, number, "succeeded")
        conn.execute(text("UPDATE procrastinate_events SET at = at - interval '91 days' WHERE job_id IN (:a, :b)"),
                     {"a": old, "b": waiting})  # fmt: skip
        assert dead_workers.forget_old(conn) == 1
        assert {job.id for job in queue.jobs(conn)} == {fresh, waiting}
