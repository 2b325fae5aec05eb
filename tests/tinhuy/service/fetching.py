"""Taking a job as a worker's loop does, and what becomes of it."""

from __future__ import annotations

from sqlalchemy import Connection, text


def worker(conn: Connection, seconds_ago: float = 0) -> int:
    """Register a worker whose last heartbeat is so long ago."""
    moment = "now() - make_interval(secs => :ago)"
    said = text(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({moment}) RETURNING id")  # noqa: S608
    return int(conn.execute(said, {"ago": seconds_ago}).scalar_one())


def fetch(conn: Connection, queue: str = "crawl", by: int | None = None) -> int | None:
    """The job that a worker would get now."""
    taken = text("SELECT id FROM procrastinate_fetch_job_v2(CAST(:queues AS varchar[]), :worker)")
    number: int | None = conn.scalar(taken, {"queues": [queue], "worker": by if by is not None else worker(conn)})
    return number


def finish(conn: Connection, job: int, status: str) -> None:
    conn.execute(text("SELECT procrastinate_finish_job_v1(:id, CAST(:status AS procrastinate_job_status), false)"),
                 {"id": job, "status": status})  # fmt: skip
