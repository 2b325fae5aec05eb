"""Real pages with gold, where the shared folder is there. Some of it was made by selector: 1 is not in reach.

liferay   a Hanoi department's portal: articles and static pages must become articles, lists be rejected as lists, and
          all others (home, login, poll, site map, error) be rejected for whatever reason. Any language.
sharepoint  English press releases; title (where the gold has one), day and text.
vnexpress one news article; its captions stand among the paragraphs of the gold and are left out here.
vi, texts-vi  real Vietnamese pages, and texts as a web crawl kept them, with gold by hand.
scrapinghub, fundus, cleaneval  general pages with their texts; trafilatura: with strings; htmldate: with dates.
wcxb      English articles of all sorts; text, title, day (in any zone), snippets that must and must not be there.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.articles.records import EXTRACTED_TEXT, Page, Reason
from seeds.dates import parse_shown
from seeds.timing import VIETNAM
from tests.evaluation.cases import Case, moment

FETCHED = datetime(2026, 11, 1, tzinfo=VIETNAM)


def shared() -> Path:
    """The folder of data shared between projects: TINHUY_SHARED, by default ../shared beside the repository."""
    return Path(os.environ.get("TINHUY_SHARED") or Path(__file__).parents[3] / "shared")


def liferay(folder: Path) -> Iterator[Case]:
    for row in _rows(folder):
        page = _page(folder, row, row["url"])
        if row["kind"] in ("article", "static"):
            yield Case(row["file"], page, _gold(row, row["date_line"]))
        else:
            reasons = {Reason.LIST} if row["kind"] == "list" else set[Reason]()
            yield Case(row["file"], page, reasons=frozenset(reasons))


def sharepoint(folder: Path) -> Iterator[Case]:
    for row in _rows(folder):
        yield Case(row["file"], _page(folder, row, row["url"]), _gold(row, row["date_line"]))


def vnexpress(folder: Path) -> Iterator[Case]:
    data = json.loads((folder / "VnExpress.json").read_text(encoding="utf-8"))["V1"]
    captions = {image["caption"] for image in data["images"]}
    paragraphs = [
        text for section in data["body"]["sections"] for text in (*section["headline"], *section["paragraphs"])
    ]
    kept = [text for text in paragraphs if not any(text.startswith(caption) for caption in captions)]
    gold = {
        "title": data["title"],
        "lead": " ".join(data["body"]["summary"]),
        "text": "\n\n".join(kept),
        "author": data["authors"][0],
        "published_at": moment(data["publishing_date"][:16] + "+07:00"),
    }
    page = Page("", (folder / "VnExpress_2025_10_22.html").read_bytes(), None, FETCHED)
    yield Case("VnExpress_2025_10_22.html", page, {**gold, "published_at": gold["published_at"].date()})


def wcxb(folder: Path) -> Iterator[Case]:
    for row in _rows(folder):
        snippets = (tuple(row.get("with") or ()), tuple(row.get("without") or ()))
        yield Case(
            row["file"], _page(folder, row, row["url"]), _gold(row, row["date"]), snippets=snippets, any_zone=True
        )


def by_hand(folder: Path) -> Iterator[Case]:
    """Pages and texts with gold by hand: those that are no articles may be rejected for whatever reason."""
    for row in _rows(folder):
        page = _page(folder, row, row["url"])
        if row["file"].endswith(".txt"):
            page = replace(page, content_type=EXTRACTED_TEXT)
        if row["kind"] not in ("article", "static"):
            yield Case(row["file"], page)
            continue
        gold = {
            "text": "\n\n".join(row["body"]),
            "lead": row.get("lead"),
            "author": row["author"],
            "published_at": moment(row["published"]),
        }
        yield Case(row["file"], page, {**gold, "title": row["title"]} if row["title"] else gold)


def bodies(folder: Path) -> Iterator[Case]:
    """General pages with their texts."""
    for row in _rows(folder):
        yield Case(row["file"], _page(folder, row, row["url"]), {"text": row["body"]})


def strings(folder: Path) -> Iterator[Case]:
    """General pages with strings that must and must not be there."""
    for row in _rows(folder):
        url = row["url"] if row["url"].startswith("http") else None
        yield Case(row["file"], _page(folder, row, url), {}, snippets=(tuple(row["with"]), tuple(row["without"])))


def dates(folder: Path) -> Iterator[Case]:
    """General pages with the day of their publication."""
    for row in _rows(folder):
        page = _page(folder, row, row["url"])
        yield Case(row["file"], page, {"published_at": moment(row["published"])}, any_zone=True)


SETS: dict[str, tuple[str, str, Callable[[Path], Iterator[Case]]]] = {
    "liferay": ("liferay-sotttt.hanoi.gov.vn", "any", liferay),
    "sharepoint": ("sharepoint-iata.org", "en", sharepoint),
    "vnexpress": ("vnexpress", "vi", vnexpress),
    "vi": ("vi", "vi", by_hand),
    "texts-vi": ("texts-vi", "vi", by_hand),
    "wcxb": ("wcxb-dev", "en", wcxb),
    "scrapinghub": ("judges/scrapinghub", "any", bodies),
    "fundus": ("judges/fundus", "any", bodies),
    "cleaneval": ("judges/cleaneval", "any", bodies),
    "trafilatura": ("judges/trafilatura", "any", strings),
    "htmldate": ("judges/htmldate", "any", dates),
}
"""By name: its folder in real/, the language of its pages, and what reads it."""


GENERAL = {"wcxb": "f1", "scrapinghub": "f1", "fundus": "f1", "cleaneval": "f1", "trafilatura": "strings_f1"}
"""Sets of general pages, and the figure in which ours may not be below bare trafilatura's in the same run."""
NOT_SCORED = {
    "liferay-danang.gov.vn": "one page, no gold",
    "sharepoint-fmic.org.af": "no gold",
    "texts": "no gold",
    "people": "persons, which the cleaning does not read",
}
"""Folders of real pages that no figure is made of, and why."""


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _page(folder: Path, row: dict[str, Any], url: str | None) -> Page:
    body = (folder / row["file"]).read_bytes()
    return Page(url or "", gzip.decompress(body) if row["file"].endswith(".gz") else body, None, FETCHED)


def _gold(row: dict[str, Any], shown: str | None) -> dict[str, Any]:
    gold: dict[str, Any] = {"text": row["body"]}
    if row.get("title"):
        gold["title"] = row["title"]
    day = _day(shown)
    if day:
        gold["published_at"] = day
    return gold


def _day(shown: str | None) -> date | None:
    found = parse_shown(shown) if shown else None
    return found.day if found else None
