"""Figures of each site: pages by state, articles, rejections by reason, its last run; and the yield of one run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select, text

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
    WITH asked AS (
        SELECT id AS site FROM site WHERE CAST(:sites AS text[]) IS NULL OR id = ANY(CAST(:sites AS text[]))),
    counted AS (
        SELECT p.site, 'fetched' AS state, count(*) AS number FROM page p
        WHERE p.role = 'item' AND p.fetched_at IS NOT NULL AND p.gone_at IS NULL AND p.leads_to IS NULL GROUP BY 1
        UNION ALL
        SELECT p.site, CASE WHEN p.fetched_at IS NULL THEN 'gone' ELSE 'fetched' END, count(*) FROM page p
        WHERE p.role = 'item' AND p.gone_at IS NOT NULL AND p.leads_to IS NULL GROUP BY 1, 2
        UNION ALL
        SELECT p.site, 'leads on', count(*) FROM page p WHERE p.role = 'item' AND p.leads_to IS NOT NULL GROUP BY 1
        UNION ALL
        SELECT p.site, CASE WHEN p.failures > 0 AND (
            SELECT f.outcome FROM fetch_log f WHERE f.page_id = p.id ORDER BY f.at DESC, f.id DESC LIMIT 1
        ) = 'forbidden by robots' THEN 'forbidden' ELSE 'waiting' END, count(*) FROM page p
        WHERE p.role = 'item' AND p.fetched_at IS NULL AND p.gone_at IS NULL AND p.leads_to IS NULL GROUP BY 1, 2)
    SELECT site, state, sum(number)::bigint FROM counted JOIN asked USING (site) GROUP BY 1, 2 ORDER BY 1, 2
""")
"""Item pages by site and state: fetched, gone, forbidden (by robots.txt), waiting, or leading on to another page.

Each part has an index that holds its pages: the fetched ones, which are most, are counted without being read.
"""
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


_REFUSED = text("""
    SELECT p.site, s.state, s.reason, count(*) FROM snapshot s JOIN page p ON p.id = s.page_id
    WHERE s.state IN ('pending', 'rejection') AND p.site = ANY(:sites) AND NOT EXISTS (
        SELECT FROM snapshot newer WHERE newer.page_id = s.page_id AND newer.role = 'item'
            AND (newer.fetched_at, newer.id) > (s.fetched_at, s.id))
    GROUP BY 1, 2, 3 ORDER BY 3
""")
"""Pages whose newest capture is pending or rejected; those of articles, which are most, are not looked at."""
_ARTICLES = text("""
    SELECT c.site, sum(c.articles)::bigint, (
        SELECT a.published_at FROM article a WHERE a.site = c.site AND a.published_at IS NOT NULL
        ORDER BY a.dated_at DESC, a.page_id DESC LIMIT 1)
    FROM article_count c WHERE c.site = ANY(:sites) GROUP BY 1 HAVING sum(c.articles) > 0
""")


def _count_snapshots(conn: Connection, found: dict[str, SiteStatus]) -> None:
    for site, state, reason, number in conn.execute(_REFUSED, {"sites": list(found)}):
        if state == "rejection":
            found[site].rejections[reason] = number
        else:
            found[site].pending = number


def _count_articles(conn: Connection, found: dict[str, SiteStatus]) -> None:
    for site, number, newest in conn.execute(_ARTICLES, {"sites": list(found)}):
        found[site].articles, found[site].newest = number, newest
