"""Limits of a search, and the names that people give for them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from corpus.articles import citations
from corpus.articles.document_keys import number_key
from corpus.database.tables import Article, Province
from seeds.config.site import Level
from seeds.errors import UsageError
from seeds.timing import VIETNAM


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Limits that an article must meet; None asks for nothing."""

    site: str | None = None
    since: date | None = None
    """First day in Asia/Ho_Chi_Minh, of the publication, or of the first capture where that is not known."""
    until: date | None = None
    """Last day."""
    province: str | None = None
    """Code or name, as it was before July 2025 or is now."""
    level: str | None = None
    section: str | None = None
    """Name of a section, anywhere in an article's section path."""
    language: str | None = None
    """ISO 639-1."""
    year: int | None = None
    cites: str | None = None
    """Number of a document in any spelling."""

    def parameters(self) -> dict[str, Any]:
        """Return the limits as parameters of the functions in the database."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return given | {"cites": number_key(self.cites) if self.cites else None}

    def check(self, conn: Connection) -> None:
        """Raise UsageError for a limit that no article can meet: an unknown province or level, no document's number."""
        if self.cites is not None:
            citations.check(self.cites)
        if self.level is not None and self.level not in set(Level):
            raise UsageError(f"There is no level {self.level!r}.", f"Levels are: {', '.join(Level)}.")
        if self.province is not None and not _is_province(conn, self.province):
            known = conn.scalars(select(Province.name).order_by(Province.name)).all()
            raise UsageError(f"There is no province {self.province!r}.", f"Known: {', '.join(known) or 'none yet'}.")


def _is_province(conn: Connection, given: str) -> bool:
    folded = func.public.fold_exact(given)
    named = or_(
        Province.code == given,
        func.public.fold_exact(Province.name) == folded,
        func.public.fold_exact(Province.successor) == folded,
    )
    return conn.scalar(select(Province.code).where(named).limit(1)) is not None


def dated(site: str | None, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Build conditions on articles: of a site, and dated from `since` to `until`, both days included."""
    conditions: list[ColumnElement[bool]] = []
    if site is not None:
        conditions.append(Article.site == site)
    if since is not None:
        conditions.append(Article.dated_at >= datetime.combine(since, time(), VIETNAM))
    if until is not None:
        conditions.append(Article.dated_at < datetime.combine(until, time(), VIETNAM) + timedelta(days=1))
    return conditions
