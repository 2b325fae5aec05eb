"""Whether a portal's new text may take a good article's place, or is to be held for a person to see. Pure.

Portals correct and extend what they published; they hardly ever halve it, take its date away or change every word of
its headline. A broken layout, a moved page or a page of another kind does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from corpus.folding import fold_plain
from seeds.clock import VIETNAM

KEPT = 0.5
"""Share of its length that a text must keep."""
LONG = 200
"""Letters from which on a text can be said to have shrunk: a notice of two lines may become one."""
COMMON = 0.1
"""Share of the old text's runs of three words that must stand in the new one. Of two articles 0.02 do, in 99 pairs of
100 (54 gold pages, each with each; never more than 0.11), and 0.84 where every twentieth word was changed."""
RUN = 3
PORTAL = frozenset("cong trang thong tin dien tu chu home website portal cua va".split())
"""Folded words that stand beside a site's name in the title of its pages."""
_WORDS = re.compile(r"\w+")

Row = Mapping[str, Any]
"""An article's columns: title, lead, text, published_at; of the new one captured_at, too."""


def doubt(old: Row, new: Row, site_name: str) -> str | None:
    """Why the new text may not simply replace the old one, for a person; None where nothing speaks against it."""
    return next(_doubts(old, new, site_name), None)


def _doubts(old: Row, new: Row, site_name: str) -> Iterator[str]:
    before, after = _said(old), _said(new)
    if len(before) >= LONG and len(after) < KEPT * len(before):
        yield f"the text shrank from {len(before):,} to {len(after):,} letters"
    if len(before) >= LONG and _common(before, after) < COMMON:
        yield "nothing of the old text is left"
    if old["title"] != new["title"]:
        yield from _title_doubts(old["title"], new["title"], site_name)
    yield from _date_doubts(old, new)


def _title_doubts(old: str | None, new: str | None, site_name: str) -> Iterator[str]:
    if new is None:
        yield f"the title is gone: {old!r}"
        return
    words = _words(new)
    if words <= _words(site_name) | PORTAL:
        yield f"the title became the site's name: {new!r}"
    elif old is not None and not words & _words(old):
        yield f"the title has no word in common with the old one: {new!r}"


def _date_doubts(old: Row, new: Row) -> Iterator[str]:
    was, now = old["published_at"], new["published_at"]
    if was is None:
        return
    if now is None:
        yield "the date is gone"
    elif now - was > timedelta(days=1) and _day(now) == _day(new["captured_at"]):
        yield "the date became the day on which the page was fetched"


def _said(row: Row) -> str:
    return "\n".join(part for part in (row["lead"], row["text"]) if part)


def _common(before: str, after: str) -> float:
    runs = _runs(before)
    return len(runs & _runs(after)) / max(len(runs), 1)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORDS.findall(_fold(text))
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(_fold(text)))


def _fold(text: str) -> str:
    return " ".join(_WORDS.findall(fold_plain(text)))


def _day(moment: Any) -> Any:
    return moment.astimezone(VIETNAM).date()
