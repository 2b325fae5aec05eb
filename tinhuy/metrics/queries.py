"""The figures for Prometheus, each with its query.

Cheap queries run at every scrape. Results of those that read a whole table are cached for up to a minute. At 50,000
captures all took 117 ms together, and 35 ms with those cached.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import TextClause, text

from corpus.health.site_status import PAGE_STATES

RECENT = 5_000
"""Newest captures, at most, from which the delay of articles is computed, if they are of the last hour; a bound for its
cost."""
KEPT = 60.0
"""Seconds for which a figure that reads a whole table is cached."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric: its query returns the labels, in order, and then the value."""

    name: str
    help: str
    labels: tuple[str, ...]
    query: TextClause
    counts_up: bool = False
    """True for a counter, which only grows."""
    kept: float = 0.0
    """Seconds for which a result is cached."""
    table: str | None = None
    """A table that exists only once a service has run; without it the metric is left out."""


FIGURES = (
    Figure(
        "tinhuy_snapshots_pending",
        "Number of stored pages that wait to be cleaned",
        (),
        text("SELECT count(*) FROM snapshot WHERE state = 'pending'"),
    ),
    Figure(
        "tinhuy_snapshots_pending_oldest_seconds",
        "Age of the oldest stored page that waits to be cleaned, in seconds; 0 if none waits",
        (),
        text("""SELECT coalesce(extract(epoch FROM now() - (
            SELECT fetched_at FROM snapshot WHERE state = 'pending' ORDER BY fetched_at, id LIMIT 1)), 0)"""),
    ),
    Figure(
        "tinhuy_jobs",
        "Number of jobs by task and status; ended jobs are counted for some days",
        ("task", "status"),
        text("SELECT task_name, status::text, count(*) FROM jobs.procrastinate_jobs GROUP BY 1, 2 ORDER BY 1, 2"),
        table="jobs.procrastinate_jobs",
    ),
    Figure(
        "tinhuy_jobs_waiting_oldest_seconds",
        "Longest time that a waiting job has been due, in seconds; 0 if none waits",
        (),
        text("""SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
            FROM jobs.procrastinate_jobs j
            JOIN jobs.procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
            WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()"""),
        table="jobs.procrastinate_jobs",
    ),
    Figure(
        "tinhuy_worker_loops",
        "Number of worker loops (up to three a process) with a heartbeat in the last minute",
        (),
        text("""SELECT count(*) FROM jobs.procrastinate_workers
            WHERE last_heartbeat > now() - interval '1 minute'"""),
        table="jobs.procrastinate_workers",
    ),
    Figure(
        "tinhuy_pages",
        "Number of known article pages by site and state: fetched, waiting (to be fetched), forbidden (by robots.txt), "
        "gone, or 'leads on' (redirects to another page)",
        ("site", "state"),
        PAGE_STATES.bindparams(sites=None),
        kept=KEPT,
    ),
    Figure(
        "tinhuy_articles",
        "Number of articles by site",
        ("site",),
        text("SELECT site, sum(articles)::bigint FROM article_count GROUP BY 1 HAVING sum(articles) > 0 ORDER BY 1"),
        kept=KEPT,
    ),
    Figure(
        "tinhuy_newest_article_seconds",
        "Age of the newest article of each site by its publication date, in seconds",
        ("site",),
        text("""SELECT s.id, extract(epoch FROM now() - a.dated_at) FROM site s CROSS JOIN LATERAL (
            SELECT dated_at FROM article WHERE site = s.id ORDER BY dated_at DESC, page_id DESC LIMIT 1) a
            ORDER BY 1"""),
    ),
    Figure(
        "tinhuy_rejections",
        "Number of captures that are not articles, by reason",
        ("reason",),
        text("SELECT reason, count(*) FROM snapshot WHERE state = 'rejection' GROUP BY 1 ORDER BY 1"),
        kept=KEPT,
    ),
    Figure(
        "tinhuy_fetches",
        "Number of requests by site and outcome; running crawls count up to their last heartbeat",
        ("site", "outcome"),
        text("""SELECT r.site, o.key, sum(o.value::bigint)
            FROM crawl_run r, jsonb_each_text(coalesce(r.counts -> 'outcomes', '{}')) o
            GROUP BY 1, 2 ORDER BY 1, 2"""),
        counts_up=True,
        kept=KEPT / 4,
    ),
    Figure(
        "tinhuy_runs",
        "Number of ended crawl runs by site and ending",
        ("site", "ending"),
        text("SELECT site, ending, count(*) FROM crawl_run WHERE ending IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"),
        counts_up=True,
    ),
    Figure(
        "tinhuy_runs_running",
        "Number of running crawls; a crawl whose process died counts until the next crawl of its host",
        (),
        text("SELECT count(*) FROM crawl_run WHERE ended_at IS NULL"),
    ),
    Figure(
        "tinhuy_article_delay_seconds",
        "Time from the fetch of a page to its article, in seconds, by quantile; newest captures of the last hour",
        ("quantile",),
        text("""WITH newest AS (SELECT state, fetched_at, normalised_at FROM snapshot ORDER BY id DESC LIMIT :recent),
            delay AS (SELECT extract(epoch FROM normalised_at - fetched_at)::float8 AS s FROM newest
                WHERE state = 'article' AND fetched_at > now() - interval '1 hour')
            SELECT q::text, percentile_cont(q) WITHIN GROUP (ORDER BY s)
            FROM delay, (VALUES (0.5::float8), (0.95), (0.99)) AS wanted (q)
            GROUP BY q ORDER BY q""").bindparams(recent=RECENT),
    ),
    Figure(
        "tinhuy_alarms",
        "Number of open alarms by site and problem code",
        ("site", "code"),
        text("SELECT site, code, count(*) FROM alarm WHERE closed_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2"),
    ),
    Figure(
        "tinhuy_versions_held",
        "Number of new texts that are held for review, by site",
        ("site",),
        text("""SELECT s.id, count(a.page_id) FROM site s
            LEFT JOIN article_version v ON v.site = s.id AND v.held AND v.refused_at IS NULL
            LEFT JOIN article a ON a.page_id = v.page_id
                AND (v.captured_at, v.snapshot_id) > (a.captured_at, a.snapshot_id)
            GROUP BY 1 ORDER BY 1"""),
    ),
    Figure(
        "tinhuy_database_bytes",
        "Size of the database, in bytes",
        (),
        text("SELECT pg_database_size(current_database())"),
        kept=KEPT,
    ),
)
