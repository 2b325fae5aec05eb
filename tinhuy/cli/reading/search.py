"""`tinhuy search`: search the articles."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.text import Text

from corpus.database import engines
from corpus.search import export as exporting
from corpus.search import search as searching
from corpus.search.highlight import Highlighted
from seeds.config.catalogue import catalogue
from seeds.errors import UsageError
from tinhuy import page_lookup
from tinhuy.cli.reading.options import AsJson, OfSite, Since, Until, day_of
from tinhuy.terminal import err, out, print_json


def search(
    query: Annotated[
        list[str] | None, typer.Argument(help='Words; "exact phrases" in quotes; document numbers as written.')
    ] = None,
    cites: Annotated[
        str | None, typer.Option(help="Find only articles that cite this document, such as 27-NQ/TU.")
    ] = None,
    site: OfSite = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="Number of articles to show.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="Number of articles to skip.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Search the articles: `hoi nghi tinh uy` finds all spellings, `hội nghị tỉnh ủy` only these words.

    Old and new tone placement (hoà, hòa) match each other. The newest 500 matches are ranked; title words weigh most.
    """
    if not query and cites is None:
        raise UsageError("Nothing to search for.", "Give words, or the number of a document: --cites 27-NQ/TU")
    with engines.transaction() as conn:
        page_lookup.check_sites(conn, catalogue(), [site])
        words, begin, end = " ".join(query or ()), day_of(since), day_of(until)
        hits = searching.search(conn, words, site, begin, end, limit, offset, cites)
    for hit in hits:
        if as_json:
            print_json(_hit(hit))
        else:
            print_hit(hit)
    if not hits:
        err.print("No article was found. Try fewer words, or words without diacritics.")


def _hit(hit: searching.Hit) -> dict[str, Any]:
    return {
        "id": hit.page_id,
        "site": hit.site,
        "url": hit.url,
        "title": hit.title.text if hit.has_title else None,
        "display_title": hit.title.text,
        "snippet": hit.snippet.text,
        "marks": {"title": hit.title.marks, "snippet": hit.snippet.marks},
        "published_at": exporting.moment(hit.published_at, hit.published_precision),
        "rank": round(hit.rank, 6),
    }


def print_hit(hit: searching.Hit) -> None:
    out.print(_marked(hit.title))
    when = exporting.moment(hit.published_at, hit.published_precision) or "no date"
    out.print(f"{hit.page_id} · {hit.site} · {when} · {hit.url}", style="dim", markup=False)
    out.print(Text("  ") + _marked(hit.snippet) + Text("\n"))


def _marked(found: Highlighted) -> Text:
    text = Text(found.text)
    for start, end in found.marks:
        text.stylize("bold yellow", start, end)
    return text
