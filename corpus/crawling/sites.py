"""The portals' rows in the corpus, copied from seeds/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, func, or_
from sqlalchemy.dialects.postgresql import insert

from corpus.database import sanitize, tables
from seeds.config.site import Site


def sync(conn: Connection, sites: Iterable[Site]) -> None:
    """Update the rows of these sites, and of their provinces, from seeds/. Writes only what differs."""
    ordered = sorted(sites, key=lambda site: site.id)
    provinces = {
        site.province: {
            "code": site.province,
            "name": site.province_name or site.province,
            "successor": site.province_successor,
        }
        for site in ordered
        if site.province
    }
    _upsert(conn, tables.Province, "code", [provinces[code] for code in sorted(provinces)])
    _upsert(conn, tables.Site, "id", [_row(site) for site in ordered])


def ensure(conn: Connection, site_id: str, name: str) -> None:
    """Add a row for a source that is no portal, such as `_import`."""
    row = {"id": site_id, "name": name, "state": "unverified"}
    conn.execute(insert(tables.Site).values(row).on_conflict_do_nothing())


def _row(site: Site) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": sanitize.text(site.name),
        "level": site.level,
        "province_code": site.province,
        "since_2025": sanitize.maybe(site.since_2025),
        "platform": site.platform,
        "url": site.start[0].url if site.start else None,
        "state": site.state,
    }


def _upsert(conn: Connection, model: type[tables.Base], key: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = insert(model).values(rows)
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - for the type checker
    names = [name for name in rows[0] if name != key]
    changed: dict[str, Any] = {name: statement.excluded[name] for name in names}
    if "updated_at" in table.c:
        changed["updated_at"] = func.now()
    differs = or_(*(table.c[name].is_distinct_from(statement.excluded[name]) for name in names))
    conn.execute(statement.on_conflict_do_update(index_elements=[key], set_=changed, where=differs))
