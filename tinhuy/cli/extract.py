"""`tinhuy extract`: clean saved pages without any database."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpus.records import Article, Outcome, Page, display_title
from normalize.child import Task
from normalize.children import Children, Cleaning, children, outcome_of
from seeds.load import catalogue
from tinhuy.cli.completing import site_ids
from tinhuy.cli.output import complain, out, print_json
from tinhuy.lines import outcome_line, published_at
from tinhuy.saved import UnreadableFileError, read_saved

AHEAD = 64
"""Files that are read before their turn."""


class Language(StrEnum):
    """Which pages are wanted."""

    VI = "vi"
    EN = "en"
    ANY = "any"


def extract(
    files: Annotated[list[Path], typer.Argument(help="Saved pages: .html, .htm, .aspx, …, or .gz of them.")],
    url: Annotated[str, typer.Option(help="Address that the page came from: makes links whole and tells dates.")] = "",
    site: Annotated[str | None, typer.Option(autocompletion=site_ids, help="Clean by the rules of this site.")] = None,
    language: Annotated[Language | None, typer.Option(help="Language wanted (default: the site's, or vi).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON a file, in the order given.")] = False,
) -> None:
    """Clean saved pages and print their articles, without any database.

    A page that is no article is a result, with its reason (exit code 0); a file that can't be read is a failure (1).
    """
    if site is not None:
        catalogue().site(site)  # an unknown one is refused before anything is read
    failed = False
    with children(workers=min(len(files), os.cpu_count() or 1)) as pool:
        for start in range(0, len(files), AHEAD):
            begun = [(path, _begin(path, pool, url, site, language)) for path in files[start : start + AHEAD]]
            for path, task in begun:
                failed |= _finish(path, task, as_json)
    raise typer.Exit(int(failed))


Begun = Cleaning | UnreadableFileError


def _begin(path: Path, pool: Children, url: str, site: str | None, language: Language | None) -> Begun:
    try:
        page = Page(url, read_saved(path), fetched_at=datetime.now(UTC))
    except UnreadableFileError as error:
        return error
    return pool.submit(Task(page, site or "_file", language.value if language else None))


def _finish(path: Path, task: Begun, as_json: bool) -> bool:
    """Print what became of a file; True where it could not be read."""
    if isinstance(task, UnreadableFileError):
        complain(task.message, task.remedy)
        return True
    outcome = outcome_of(task)
    if as_json:
        print_json(outcome_line(str(path), outcome))
    else:
        print_outcome(str(path), outcome)
    return False


def print_outcome(file: str, outcome: Outcome) -> None:
    """An article or a rejection for people."""
    if not isinstance(outcome, Article):
        out.print(f"{file}: no article: {outcome.reason.value} ({outcome.detail or 'by its form'})\n", markup=False)
        return
    facts = (published_at(outcome), outcome.author, outcome.source_name, " › ".join(outcome.section))
    out.print(display_title(outcome.title, outcome.lead, outcome.text), style="bold", markup=False)
    out.print(" · ".join(fact for fact in (file, *facts) if fact), style="dim", markup=False)
    body = [outcome.lead, outcome.text] if outcome.lead else [outcome.text]
    out.print("\n" + "\n\n".join(body), markup=False)
    for image in outcome.images:
        out.print(f"[image] {image.file_name or ''} {image.caption or ''}".rstrip(), style="dim", markup=False)
    out.print()
