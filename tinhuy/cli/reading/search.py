"""`tinhuy search`: search the articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer
from rich.text import Text

from corpus.articles import citations
from corpus.database import engines
from corpus.search import export as exporting
from corpus.search import hit_counts
from corpus.search import search as searching
from corpus.search.highlight import Highlighted
from corpus.search.narrowing import Narrowing
from seeds.config.catalogue import catalogue
from tinhuy import page_lookup
from tinhuy.cli.reading.options import (
    AsJson,
    InLanguage,
    InProvince,
    InSection,
    OfLevel,
    OfSite,
    OfYear,
    Since,
    Until,
    day_of,
)
from tinhuy.terminal import err, out, print_json

MOST_SHOWN = 12
"""Values of a facet that are shown to people; --json has them all."""


def search(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            help='Words, "exact phrases", a OR b, -without, begin*, title:word; document numbers as written.'
        ),
    ] = None,
    cites: Annotated[
        str | None, typer.Option(help="Find only articles that cite this document, such as 27-NQ/TU.")
    ] = None,
    site: OfSite = None,
    since: Since = None,
    until: Until = None,
    year: OfYear = None,
    province: InProvince = None,
    level: OfLevel = None,
    section: InSection = None,
    language: InLanguage = None,
    order: Annotated[Literal["rank", "date"], typer.Option(help="Best first, or newest first.")] = "rank",
    limit: Annotated[int, typer.Option(min=1, max=searching.WINDOW, help="Number of articles to show.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="Number of articles to skip.")] = 0,
    context: Annotated[
        int | None, typer.Option(min=0, max=50, help="Show every place that matches, with so many words around it.")
    ] = None,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count the hits by site, province and year instead of listing them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Search the articles: `hoi nghi tinh uy` finds all spellings, `hội nghị tỉnh ủy` only these words.

    Old and new tone placement (hoà, hòa) match each other. The newest 500 matches are ranked: those whose words stand
    side by side as typed go first, then title words, then words of the lead. Without words, the newest articles.
    """
    within = Narrowing(site, day_of(since), day_of(until), province, level, section, language, year, cites)
    words = " ".join(query or ())
    with engines.transaction() as conn:
        page_lookup.check_sites(conn, catalogue(), [site])
        if facets:
            _print_facets(hit_counts.facets(conn, words, within), as_json)
            return
        found = searching.search(conn, words, within, limit, offset, order == "date", context)
        cited = citations.documents(conn, cites) if cites else []
        better = None if found.hits or offset else searching.other_spelling(conn, words, within)
    for hit in found.hits:
        if as_json:
            print_json(_hit(hit))
        else:
            print_hit(hit)
    if len(cited) > 1 and not as_json:
        _print_documents(cited)
    _print_number(found, offset, better)


def _print_number(found: searching.Found, offset: int, better: str | None) -> None:
    """Say which of how many hits these are, or what to try where there are none."""
    if found.hits:
        shown = f"{offset + 1:,} to {offset + len(found.hits):,} of"
        err.print(f"{shown} {'more than ' if found.more else ''}{found.number:,} articles.")
    elif offset:
        err.print(f"Nothing stands behind the first {offset:,} hits: at most {searching.WINDOW} are ranked.")
    else:
        err.print("No article was found. Try fewer words, or words without diacritics.")
        if better:
            err.print(f"Did you mean: {better}", markup=False)


def _hit(hit: searching.Hit) -> dict[str, Any]:
    return {
        "id": hit.page_id,
        "site": hit.site,
        "url": hit.url,
        "title": hit.title.text if hit.has_title else None,
        "display_title": hit.title.text,
        "snippet": hit.snippet.text,
        "marks": {"title": hit.title.marks, "snippet": hit.snippet.marks},
        "places": [{"text": place.text, "marks": place.marks} for place in hit.places],
        "document": hit.document,
        "published_at": exporting.moment(hit.published_at, hit.published_precision),
        "rank": round(hit.rank, 6),
    }


def print_hit(hit: searching.Hit) -> None:
    out.print(_marked(hit.title))
    when = exporting.moment(hit.published_at, hit.published_precision) or "no date"
    cites = f" · cites {hit.document}" if hit.document else ""
    out.print(f"{hit.page_id} · {hit.site} · {when} · {hit.url}{cites}", style="dim", markup=False)
    for shown in hit.places or [hit.snippet]:
        out.print(Text("  ") + _marked(shown))
    out.print("")


def _print_documents(cited: list[citations.Document]) -> None:
    """Say which documents have the number that was asked for."""
    err.print(f"{cited[0].number} is the number of {len(cited)} documents:", markup=False)
    for one in cited[:MOST_SHOWN]:
        known = (one.kind, one.issuer, one.unit, str(one.issued_on or "day unknown"), f"{one.articles:,} articles")
        err.print(f"  {one.name}: {' · '.join(part for part in known if part)}", markup=False)
    if len(cited) > MOST_SHOWN:
        err.print(f"  … and {len(cited) - MOST_SHOWN:,} more: see the view documents.")


def _marked(found: Highlighted) -> Text:
    text = Text(found.text)
    for start, end in found.marks:
        text.stylize("bold yellow", start, end)
    return text


def _print_facets(found: hit_counts.Facets, as_json: bool) -> None:
    if as_json:
        print_json({"articles": found.number, "exact": found.exact, **found.values})
        return
    of = f"{found.number:,} articles" if found.exact else f"The newest {found.number:,} articles (there are more)"
    out.print(of, markup=False)
    for facet, values in found.values.items():
        out.print(f"\nby {facet}", style="bold", markup=False)
        for line in _bars(values):
            out.print(line, markup=False)


def _bars(values: Mapping[str, int]) -> list[str]:
    shown, most = list(values.items())[:MOST_SHOWN], max(values.values(), default=1)
    lines = [f"{name[:32]:32} {number:9,} {'▇' * round(24 * number / most)}" for name, number in shown]
    left = len(values) - len(shown)
    return [*lines, f"… and {left:,} more (--json lists all)"] if left > 0 else lines
