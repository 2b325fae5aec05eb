"""`tinhuy search`, `show` and `export`: reading the corpus."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO, cast

import typer
from rich.text import Text
from sqlalchemy import Connection

from corpus.database import engines
from corpus.maintenance.takedown import tombstone
from corpus.search import export as exporting
from corpus.search import lookup
from corpus.search import search as searching
from corpus.search.highlight import Highlighted
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError, UsageError
from seeds.printable import printable, printable_json
from tinhuy import page_lookup
from tinhuy.cli.completion import site_ids
from tinhuy.terminal import err, out, print_json

Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles published on this day or later.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles published on this day or earlier.")
]
OfSite = Annotated[str | None, typer.Option("--site", autocompletion=site_ids, help="Only articles of this site.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


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
        words, begin, end = " ".join(query or ()), _day(since), _day(until)
        hits = searching.search(conn, words, site, begin, end, limit, offset, cites)
    for hit in hits:
        if as_json:
            print_json(_hit(hit))
        else:
            print_hit(hit)
    if not hits:
        err.print("No article was found. Try fewer words, or words without diacritics.")


def show(
    which: Annotated[str, typer.Argument(metavar="ID|URL", help="Number of the article, or its URL.")],
    versions: Annotated[bool, typer.Option("--versions", help="Also show the older texts of the article.")] = False,
    source: Annotated[bool, typer.Option("--source", help="Print the stored page as the portal sent it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show one article, and where each field was read."""
    with engines.transaction() as conn:
        page_id = page_lookup.page_id(conn, catalogue(), which)
        _check_is_there(conn, page_id)
        if source:
            _write_source(lookup.stored_page(conn, page_id) or b"")
            return
        article = lookup.article(conn, page_id)
        if article is None:
            raise _no_article(page_id, *lookup.why_no_article(conn, page_id))
        older = lookup.versions(conn, page_id) if versions else []
    if as_json:
        print_json({**article, "versions": older} if versions else article)
        return
    _print_article(article)
    for version in older:
        out.print(f"\n── version {version['version']}, captured {version['captured_at']}", style="dim", markup=False)
        out.print("\n\n".join(filter(None, (version["title"], version["lead"], version["text"]))), markup=False)


def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write (default: stdout).")] = None,
    site: OfSite = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Export the articles as JSON Lines: one article a line, with all fields."""
    with engines.transaction() as conn:
        page_lookup.check_sites(conn, catalogue(), [site])
        if output is None:
            written = exporting.jsonl(conn, cast(TextIO, _PrintableLines()), site, _day(since), _day(until))
        else:
            part = output.with_name(output.name + ".part")
            try:
                with part.open("w", encoding="utf-8") as file:
                    written = exporting.jsonl(conn, file, site, _day(since), _day(until))
                part.replace(output)
            except OSError as error:
                raise TinhuyError(f"{output} can't be written: {error}.", "Choose another file.") from None
    err.print(f"{written:,} articles written.")


class _PrintableLines(io.TextIOBase):
    """A text stream that writes printable lines of JSON to stdout."""

    def write(self, text: str) -> int:
        return sys.stdout.write(printable_json(text))


def _write_source(page: bytes) -> None:
    """Write a page as it is stored; on a terminal as text without control sequences."""
    if sys.stdout.isatty():
        sys.stdout.write(printable(page.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(page)


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _check_is_there(conn: Connection, page_id: int) -> None:
    if stone := tombstone(conn, page_id):
        what = f"Page {page_id} was taken down on {stone.at:%Y-%m-%d}: {stone.reason}."
        raise TinhuyError(what, "Its text was deleted for good.")


def _no_article(page_id: int, why: str, is_stored: bool) -> TinhuyError:
    remedy = f"To see the stored page: tinhuy show {page_id} --source" if is_stored else "No page is stored for it."
    return TinhuyError(f"Page {page_id} has no article: {why}.", remedy)


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


def _print_article(article: dict[str, Any]) -> None:
    out.print(article["display_title"], style="bold", markup=False)
    published = article["published_at"] and f"{article['published_at']} (from {article['published_source']})"
    facts = {
        "published": published,
        "event": article["event_date"],
        "author": article["author"],
        "source": article["source_name"],
        "section": " › ".join(article["section"]),
        "site": f"{article['site_name']} ({article['site']})",
        "address": article["url"],
        "flags": ", ".join(article["flags"]),
        "confidence": None if article["confidence"] is None else f"{article['confidence']:.2f}",
        "captured": f"{article['captured_at']}, snapshot {article['snapshot_id']}, version {article['version']}",
    }
    for name, value in facts.items():
        if value:
            out.print(f"{name:>10}  {value}", style="dim", markup=False)
    out.print("\n" + "\n\n".join(filter(None, (article["lead"], article["text"]))), markup=False)
    for image in article["images"]:
        out.print(f"[image] {image['file_name'] or ''} {image['caption'] or ''}", style="dim", markup=False)
    for attachment in article["attachments"]:
        out.print(f"[file] {attachment['title'] or ''} {attachment['url']}", style="dim", markup=False)
    for cited in article["references"]:
        facts_known = (cited["number"], cited["kind"], cited["issuer"], cited["date"])
        out.print("[cites] " + " · ".join(fact for fact in facts_known if fact), style="dim", markup=False)
