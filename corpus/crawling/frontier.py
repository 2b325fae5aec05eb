"""The frontier: pages that were found and never fetched, then those that are due."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, cast, false, func, or_, select, tuple_
from sqlalchemy.types import Date

from corpus.crawling.records import FrontierPage, Role
from corpus.database.tables import Page

_RANK = case((Page.fetched_at.is_(None), 0), else_=1)
_AT = case((Page.fetched_at.is_(None), Page.discovered_at), else_=func.coalesce(Page.due_at, Page.fetched_at))


def frontier(
    conn: Connection,
    site: str,
    now: datetime,
    limit: int,
    since: date | None = None,
    *,
    full: bool = False,
    lists: bool = False,
    after: tuple[int, datetime, int] | None = None,
) -> list[FrontierPage]:
    """Return at most `limit` pages to request: never fetched first (oldest discovery first), then by due time.

    `since` leaves out pages that the list dated earlier (without a date: that were found earlier). `full` adds every
    page that was fetched before `now`, due or not. `lists` adds lists that are due, whatever their date. `after` is the
    cursor of the last page of the batch before.
    """
    due_list = and_(Page.role == Role.LIST, Page.due_at <= now) if lists else false()
    item = and_(Page.role == Role.ITEM, _wanted(now, full))
    if since is not None:
        found_on = cast(func.timezone("Asia/Ho_Chi_Minh", Page.discovered_at), Date)
        item = and_(item, func.coalesce(Page.listed_date, found_on) >= since)
    statement = select(Page, _RANK.label("rank"), _AT.label("at")).where(
        Page.site == site, Page.gone_at.is_(None), Page.leads_to.is_(None), or_(item, due_list) if lists else item
    )
    if after is not None:
        statement = statement.where(tuple_(_RANK, _AT, Page.id) > tuple_(*after))
    return _pages(conn, statement.order_by("rank", "at", Page.id).limit(limit))


def _wanted(now: datetime, full: bool) -> ColumnElement[bool]:
    new = and_(Page.fetched_at.is_(None), or_(Page.due_at.is_(None), Page.due_at <= now))
    again = Page.fetched_at < now if full else and_(Page.fetched_at.is_not(None), Page.due_at <= now)
    return or_(Page.fetched_at.is_(None) if full else new, again)


def _pages(conn: Connection, statement: Select[object]) -> list[FrontierPage]:
    return [
        FrontierPage(
            id=row.id,
            url=row.url,
            key=row.key,
            section=tuple(row.section),
            title=row.listed_title,
            date=row.listed_date,
            discovered_at=row.discovered_at,
            fetched_at=row.fetched_at,
            etag=row.etag,
            last_modified=row.last_modified,
            failures=row.failures,
            role=Role(row.role),
            cursor=(row.rank, row.at, row.id),
        )
        for row in conn.execute(statement)
    ]
