"""`tinhuy import`: take pages that were saved elsewhere into the corpus."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from corpus.articles.pending_snapshots import MOST_TEXTS, texts
from corpus.articles.records import EXTRACTED_TEXT, Article, Page
from corpus.crawling.host_lock import host_held
from corpus.database import engines
from corpus.errors import TakenDown
from normalize.recurring_lines import recurring_lines
from normalize.workers.child_process import Task
from normalize.workers.page_cleaners import children
from normalize.workers.worker import CleaningCounts, clean_stored
from seeds.config.catalogue import catalogue
from seeds.config.site import Site
from seeds.errors import TinhuyError, UsageError
from seeds.urls.canonical import portal_host, same_portal
from tinhuy.article_json import outcome_line
from tinhuy.cli.cleaning.extract import print_outcome
from tinhuy.cli.completion import site_ids
from tinhuy.importing.mirror_files import Copy, Skip, files
from tinhuy.importing.mirror_store import Imported, keep_copy
from tinhuy.importing.saved_files import UnreadableFileError, read_saved
from tinhuy.importing.text import IMPORTED, keep_text
from tinhuy.progress import progress
from tinhuy.terminal import complain, err, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="Import pages that were saved elsewhere into the corpus.")


MOST_NAMED = 20
"""Skipped files that are listed one by one per reason; a copy has thousands of pictures."""


@app.callback()
def _import() -> None:
    pass


@app.command("text")
def text(
    files: Annotated[list[Path], typer.Argument(help="Text files that another extractor wrote, boilerplate included.")],
    site: Annotated[
        str | None, typer.Option(autocompletion=site_ids, help="Site that the texts come from (default: none).")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one object for each file, in the given order.")
    ] = False,
) -> None:
    """Clean pages that exist only as extracted text, and store them. A text that is imported twice is stored once.

    With --site, lines that recur in several texts of the site are removed as boilerplate.
    """
    seeds = catalogue()
    site_id = seeds.site(site).id if site else IMPORTED
    address = engines.address()
    failed = kept = 0
    recurring = _recurring(files, site_id, address) if site else frozenset()
    with children() as pool:
        for path in files:
            try:
                body = read_saved(path)
            except UnreadableFileError as error:
                complain(error.message, error.remedy)
                failed += 1
                continue
            outcome = next(pool.outcomes([Task(Page("", body, EXTRACTED_TEXT), site_id, recurring=recurring)]))
            try:
                with engines.transaction(address) as conn:
                    keep_text(conn, seeds, site_id, path, body, outcome)
            except TakenDown as error:
                complain(f"{path}: {error.message}")
                failed += 1
                continue
            kept += isinstance(outcome, Article)
            if as_json:
                print_json(outcome_line(str(path), outcome))
            else:
                print_outcome(str(path), outcome)
    err.print(f"{kept} of {len(files)} files became an article of site {site_id}.", markup=False)
    raise typer.Exit(int(failed > 0))


def _recurring(files: list[Path], site_id: str, address: str) -> frozenset[str]:
    """Return the lines that recur among these texts and the portal's texts that the corpus already has."""
    with engines.transaction(address) as conn:
        bodies = texts(conn, site_id)
    for path in files[:MOST_TEXTS]:
        with suppress(UnreadableFileError):
            bodies.append(read_saved(path))
    return recurring_lines(bodies)


@app.command("mirror")
def mirror(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that HTTrack or wget wrote.")],
    base: Annotated[str, typer.Option(metavar="URL", help="URL of the portal that was copied.")],
    site: Annotated[
        str | None,
        typer.Option(autocompletion=site_ids, help="Id of the site (default: the site with that URL)."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: one object for each skipped file, then the counts.")
    ] = False,
) -> None:
    """Import a saved copy of a portal: store and clean its pages as a crawl does.

    Each page gets the time of its file, so that newer captures keep their articles. A copy that is imported twice is
    stored once. Skipped files are listed with the reason, at most 20 for each reason; --json lists all.
    """
    portal = _copied_site(site, base)
    paths = files(folder)
    engine = engines.engine(engines.address())
    with host_held(engine, [portal_host(portal)]), progress("files", len(paths)) as advance:
        kept = keep_copy(engine, Copy(folder, base, portal), paths, advance)
    with progress("cleaning") as advance:
        tally = clean_stored(engine, sites=[portal.id], report=advance)
    _print_kept(kept, tally, as_json)
    if not kept.stored and not kept.skipped[Skip.THERE]:
        raise TinhuyError(f"No page of {base} was found in {folder}.", "Are --base and the site's patterns right?")


def _copied_site(site_id: str | None, base: str) -> Site:
    seeds = catalogue()
    chosen = [seeds.site(site_id)] if site_id else list(seeds.sites().values())
    found = [site for site in chosen if same_portal(base, site)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{base} is of {', '.join(site.id for site in found)}.", "Choose one of them: --site ID")
    whose = f"no address of {site_id}'s portal" if site_id else "the portal of no site"
    raise UsageError(f"{base} is {whose}.", "Its site file has to name a start page there.")


def _print_kept(kept: Imported, tally: CleaningCounts, as_json: bool) -> None:
    if as_json:
        for path, skip in kept.left:
            print_json({"file": _shown(path), "skipped": skip.value})
        cleaned = {"changes": dict(tally.changes), "rejections": dict(tally.rejections)}
        print_json({"stored": dict(kept.stored), "skipped": dict(kept.skipped), **cleaned})
        return
    for reason, number in kept.skipped.items():
        named = [path for path, skip in kept.left if skip.value == reason]
        for path in named[:MOST_NAMED]:
            err.print(f"Skipped: {_shown(path)}: {reason}", markup=False)
        if number > MOST_NAMED:
            err.print(f"Skipped: {number - MOST_NAMED:,} more files: {reason}", markup=False)
    print_table(("stored as", "pages"), sorted(kept.stored.items()))
    for title, counts in (("skipped", kept.skipped), ("articles", tally.changes), ("rejected as", tally.rejections)):
        if counts:
            print_table((title, "number"), counts.most_common())


def _shown(path: Path) -> str:
    """Return a file's name as text; it may be in a charset other than UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
