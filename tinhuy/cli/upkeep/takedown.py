"""`tinhuy takedown`: delete a page from the corpus for good."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from typing import Annotated

import typer
from sqlalchemy import Connection, select

from corpus.crawling.records import Role
from corpus.database import engines
from corpus.database.retry import with_retry
from corpus.database.tables import Page
from corpus.maintenance import compression_dictionaries
from corpus.maintenance.takedown import Removed, Tombstone, take_down, tombstone
from corpus.search import lookup
from seeds.config.catalogue import catalogue
from seeds.errors import UsageError
from tinhuy import page_lookup
from tinhuy.progress import progress
from tinhuy.terminal import err, print_json, print_table


def takedown(
    which: Annotated[str, typer.Argument(metavar="ID|URL", help="Number of the article, or its URL.")],
    reason: Annotated[str, typer.Option(help="Reason; it is kept on record.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be deleted; delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Delete a page for good: its article, versions and stored pages, also from search and citations.

    A tombstone with time and reason stays; no later crawl or import brings the page back. If the site has a compression
    dictionary, a new one is trained without the page.
    """
    if not reason.strip():
        raise UsageError("A takedown needs a reason.", "Give it: --reason TEXT")
    with engines.transaction() as conn:
        page_id = page_lookup.page_id(conn, catalogue(), which)
        if conn.scalar(select(Page.role).where(Page.id == page_id)) != Role.ITEM:
            raise UsageError(f"Page {page_id} is a list.", "Only articles and pages like them can be taken down.")
        stone = tombstone(conn, page_id)
        if stone is None and not dry_run and not yes:
            _ask(conn, page_id)
        removed = take_down(conn, page_id, reason.strip())
        taken = tombstone(conn, page_id)
        if dry_run:
            conn.rollback()
    if taken is not None and not dry_run:
        _renew_dictionary(taken)
    _print(removed, as_json)
    if dry_run:
        err.print("Nothing was deleted.")
    elif stone is not None:
        err.print(f"Page {page_id} was taken down already: {stone.reason}", markup=False)


def _renew_dictionary(taken: Tombstone) -> None:
    """Train a new dictionary for the site, if one is worth it: the old one may hold pieces of the deleted page."""
    engine = engines.engine(engines.address())
    if not with_retry(engine, partial(compression_dictionaries.stale, site=taken.site, before=taken.at)):
        return
    with progress("packing bodies") as advance:
        compression_dictionaries.forget(engine, taken.site, taken.at, advance)
        with suppress(UsageError):  # too few pages are left
            with_retry(engine, partial(compression_dictionaries.train, site=taken.site))
        compression_dictionaries.pack(engine, taken.site, advance)


def _ask(conn: Connection, page_id: int) -> None:
    article = lookup.article(conn, page_id)
    what = f"“{article['display_title']}” ({article['url']})" if article else f"page {page_id}"
    if not sys.stdin.isatty():
        raise UsageError(f"Delete {what} for good? Nobody can be asked here.", "Say --yes, or look with --dry-run.")
    typer.confirm(f"Delete {what} for good?", abort=True, err=True)


def _print(removed: Removed, as_json: bool) -> None:
    figures = asdict(removed)
    if as_json:
        print_json(figures)
    else:
        print_table(("deleted", "number"), [(name, number) for name, number in figures.items() if name != "pages"])
