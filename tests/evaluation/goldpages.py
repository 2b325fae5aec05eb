"""The gold pages of tests/gold/: saved pages of our own making over all platforms, with gold written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.articles.records import Page, Reason
from tests.evaluation.cases import Case, Gold, moment
from tests.yaml_files import read_yaml

GOLD = Path(__file__).parents[1] / "gold"
ARTICLES = ("article", "static")


def folders() -> list[str]:
    """The platforms that there are gold pages for."""
    return sorted(folder.name for folder in GOLD.iterdir() if folder.is_dir())


def gold_cases(folder: str) -> Iterator[Case]:
    """The gold pages of one platform."""
    for path in sorted((GOLD / folder).glob("*.yaml")):
        yield gold_case(path)


def gold_case(path: Path) -> Case:
    """One gold page, from its gold file; the page lies beside it."""
    gold: dict[str, Any] = read_yaml(path)
    fetched = moment(gold.get("fetched_at"))
    page = Page(
        gold.get("url") or "",
        path.with_suffix(".html").read_bytes(),
        fetched_at=fetched if isinstance(fetched, datetime) else None,
    )
    name = f"{path.parent.name}/{path.stem}"
    unwanted = tuple(gold.get("must_not") or ())
    if gold["kind"] in ARTICLES:
        language = gold.get("language") or "vi"
        return Case(name, page, _whole(gold), must_not=unwanted, language=language, kind=gold["kind"])
    return Case(name, page, reasons=frozenset({Reason(gold["kind"])}), language="any", kind=gold["kind"])


def _whole(gold: dict[str, Any]) -> Gold:
    return {
        **{name: gold.get(name) for name in ("title", "lead", "author", "source_name", "platform")},
        "text": (gold.get("text") or "").rstrip("\n"),
        "published_at": moment(gold.get("published_at")),
        "event_date": moment(gold.get("event_date")),
        "section": gold.get("section") or [],
        "images": gold.get("images") or [],
        "attachments": gold.get("attachments") or [],
        "references": gold.get("references") or [],
    }
