"""New keys for a site's pages after its rules for addresses changed; pages that became one are merged.

No progress is stored: the addresses show what is left to do, so the work can be killed at any moment and run again, and
a second run finds nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import ARRAY, Connection, Engine, LargeBinary, any_, delete, insert, literal, select, update

from corpus.crawling.records import Role
from corpus.database.retry import with_retry
from corpus.database.tables import Page, PageAlias, SectionWalk
from corpus.maintenance.merge_pages import add_aliases, merge, merged_key
from seeds.config.site import Site
from seeds.urls.canonical import RULES, canonical, key

BATCH = 200
"""Pages that get new keys in one transaction."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored page, with its key and address by the present rules."""

    id: int
    key: bytes
    rules: int
    url: str
    leads_to: int | None
    new_key: bytes
    address: str

    @property
    def is_merged(self) -> bool:
        """True where the page was merged with the one that it leads to."""
        return self.leads_to is not None and self.key == merged_key(self.id)

    @property
    def stands(self) -> bool:
        """True where nothing about the page changes."""
        return self.key == self.new_key and self.rules == RULES and self.url == self.address


@dataclass
class Plan:
    """Planned changes to the pages of a site."""

    pages: int = 0
    unusable: int = 0
    """Pages that stay as they are: imported texts, and lists that a canonical address alone does not identify."""
    changed: list[Known] = field(default_factory=list)
    """Pages that get another key or address, including those that others are merged with."""
    groups: list[list[Known]] = field(default_factory=list)
    """Groups of pages, each of which becomes one page."""
    parted: list[Known] = field(default_factory=list)
    """Merged pages that become separate pages again."""

    @property
    def merged(self) -> int:
        """Number of pages that become part of another."""
        return sum(len(group) - 1 for group in self.groups)


def plan(conn: Connection, site: Site) -> Plan:
    """Compute what the present rules change about the site's pages. Reads only."""
    made = Plan()
    by_key: dict[bytes, list[Known]] = defaultdict(list)
    for one in _pages(conn, site, made):
        by_key[one.new_key].append(one)
    place = {one.id: one.new_key for several in by_key.values() for one in several}
    for several in by_key.values():
        _sort_in(made, several, place)
    return made


def _pages(conn: Connection, site: Site, made: Plan) -> Iterator[Known]:
    columns = select(Page.id, Page.key, Page.key_rules, Page.url, Page.leads_to, Page.role).where(Page.site == site.id)
    for row in conn.execute(columns.order_by(Page.id), execution_options={"yield_per": 2000}):
        made.pages += 1
        try:
            address = canonical(row.url, site)
        except ValueError:
            made.unusable += 1
            continue
        # Lists may page by forms or parameters that no canonical address has. A list that is left is written anew.
        if row.role != Role.ITEM and row.url != address:
            made.unusable += 1
        else:
            yield Known(*row[:5], new_key=key(row.url, site), address=address)


def _sort_in(made: Plan, several: list[Known], place: dict[int, bytes]) -> None:
    parted = [one for one in several if one.is_merged and place.get(one.leads_to or 0) != one.new_key]
    alone = [one for one in several if not one.is_merged]
    made.parted += parted
    if len(alone) + len(parted) > 1:
        made.groups.append(alone + parted)
    made.changed += [one for one in (*parted, *alone) if not one.stands]


def rekey(
    engine: Engine, site: Site, list_key: Callable[[str], bytes], advance: Callable[[int], None] = lambda _: None
) -> Plan:
    """Carry out the plan, in many small transactions; return it. The caller holds the host's lock.

    `list_key` gives the key of a section's walk from the address of its list; `advance` gets the number of pages done.
    """
    made = with_retry(engine, partial(plan, site=site))
    for parted in made.parted:
        with_retry(engine, partial(_part, page=parted, site=site))
    for group in made.groups:
        with_retry(engine, partial(_merge, group=group, site=site))
        advance(len(group))
    in_groups = {one.id for group in made.groups for one in group}
    alone = [one for one in made.changed if one.id not in in_groups]
    for at in range(0, len(alone), BATCH):
        batch = alone[at : at + BATCH]
        with_retry(engine, partial(_set_keys, site=site.id, batch=batch))
        advance(len(batch))
    with_retry(engine, partial(_rekey_walks, site=site.id, list_key=list_key))
    return made


def _merge(conn: Connection, group: Sequence[Known], site: Site) -> None:
    first = merge(conn, [one.id for one in group])
    _set_keys(conn, site.id, [one for one in group if one.id == first])


def _part(conn: Connection, page: Known, site: Site) -> None:
    """Separate a merged page: it is requested again, and gets back the spellings that are its own."""
    conn.execute(update(Page).where(Page.id == page.id).values(leads_to=None))
    spellings = conn.execute(select(PageAlias).where(PageAlias.page_id == page.leads_to)).all()
    own = [one for one in spellings if _key(one.url, site) == page.new_key]
    add_aliases(conn, page.id, (one.url for one in own if one.url != page.url))
    hashes = [one.url_hash for one in own]
    conn.execute(delete(PageAlias).where(PageAlias.page_id == page.leads_to, PageAlias.url_hash.in_(hashes)))


def _key(url: str, site: Site) -> bytes | None:
    try:
        return key(url, site)
    except ValueError:
        return None


def _set_keys(conn: Connection, site: str, batch: Sequence[Known]) -> None:
    _make_room(conn, site, [one.new_key for one in batch])
    for one in batch:
        values = {"key": one.new_key, "key_rules": RULES, "url": one.address}
        conn.execute(update(Page).where(Page.id == one.id).values(values))
        if one.url != one.address:
            add_aliases(conn, one.id, [one.url])


def _make_room(conn: Connection, site: str, keys: Sequence[bytes]) -> None:
    """Take these keys from the pages that have them by the old rules; each of those pages gets its new key later."""
    wanted = Page.key == any_(literal(list(keys), ARRAY(LargeBinary)))
    for page_id in conn.scalars(select(Page.id).where(Page.site == site, wanted)).all():
        waiting = hashlib.sha256(f"page {page_id} waits for its key".encode()).digest()
        conn.execute(update(Page).where(Page.id == page_id).values(key=waiting))


def _rekey_walks(conn: Connection, site: str, list_key: Callable[[str], bytes]) -> None:
    """Store the newest walk of each list under the list's present key."""
    rows = conn.execute(select(SectionWalk).where(SectionWalk.site == site).order_by(SectionWalk.at)).all()
    newest: dict[bytes, Any] = {}
    for row in rows:
        interface = hashlib.sha256(row.url.partition("?")[0].encode()).digest()  # walked by no canonical address
        newest[interface if row.url_key == interface else list_key(row.url)] = row._mapping
    if {row.url_key for row in rows} == newest.keys():
        return
    conn.execute(delete(SectionWalk).where(SectionWalk.site == site))
    for url_key, row in newest.items():
        conn.execute(insert(SectionWalk).values({**row, "url_key": url_key}))
