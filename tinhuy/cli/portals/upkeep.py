"""`tinhuy sites rekey`, `rename` and `retire`: changes to a site's pages over the years."""

# The corpus is imported when one of them runs: the other commands of `tinhuy sites` need not wait for it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from seeds.config.catalogue import catalogue
from seeds.urls.canonical import portal_host
from tinhuy.cli.completion import site_ids
from tinhuy.progress import progress
from tinhuy.terminal import err, print_json, print_table

if TYPE_CHECKING:
    from corpus.maintenance.rekey import Plan
    from seeds.config.site import Site

SiteId = Annotated[str, typer.Argument(autocompletion=site_ids, metavar="SITE", help="Id of the site.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to `tinhuy sites`."""
    for command in (rekey, rename, retire):
        app.command(command.__name__)(command)


def rekey(
    site_id: SiteId,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Recompute a site's page keys after its URL rules changed, and merge pages that now share a key.

    The page that remains gets all captures, versions and spellings of the URL; the numbers of merged pages lead to it.
    The command can be stopped and run again. It is refused while the host is crawled.
    """
    from corpus.crawling.host_lock import host_held
    from corpus.database import engines

    site = catalogue().site(site_id)
    engine = engines.engine(engines.address())
    with host_held(engine, [portal_host(site)]) as keep:
        made = _planned(engine, site) if dry_run else _rekeyed(engine, site, keep)
    _print(made, as_json)
    if dry_run:
        err.print("Nothing was written.")


def _planned(engine: Any, site: Site) -> Plan:
    from corpus.maintenance.rekey import plan

    with engine.begin() as conn:
        return plan(conn, site)


def _rekeyed(engine: Any, site: Site, keep: Any) -> Plan:
    from corpus.maintenance import rekey as rekeying
    from crawler.discovery.paging import list_page

    with progress("pages") as advance:

        def advanced(pages: int) -> None:
            keep()
            for _ in range(pages):
                advance()

        return rekeying.rekey(engine, site, lambda url: list_page(url, site).list_key, advanced)


def _print(made: Plan, as_json: bool) -> None:
    figures = {
        "pages": made.pages,
        "changed": len(made.changed),
        "merged": made.merged,
        "parted": len(made.parted),
        "left alone": made.unusable,
    }
    if as_json:
        print_json(figures)
    else:
        print_table(("pages", "number"), [("all", made.pages), *list(figures.items())[1:]])


def rename(
    old: Annotated[str, typer.Argument(autocompletion=site_ids, help="Id of the site in the corpus.")],
    new: Annotated[
        str, typer.Argument(autocompletion=site_ids, help="New id; the site file must have this name already.")
    ],
    as_json: AsJson = False,
) -> None:
    """Rename a site: move its pages, articles and runs to a new id. Rename its site file first."""
    from corpus.crawling.host_lock import host_held
    from corpus.database import engines
    from corpus.database.retry import with_retry
    from corpus.maintenance.rename_site import hosts_of
    from corpus.maintenance.rename_site import rename as move

    seeds = catalogue()
    site = seeds.site(new)
    engine = engines.engine(engines.address())
    with engine.begin() as conn:
        hosts = {portal_host(site), *hosts_of(conn, old)}
    with host_held(engine, hosts):
        moved = with_retry(engine, lambda conn: move(conn, old, site))
    if as_json:
        print_json(moved)
    else:
        print_table(("moved", "rows"), sorted(moved.items()))
    if old in seeds.ids():
        err.print(f"{seeds.folder / 'sites' / old}.yaml is still there; remove it.", markup=False)
    err.print(f"If the site's URL rules changed too, run: tinhuy sites rekey {new}", markup=False)


def retire(site_id: SiteId) -> None:
    """Retire a site: mark it in its file and in the corpus. Crawls stop; its articles stay."""
    from corpus.crawling import sites
    from corpus.database import engines
    from tinhuy.probe.site_file_writer import retire as write

    seeds = catalogue()
    seeds.site(site_id)
    with engines.transaction() as conn:
        sites.sync(conn, [write(seeds, site_id)])
    err.print(f"{site_id} is retired.")
