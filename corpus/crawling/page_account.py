"""The account of a site: the fate of every address that may be an article's, by month of publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, Date, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from corpus.crawling.records import FetchOutcome, Role
from corpus.database.tables import Article, FetchLog, Page, Snapshot


class Fate(StrEnum):
    """Fate of an address; each address has exactly one."""

    KEPT = "kept"
    """The page is an article."""
    REFUSED = "refused"
    """The page was fetched and is no article."""
    PENDING = "pending"
    """The page was fetched and waits to be cleaned."""
    SAME = "same page"
    """The address leads to another page, or shows what another page shows."""
    FORBIDDEN = "forbidden"
    """robots.txt forbids the address."""
    GONE = "gone"
    """The portal no longer has the page."""
    FAILED = "failed"
    """Every request failed; the crawler will try again."""
    LEFT_ALONE = "left alone"
    """Left alone, because pages of its class of addresses gave nothing useful."""
    LEFT = "left"
    """Found and not requested yet: a limit, the budget or an interruption came first."""


@dataclass(slots=True)
class Account:
    """Number of addresses by fate; the numbers add up to `seen`."""

    fates: Counter[Fate] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """Number of all addresses."""
        return sum(self.fates.values())

    @property
    def fetched(self) -> int:
        """Number of addresses of which a page is stored."""
        return self.fates[Fate.KEPT] + self.fates[Fate.REFUSED] + self.fates[Fate.PENDING]

    def words(self) -> str:
        """Describe the account in words: 48 seen: 45 kept, 2 refused, 1 forbidden."""
        parts = [f"{self.fates[fate]:,} {fate}" for fate in Fate if self.fates[fate]]
        return f"{self.seen:,} seen: {', '.join(parts)}" if parts else "nothing seen"


def account(conn: Connection, site: str) -> Account:
    """Return the account of all addresses of a site that may be articles'."""
    return total(_by_month(conn, site).values())


def accounts_by_month(conn: Connection, site: str) -> dict[date | None, Account]:
    """Return an account for each month of publication, newest first; None holds addresses without a known date.

    The date is the article's, else the one that a list gave.
    """
    found = _by_month(conn, site)
    months = sorted((month for month in found if month is not None), reverse=True)
    return {month: found[month] for month in (*months, *([None] if None in found else []))}


def total(accounts: Iterable[Account]) -> Account:
    """Return the sum of several accounts."""
    added = Account()
    for one in accounts:
        added.fates.update(one.fates)
    return added


def _by_month(conn: Connection, site: str) -> dict[date | None, Account]:
    last = aliased(FetchLog)
    newest_outcome = (
        select(last.outcome).where(last.page_id == Page.id).order_by(last.at.desc(), last.id.desc()).limit(1)
    ).scalar_subquery()
    pending = exists().where(Snapshot.page_id == Page.id, Snapshot.state == "pending")
    never = Page.fetched_at.is_(None)
    fate = case(
        (Article.page_id.is_not(None), Fate.KEPT.value),
        (Page.leads_to.is_not(None), Fate.SAME.value),
        (and_(Page.fetched_at.is_not(None), pending), Fate.PENDING.value),
        (Page.fetched_at.is_not(None), Fate.REFUSED.value),
        (Page.gone_at.is_not(None), Fate.GONE.value),
        (and_(never, newest_outcome == FetchOutcome.FORBIDDEN_BY_ROBOTS), Fate.FORBIDDEN.value),
        (and_(never, Page.failures > 0), Fate.FAILED.value),
        (and_(never, Page.due_at > func.now()), Fate.LEFT_ALONE.value),
        else_=Fate.LEFT.value,
    )
    shown = func.coalesce(cast(func.timezone("Asia/Ho_Chi_Minh", Article.published_at), Date), Page.listed_date)
    month = cast(func.date_trunc("month", shown), Date)
    statement = (
        select(month.label("month"), fate.label("fate"), func.count().label("number"))
        .select_from(Page)
        .outerjoin(Article, Article.page_id == Page.id)
        .where(Page.site == site, or_(Page.role == Role.ITEM, Article.page_id.is_not(None)))
        .group_by("month", "fate")
    )
    found: dict[date | None, Account] = {}
    for row in conn.execute(statement):
        found.setdefault(row.month, Account()).fates[Fate(row.fate)] += row.number
    return found
