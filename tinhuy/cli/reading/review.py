"""`tinhuy review`: new texts that were held because they would have replaced a good article."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from corpus.articles import review_queue
from corpus.articles.records import display_title
from corpus.articles.review_queue import Held
from corpus.database import engines
from normalize.workers.comparison import said
from seeds.config.catalogue import catalogue
from seeds.errors import UsageError
from tinhuy import held_texts, page_lookup
from tinhuy.terminal import err, out, print_json, print_table
from tinhuy.word_diff import Piece, coloured, marked, word_diff


def review(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="[ID|URL|SITE]…", help="Articles or sites (default: list all).")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Publish the new texts.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Reject the new texts for good; the articles stay.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Review new texts that were held because they would replace a good article.

    Without options, list the held texts; for a named article, show word by word what would change.

    A new text is held if it is less than half as long, lost its date or all of its old words, or if its title became
    the name of the site. It is dropped if the portal shows the old text again.
    """
    if accept and reject:
        raise UsageError("Accept or reject?", "Give one of --accept and --reject.")
    if (accept or reject) and not which:
        raise UsageError("Which texts?", "Name articles or sites; `tinhuy review` lists them.")
    chosen, by_article = _chosen(which or [])
    if accept or reject:
        _decide(chosen, accept)
    elif as_json:
        for one in chosen:
            print_json(_as_row(one))
    elif by_article:
        for one in chosen:
            _print_change(one)
    else:
        columns = ("id", "site", "captured", "why", "title", "address")
        print_table(columns, [_row(one) for one in chosen])
    if not chosen:
        err.print("Nothing waits for review.")


def _chosen(which: list[str]) -> tuple[list[Held], bool]:
    """Return the texts that `which` names (all, if it is empty), and whether it names an article."""
    seeds = catalogue()
    sites = [name for name in which if name in seeds.ids()]
    with engines.transaction() as conn:
        if not which:
            return review_queue.waiting(conn), False
        chosen = review_queue.waiting(conn, sites) if sites else []
        pages = [page_lookup.page_id(conn, seeds, name) for name in which if name not in sites]
        for page_id in pages:
            chosen += review_queue.waiting(conn, page_id=page_id)
    return chosen, bool(pages)


def _decide(chosen: list[Held], accept: bool) -> None:
    with engines.transaction() as conn:
        if accept:
            held_texts.accept(conn, catalogue(), chosen)
        else:
            for one in chosen:
                if (number := review_queue.number_now(conn, one)) is not None:
                    review_queue.refuse(conn, one.page_id, number)
    err.print(f"{len(chosen):,} {'published' if accept else 'rejected'}.")


def _row(one: Held) -> list[Any]:
    return [one.page_id, one.site, one.captured_at, one.because, _title(one), one.url]


def _title(one: Held) -> str:
    return display_title(one.old["title"], one.old["lead"], one.old["text"])


def _as_row(one: Held) -> dict[str, Any]:
    return {**asdict(one), "diff": marked(_diff(one))}


def _diff(one: Held) -> list[Piece]:
    return word_diff(said(one.old), said(one.new))


def _print_change(one: Held) -> None:
    out.print(f"{one.page_id}  {one.url}", style="bold", markup=False)
    dates = " → ".join(f"{row['published_at'] or 'none'}" for row in (one.old, one.new))
    out.print(f"held because {one.because}; date: {dates}", style="dim", markup=False)
    pieces = _diff(one)
    out.print(coloured(pieces) if sys.stdout.isatty() else marked(pieces), markup=False)
    out.print()
