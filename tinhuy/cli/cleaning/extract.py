"""`tinhuy extract`: clean saved pages without any database."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpus.articles.layouts import SAMPLE
from corpus.articles.records import Article, Outcome, Page, display_title
from normalize.workers.child_process import Task
from normalize.workers.layout_jobs import Packed, learned, packed_shape
from normalize.workers.learn_layout import FEWEST
from normalize.workers.page_cleaners import Children, Cleaning, children, outcome_of
from seeds.config.catalogue import catalogue
from tinhuy.article_json import outcome_line, published_at
from tinhuy.cli.completion import site_ids
from tinhuy.importing.saved_files import UnreadableFileError, read_saved
from tinhuy.terminal import complain, err, out, print_json

AHEAD = 64
"""Files that are read ahead of the one being printed."""


class Language(StrEnum):
    """Language of the pages to keep."""

    VI = "vi"
    EN = "en"
    ANY = "any"


def extract(
    files: Annotated[list[Path], typer.Argument(help="Saved pages (.html, .htm, .aspx …), plain or gzipped.")],
    url: Annotated[str, typer.Option(help="URL of the page, to resolve links and read dates.")] = "",
    site: Annotated[str | None, typer.Option(autocompletion=site_ids, help="Use the rules of this site.")] = None,
    language: Annotated[
        Language | None, typer.Option(help="Language to keep (default: that of the site, or vi).")
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Learn the layout first; all files must be pages of one portal.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, one object for each file, in the given order.")
    ] = False,
) -> None:
    """Clean saved pages and print their articles. No database is needed.

    A page that is not an article is printed with the reason; the exit code is 0. It is 1 if a file can't be read.
    """
    if site is not None:
        catalogue().site(site)  # an unknown one is refused before anything is read
    failed = False
    with children(workers=min(len(files), os.cpu_count() or 1)) as pool:
        layout = _learned(files, pool, url, site, language) if learn else None
        for start in range(0, len(files), AHEAD):
            begun = [(path, _begin(path, pool, url, site, language, layout)) for path in files[start : start + AHEAD]]
            for path, task in begun:
                failed |= _finish(path, task, as_json)
    raise typer.Exit(int(failed))


Begun = Cleaning | UnreadableFileError


def _begin(
    path: Path, pool: Children, url: str, site: str | None, language: Language | None, layout: str | None
) -> Begun:
    try:
        return pool.submit(replace(_task(path, url, site, language), layout=layout))
    except UnreadableFileError as error:
        return error


def _task(path: Path, url: str, site: str | None, language: Language | None) -> Task:
    page = Page(url, read_saved(path), fetched_at=datetime.now(UTC))
    return Task(page, site or "_file", language.value if language else None)


def _learned(files: list[Path], pool: Children, url: str, site: str | None, language: Language | None) -> str | None:
    """Learn a layout from these files, as JSON; of many files only SAMPLE, chosen by the hash of their names."""
    chosen = sorted(files, key=lambda path: hashlib.sha256(str(path).encode()).digest())[:SAMPLE]
    shapes: list[Packed] = []
    for start in range(0, len(chosen), AHEAD):
        tasks = []
        for path in chosen[start : start + AHEAD]:
            with suppress(UnreadableFileError):  # it is complained of when its turn comes
                tasks.append(_task(path, url, site, language))
        found = [shape for shape in pool.each(packed_shape, tasks) if shape is not None]
        shapes += [(number, number, shape) for number, shape in enumerate(found, len(shapes) + 1)]
    _, templates = pool.call(learned, shapes, None)
    pages = sum(len(one["pages"]) for one in json.loads(templates))
    if not pages:
        err.print(f"No layout was learned: fewer than {FEWEST} of the files show one kind of page.", markup=False)
        return None
    err.print(f"learned from {len(shapes)} pages, of which {pages} show {_templates(templates)}", markup=False)
    return templates


def _templates(templates: str) -> str:
    number = len(json.loads(templates))
    return "one template" if number == 1 else f"{number} templates"


def _finish(path: Path, task: Begun, as_json: bool) -> bool:
    """Print the outcome of a file. Returns True where it could not be read."""
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
    """Print an article or a rejection for people."""
    if not isinstance(outcome, Article):
        out.print(f"{file}: not an article: {outcome.reason.value} ({outcome.detail or 'by its form'})\n", markup=False)
        return
    facts = (published_at(outcome), outcome.author, outcome.source_name, " › ".join(outcome.section))
    out.print(display_title(outcome.title, outcome.lead, outcome.text), style="bold", markup=False)
    out.print(" · ".join(fact for fact in (file, *facts) if fact), style="dim", markup=False)
    body = [outcome.lead, outcome.text] if outcome.lead else [outcome.text]
    out.print("\n" + "\n\n".join(body), markup=False)
    for image in outcome.images:
        out.print(f"[image] {image.file_name or ''} {image.caption or ''}".rstrip(), style="dim", markup=False)
    out.print()
