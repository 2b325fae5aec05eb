"""Whether every site ran as often as its schedule says, and never twice at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from corpus.crawling import schedules

MINUTE = timedelta(minutes=1)
_AT_ONCE = """
    SELECT a.host, a.id, b.id FROM crawl_run a JOIN crawl_run b ON a.host = b.host AND a.id < b.id
        AND b.started_at < coalesce(a.ended_at, 'infinity') AND a.started_at < coalesce(b.ended_at, 'infinity')
"""


def minutes_between(first: datetime, last: datetime) -> int:
    """Full minutes after `first`, until `last`, which is one itself."""
    return (last - first.replace(second=0, microsecond=0)) // MINUTE


def wrong(conn: Connection, sites: Sequence[str], first_seen: Mapping[str, datetime]) -> Iterator[str]:
    """What is wrong after a soak of sites that were due every minute; `first_seen`: when it began with each."""
    known = schedules.schedule_states(conn)
    counted = {row[0]: row[1] for row in conn.execute(text("SELECT site, count(*) FROM crawl_run GROUP BY site"))}
    for site in sites:
        due, ran = minutes_between(first_seen[site], known[site].done_until), counted.get(site, 0)
        if due != ran:
            yield f"{site}: was due {due} times and ran {ran} times"
    for host, one, other in conn.execute(text(_AT_ONCE)):
        yield f"{host}: runs {one} and {other} at once"
    for ending, number in conn.execute(text("SELECT ending, count(*) FROM runs WHERE ending <> 'finished' GROUP BY 1")):
        yield f"{number} runs {ending}"
    for name, query in (
        ("pages pending", "SELECT count(*) FROM snapshot WHERE state = 'pending'"),
        ("jobs not ended", "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"),
        ("jobs failed", "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"),
    ):
        if number := conn.scalar(text(query)):
            yield f"{number} {name}"


def figures(conn: Connection) -> str:
    """How much was done, by which machines, and how long stored pages waited for being articles."""
    row = conn.execute(
        text("""
        SELECT (SELECT count(*) FROM crawl_run) AS runs, count(*) AS pages,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY normalised_at - fetched_at) AS median,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY normalised_at - fetched_at) AS most,
            (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY ended_at - started_at) FROM crawl_run) AS crawl
        FROM snapshot WHERE state IN ('article', 'rejection')
    """)
    ).one()
    if not row.pages:
        return f"{row.runs} runs"
    waits = f"{row.median.total_seconds():.2f} s (median), {row.most.total_seconds():.2f} s (95 %)"
    return f"{row.runs} runs (95 % within {row.crawl.total_seconds():.0f} s), {row.pages} pages; cleaned after {waits}"
