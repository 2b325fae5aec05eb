"""`tinhuy show`: one article, with the source of each of its fields."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from corpus.database import engines
from corpus.maintenance.takedown import tombstone
from corpus.search import lookup
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from seeds.printable import printable
from tinhuy import page_lookup
from tinhuy.cli.reading.options import AsJson
from tinhuy.terminal import out, print_json


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


def _write_source(page: bytes) -> None:
    """Write a page as it is stored; on a terminal as text without control sequences."""
    if sys.stdout.isatty():
        sys.stdout.write(printable(page.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(page)


def _check_is_there(conn: Connection, page_id: int) -> None:
    if stone := tombstone(conn, page_id):
        what = f"Page {page_id} was taken down on {stone.at:%Y-%m-%d}: {stone.reason}."
        raise TinhuyError(what, "Its text was deleted for good.")


def _no_article(page_id: int, why: str, is_stored: bool) -> TinhuyError:
    remedy = f"To see the stored page: tinhuy show {page_id} --source" if is_stored else "No page is stored for it."
    return TinhuyError(f"Page {page_id} has no article: {why}.", remedy)


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
