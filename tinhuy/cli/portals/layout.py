"""`tinhuy sites learn`: the layout learned from a portal's own pages, shown on one of them, block by block."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine

from corpus.articles import layouts, pending_snapshots
from corpus.articles.layouts import Stored
from corpus.database import engines
from corpus.database.retry import with_retry
from normalize.workers.child_process import Task
from normalize.workers.layout_jobs import explained
from normalize.workers.learn_layout import FEWEST, learn_layout
from normalize.workers.page_cleaners import Children, children
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from tinhuy.progress import progress
from tinhuy.terminal import err, out, print_json

WIDTH = 64
"""Letters of a block that are shown; with the label, a line fits 80 columns."""
SAYINGS = {
    "headline": "the headline, as lists or links call the page",
    "date": "the date of publication",
    "byline": "the writer",
    "its own": "new on this page: article text, if it follows the headline",
    "recurs": "cut: recurs at this place on other pages",
    "chrome alone": "cut: only recurring blocks occur at this place",
    "other pages": "cut: links to other pages",
}

FIELDS = {"headline": "title", "date": "published", "byline": "byline"}


class NothingLearnedError(TinhuyError):
    """Too few pages of one kind to learn a layout from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A template, and one of its pages with the label that the template gives each block."""

    template: dict[str, Any]
    url: str
    blocks: list[tuple[str, str]]


def show_layout(site_id: str, as_json: bool) -> None:
    """Learn the site's layout, if there are new pages to learn from, and print it."""
    catalogue().site(site_id)
    engine = engines.engine(engines.address())
    with children(workers=0) as pool:
        with progress("reading") as advance:
            learn_layout(engine, pool, site_id, advance=advance)
        found = with_retry(engine, partial(layouts.newest, site=site_id))
        if found is None or not found.templates:
            raise NothingLearnedError(
                f"The stored pages of {site_id} teach nothing yet: {FEWEST} of one kind are needed.",
                f"Crawl it first: tinhuy crawl {site_id}",
            )
        shown = [_shown(engine, pool, site_id, found, template) for template in found.templates]
    if as_json:
        print_json(_as_json(site_id, found, shown))
    else:
        out.print("\n".join(_lines(site_id, found, shown)), markup=False, highlight=False)
        err.print(f"The next cleaning uses it: tinhuy normalize {site_id}", markup=False)


def _shown(engine: Engine, pool: Children, site: str, layout: Stored, template: dict[str, Any]) -> Shown:
    pending = with_retry(engine, partial(_first_there, captures=template["captures"]))
    if pending is None:
        return Shown(template, "", [])
    task = Task(pending.page(), site)
    work = partial(explained, layout=json.dumps(layout.templates))
    (blocks,) = pool.each(work, [task])
    return Shown(template, pending.url, blocks or [])


def _first_there(conn: Connection, captures: list[int]) -> pending_snapshots.Pending | None:
    return next((found for one in captures if (found := pending_snapshots.one(conn, one)) is not None), None)


def _lines(site: str, layout: Stored, shown: list[Shown]) -> Iterator[str]:
    state = f"held: {layout.held_because}" if layout.held_because else "in force"
    yield f"{site}: layout {layout.number} from {layout.captures} pages, {state}"
    for number, one in enumerate(shown):
        found = [name for name, places in FIELDS.items() if one.template.get(places)]
        yield f"\ntemplate {number}, shown by {len(one.template['pages'])} pages"
        yield f"  known places: {', '.join(found) or 'neither headline nor date'}"
        recurring, places = len(one.template["boilerplate"]), len(one.template["chrome"])
        yield f"  texts that recur: {recurring}; places without any text of a page's own: {places}"
        if one.blocks:
            yield f"  for example {one.url}"
        for saying, text in SAYINGS.items():
            texts = [shown for said, shown in one.blocks if said == saying]
            if texts:
                yield f"  {saying} ({text}):"
                yield from (f"    {_short(shown)}" for shown in dict.fromkeys(texts))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[:WIDTH].rstrip() + "…"


def _as_json(site: str, layout: Stored, shown: list[Shown]) -> dict[str, Any]:
    return {
        "site": site,
        "layout": layout.number,
        "captures": layout.captures,
        "held_because": layout.held_because,
        "templates": [
            {
                "pages": one.template["pages"],
                "headline": bool(one.template["title"]),
                "date": bool(one.template["published"]),
                "byline": bool(one.template.get("byline")),
                "recurring": len(one.template["boilerplate"]),
                "example": one.url,
                "blocks": [{"said": said, "text": text} for said, text in one.blocks],
            }
            for one in shown
        ],
    }
