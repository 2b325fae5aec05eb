"""Walks through the lists of a site: how they ended, and since when the pages that they name are known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ARRAY, Connection, LargeBinary, any_, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from corpus.crawling.records import PastWalk, Role
from corpus.database import sanitize
from corpus.database.tables import CrawlRun, Page, SectionWalk


def record_walk(
    conn: Connection, site: str, url_key: bytes, url: str, run_id: int | None, complete: bool, pages: int, ended_by: str
) -> None:
    """Record how a walk through a section's lists ended, in place of the walk before."""
    row = {"url": sanitize.text(url), "run_id": run_id, "complete": complete, "pages": pages, "ended_by": ended_by}
    statement = insert(SectionWalk).values(site=site, url_key=url_key, **row)
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=[SectionWalk.site, SectionWalk.url_key], set_={**row, "at": func.now()}
        )
    )


def past_walk(conn: Connection, site: str, url_key: bytes) -> PastWalk | None:
    """Return the newest walk through the section; None if it was never walked."""
    columns = select(SectionWalk.complete, SectionWalk.at, SectionWalk.ended_by)
    row = conn.execute(columns.where(SectionWalk.site == site, SectionWalk.url_key == url_key)).one_or_none()
    return PastWalk(*row) if row else None


def undisturbed_since(
    conn: Connection, site: str, lists: Collection[bytes], run_id: int | None, harmless: Collection[str]
) -> datetime | None:
    """Return when the oldest of the newest walks through `lists` ended, if nothing found since can be missing.

    None unless each of the lists was walked to a good end, and from the first of those runs on every walk was complete
    (or ended for a `harmless` reason) and every run finished; `run_id` is the run that asks.
    """
    walks = conn.execute(
        select(SectionWalk.complete, SectionWalk.at, SectionWalk.run_id).where(
            SectionWalk.site == site, SectionWalk.url_key.in_(list(lists))
        )
    ).all()
    if len(walks) < len(set(lists)) or not walks or not all(walk.complete and walk.run_id for walk in walks):
        return None
    first = min(walk.run_id for walk in walks)
    cut = select(SectionWalk.url_key).where(
        SectionWalk.site == site, SectionWalk.run_id >= first, ~SectionWalk.complete,
        SectionWalk.ended_by.not_in(list(harmless)),
    )  # fmt: skip
    disturbed = select(CrawlRun.id).where(
        CrawlRun.site == site, CrawlRun.id >= first, CrawlRun.id != (run_id or 0),
        CrawlRun.ending.is_distinct_from("finished"),
    )  # fmt: skip
    is_cut = conn.scalar(select(cut.exists() | disturbed.exists()))
    return None if is_cut else min(walk.at for walk in walks)


def discovered(conn: Connection, site: str, keys: Collection[bytes]) -> dict[bytes, datetime]:
    """Return when the site's pages with these keys were found; unknown keys are left out."""
    wanted = literal(list(keys), ARRAY(LargeBinary))
    rows = conn.execute(select(Page.key, Page.discovered_at).where(Page.site == site, Page.key == any_(wanted)))
    return {row.key: row.discovered_at for row in rows}


def newest_listed(conn: Connection, site: str) -> date | None:
    """Return the newest date that lists or feeds gave to an article of the site, dates after tomorrow left out."""
    listed = Page.site == site, Page.role == Role.ITEM, Page.listed_date <= literal_column("current_date + 1")
    return conn.scalar(select(func.max(Page.listed_date)).where(*listed))


def last_answers(conn: Connection, site: str, keys: Collection[bytes]) -> dict[bytes, datetime]:
    """Return when the site's pages with these keys last answered; pages that were never fetched are left out."""
    wanted = literal(list(keys), ARRAY(LargeBinary))
    statement = select(Page.key, Page.fetched_at).where(Page.site == site, Page.key == any_(wanted))
    return {row.key: row.fetched_at for row in conn.execute(statement) if row.fetched_at}
