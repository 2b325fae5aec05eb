"""Figures of each site: pages by state, articles, rejections by reason, its last run; and the yield of one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from corpus.articles.records import Reason
from corpus.crawling import runs
from corpus.database import tables
from corpus.database.tables import Page, Snapshot


@dataclass(slots=True)
class SiteStatus:
    """The figures of one site."""

    site: str
    pages: int = 0
    """Item pages that were found; each is in one of the next four states, or leads on to another page."""
    fetched: int = 0
    unfetched: int = 0
    """Pages never fetched, and to be requested."""
    forbidden: int = 0
    """Pages never fetched, because robots.txt forbids them."""
    gone: int = 0
    """Pages never fetched, and gone as the portal says."""
    pending: int = 0
    """Pages whose newest snapshot waits to be cleaned."""
    articles: int = 0
    newest: datetime | None = None
    """Newest publication date of an article."""
    rejections: dict[str, int] = field(default_factory=dict)
    """Pages whose newest capture is no article, by reason."""
    run: runs.Run | None = None


PAGE_STATES = text("""
    SELECT p.site, CASE
        WHEN p.leads_to IS NOT NULL THEN 'leads on'
        WHEN p.fetched_at IS NOT NULL THEN 'fetched'
        WHEN p.gone_at IS NOT NULL THEN 'gone'
        WHEN p.failures > 0 AND (
            SELECT f.outcome FROM fetch_log f WHERE f.page_id = p.id ORDER BY f.at DESC, f.id DESC LIMIT 1
        ) = 'forbidden by robots' THEN 'forbidden'
        ELSE 'waiting' END AS state, count(*)
    FROM page p
    WHERE p.role = 'item' AND (CAST(:sites AS text[]) IS NULL OR p.site = ANY(CAST(:sites AS text[])))
    GROUP BY 1, 2 ORDER BY 1, 2
""")
"""Item pages by site and state: fetched, gone, forbidden (by robots.txt), waiting, or leading on to another page."""
_FIELDS = {"fetched": "fetched", "gone": "gone", "forbidden": "forbidden", "waiting": "unfetched"}


def site_status(conn: Connection, sites: Sequence[str] | None = None) -> list[SiteStatus]:
    """Return the figures of these sites, or of all that the corpus knows, by name."""
    known = list(conn.scalars(select(tables.Site.id).order_by(tables.Site.id))) if sites is None else list(sites)
    found = {site: SiteStatus(site) for site in known}
    for site, state, number in conn.execute(PAGE_STATES, {"sites": known}):
        found[site].pages += number
        if state in _FIELDS:
            setattr(found[site], _FIELDS[state], number)
    _count_snapshots(conn, found)
    _count_articles(conn, found)
    for site, run in runs.newest(conn, known).items():
        found[site].run = run
    return list(found.values())


@dataclass(slots=True)
class RunYield:
    """Outcomes of the pages that one run fetched."""

    articles: int = 0
    rejections: dict[str, int] = field(default_factory=dict)
    """Rejections by reason."""


def run_yield(conn: Connection, run_id: int) -> RunYield:
    """Count the outcomes of the pages that a run fetched, as far as they are cleaned."""
    mine = (Snapshot.run_id == run_id, Snapshot.role == "item")
    counted = select(Snapshot.state, Snapshot.reason, func.count()).where(*mine)
    grouped = counted.group_by(Snapshot.state, Snapshot.reason).order_by(Snapshot.reason)
    gave = RunYield()
    for state, reason, number in conn.execute(grouped):
        if state == "article":
            gave.articles = number
        elif reason is not None:
            gave.rejections[reason] = number
    return gave


def languages(conn: Connection, site: str) -> Counter[str]:
    """Count the texts of a site by language: its articles, and what was rejected as being in another language."""
    kept = select(tables.Article.language, func.count()).where(tables.Article.site == site)
    said = func.substring(Snapshot.detail, r"^the text is (\w+)")
    refused = (
        select(said, func.count(Snapshot.page_id.distinct()))
        .join(Page, Page.id == Snapshot.page_id)
        .where(Page.site == site, Snapshot.reason == Reason.OTHER_LANGUAGE)
    )
    found: Counter[str] = Counter()
    for counted in (kept.group_by(tables.Article.language), refused.group_by(said)):
        for language, number in conn.execute(counted):
            if language is not None:
                found[language] += number
    return found


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
    article = tables.Article
    counted = select(article.site, func.count(), func.max(article.published_at)).where(article.site.in_(found))
    for site, number, newest in conn.execute(counted.group_by(article.site)):
        found[site].articles, found[site].newest = number, newest
