"""Look-up of the page that a person names, by number, address, or another spelling of the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from corpus.database.tables import Page, Site
from corpus.search import lookup
from seeds.config.catalogue import Catalogue
from seeds.errors import UsageError
from seeds.urls.canonical import key, same_portal


def page_id(conn: Connection, seeds: Catalogue, which: str) -> int:
    """Return the page's number. Raises UsageError where the corpus has no such page."""
    found = lookup.page_ids(conn, which) or list(_by_key(conn, seeds, which))
    if not found:
        raise UsageError(f"The corpus has no page {which}.", "`tinhuy search` finds articles; a URL must be complete.")
    return found[0]


def check_sites(conn: Connection, seeds: Catalogue, sites: Iterable[str | None]) -> None:
    """Refuse ids that neither the corpus nor the seeds folder knows; None means no site. Raises UsageError.

    The corpus may know sites that no longer have a file, and imported texts (`_import`), which have none.
    """
    for site in sites:
        if site is not None and seeds.path(site) is None and not _is_known(conn, site):
            seeds.site(site)


def _is_known(conn: Connection, site: str) -> bool:
    return conn.scalar(select(Site.id).where(Site.id == site)) is not None


def _by_key(conn: Connection, seeds: Catalogue, address: str) -> Iterator[int]:
    """Yield pages of an address in a spelling that no list has used yet, by the site's own rules for addresses."""
    for site in seeds.sites().values():
        if not same_portal(address, site):
            continue
        try:
            wanted = Page.key == key(address, site)
        except ValueError:
            continue
        for page in conn.scalars(select(Page.id).where(Page.site == site.id, wanted)).all():
            yield from lookup.page_ids(conn, str(page))
