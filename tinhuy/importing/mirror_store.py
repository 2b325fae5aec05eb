"""Import of a saved copy's pages, stored as a crawl would have stored them on the day of the copy."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, exists, select

from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Role
from corpus.database.retry import with_retry
from corpus.database.tables import Page, Snapshot, Takedown
from crawler.storage.revisit import due_at
from seeds.config.site import Site
from seeds.urls.canonical import RULES, key
from tinhuy.importing.mirror_files import Copy, Saved, Skip

BATCH = 50
"""Pages stored in one transaction, at most."""


@dataclass
class Imported:
    """Results of importing a copy; every file is counted once."""

    stored: Counter[str] = field(default_factory=Counter)
    """Number of stored pages by role."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Number of skipped files by reason."""
    left: list[tuple[Path, Skip]] = field(default_factory=list)
    """Each skipped file with its reason."""


def keep_copy(engine: Engine, copy: Copy, paths: Sequence[Path], advance: Callable[[], None]) -> Imported:
    """Store every page of the copy that the corpus does not have yet. It can be stopped and run again."""
    kept = Imported()
    with_retry(engine, partial(sites.sync, sites=[copy.site]))
    for at in range(0, len(paths), BATCH):
        batch = paths[at : at + BATCH]
        found = [copy.read(path) for path in batch]
        done = with_retry(engine, partial(_keep, site=copy.site, found=found))
        for path, one in zip(batch, done, strict=True):
            if isinstance(one, Skip):
                kept.skipped[one.value] += 1
                kept.left.append((path.relative_to(copy.folder), one))
            else:
                kept.stored[one.value] += 1
            advance()
    return kept


def _keep(conn: Connection, site: Site, found: Sequence[Saved | Skip]) -> list[Role | Skip]:
    return [one if isinstance(one, Skip) else _store(conn, site, one) for one in found]


def _store(conn: Connection, site: Site, saved: Saved) -> Role | Skip:
    url_key = key(saved.url, site)
    if (obstacle := _obstacle(conn, site.id, url_key, saved)) is not None:
        return obstacle
    fetched = Fetched(
        site=site.id,
        url_key=url_key,
        url=saved.url,
        role=saved.role,
        final_url=saved.url,
        status=200,
        headers={},  # those of the portal are lost; the page itself says its encoding
        body=saved.body,
        fetched_at=saved.at,
    )
    if saved.role is Role.ITEM:
        page_store.store_item(conn, fetched, due_at(saved.at, None), RULES)
    else:
        page_store.store_list(conn, fetched, [], RULES)
    return saved.role


def _obstacle(conn: Connection, site_id: str, url_key: bytes, saved: Saved) -> Skip | None:
    """Return why a page is not stored: it was taken down, or an equal body is stored already; None if neither."""
    mine = (Page.site == site_id, Page.key == url_key)
    if conn.scalar(select(exists().where(Takedown.page_id == Page.id, *mine))):
        return Skip.TAKEN_DOWN
    digest = hashlib.sha256(saved.body).digest()
    same = exists().where(Snapshot.page_id == Page.id, Snapshot.body_hash == digest, *mine)
    return Skip.THERE if conn.scalar(select(same)) else None
