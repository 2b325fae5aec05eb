"""How each site stands: pages, articles, rejections by reason, and its last run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from corpus import models, runs
from corpus.models import Page, Snapshot


@dataclass(slots=True)
class SiteStatus:
    """The figures of one site."""

    site: str
    pages: int = 0
    """Item pages that were found."""
    unfetched: int = 0
    """Those that were never fetched."""
    pending: int = 0
    """Snapshots that wait to be cleaned."""
    articles: int = 0
    newest: datetime | None = None
    """Newest publication date of an article."""
    rejections: dict[str, int] = field(default_factory=dict)
    """Pages whose newest capture is no article, by reason."""
    run: runs.Run | None = None


def site_status(conn: Connection, sites: Sequence[str] | None = None) -> list[SiteStatus]:
    """The figures of these sites, or of all that the corpus knows, by name."""
    known = list(conn.scalars(select(models.Site.id).order_by(models.Site.id))) if sites is None else list(sites)
    found = {site: SiteStatus(site) for site in known}
    _count_pages(conn, found)
    _count_snapshots(conn, found)
    _count_articles(conn, found)
    for site, status in found.items():
        status.run = runs.latest(conn, site)
    return list(found.values())


def _count_pages(conn: Connection, found: dict[str, SiteStatus]) -> None:
    unfetched = func.count().filter(Page.fetched_at.is_(None), Page.leads_to.is_(None), Page.gone_at.is_(None))
    items = select(Page.site, func.count(), unfetched).where(Page.role == "item", Page.site.in_(found))
    for site, pages, never in conn.execute(items.group_by(Page.site)):
        found[site].pages, found[site].unfetched = pages, never


def _count_snapshots(conn: Connection, found: dict[str, SiteStatus]) -> None:
    newest = (
        select(Page.site, Snapshot.page_id, Snapshot.state, Snapshot.reason)
        .join(Page, Page.id == Snapshot.page_id)
        .where(Page.site.in_(found), Snapshot.role == "item")
        .ext(distinct_on(Snapshot.page_id))
        .order_by(Snapshot.page_id, Snapshot.fetched_at.desc(), Snapshot.id.desc())
        .subquery()
    )
    grouped = select(newest.c.site, newest.c.state, newest.c.reason, func.count())
    for site, state, reason, number in conn.execute(
        grouped.group_by(newest.c.site, newest.c.state, newest.c.reason).order_by(newest.c.reason)
    ):
        if state == "rejection":
            found[site].rejections[reason] = number
        elif state == "pending":
            found[site].pending = number


def _count_articles(conn: Connection, found: dict[str, SiteStatus]) -> None:
    article = models.Article
    counted = select(article.site, func.count(), func.max(article.published_at)).where(article.site.in_(found))
    for site, number, newest in conn.execute(counted.group_by(article.site)):
        found[site].articles, found[site].newest = number, newest
