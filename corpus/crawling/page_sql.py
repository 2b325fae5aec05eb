"""SQL statements that write and look up pages.

They are built once: building a statement costs more than running it. Those that write return something, because
SQLAlchemy then sends all rows in one statement, and not one by one.
"""

from __future__ import annotations

from sqlalchemy import ARRAY, LargeBinary, any_, bindparam, exists, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import Insert, insert

from corpus.database.tables import FetchLog, Page, PageAlias, Snapshot, Takedown

_NEWS = ("role", "fetched_at", "due_at", "failures", "gone_at", "leads_to", "etag", "last_modified")


def _filling_hints(changing_role: bool) -> Insert:
    statement = insert(Page)
    new = statement.excluded
    hints = {
        "listed_title": func.coalesce(Page.listed_title, new.listed_title),
        "listed_date": func.coalesce(Page.listed_date, new.listed_date),
        "section": func.coalesce(func.nullif(Page.section, literal([], Page.section.type)), new.section),
    }
    return statement.on_conflict_do_update(
        index_elements=[Page.site, Page.key],
        set_={**hints, "role": new.role} if changing_role else hints,
        where=or_(
            Page.listed_title.is_(None) & new.listed_title.is_not(None),
            Page.listed_date.is_(None) & new.listed_date.is_not(None),
            (Page.section == []) & (new.section != []),
            Page.role != new.role if changing_role else false(),
        )
        & ~exists().where(Takedown.page_id == Page.id),
    )


def _fetching() -> Insert:
    statement = insert(Page)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[Page.site, Page.key],
        set_={name: new[name] for name in _NEWS},
        where=Page.fetched_at.is_(None) | (Page.fetched_at <= new.fetched_at),
    )


ADD_FOUND = _filling_hints(changing_role=True).returning(Page.id)
"""Insert of found pages: the first discovery stays, missing hints are filled."""
ADD_NAMED = _filling_hints(changing_role=False).returning(Page.id)
"""Insert of found pages whose link does not tell their role: pages that were read before keep their role."""
ADD_FETCHED = _fetching().returning(Page.id)
"""Insert of fetched pages, each once. An older capture (an archive's) does not overwrite a newer one."""
ADD_ALIAS = insert(PageAlias).on_conflict_do_nothing().returning(PageAlias.page_id)
ADD_SNAPSHOT = insert(Snapshot).returning(Snapshot.id)
ADD_LOG = insert(FetchLog).returning(FetchLog.id)
_KEYS = bindparam("keys", type_=ARRAY(LargeBinary))  # one parameter, however many keys
BY_KEY = select(Page.key, Page.id).where(Page.site == bindparam("site"), Page.key == any_(_KEYS))
"""Ids of the pages of `site` with one of the `keys`."""
STANDING = BY_KEY.add_columns(Takedown.reason).outerjoin(Takedown, Takedown.page_id == Page.id)
"""Like BY_KEY, with the reason of the takedown where a page was taken down."""
