"""Decision whether a changed text needs human review before it replaces a good article. No I/O.

Portals correct and extend what they published; they hardly ever halve a text, remove its date or change every word of
its headline. A broken layout, a moved page or a page of another kind does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from corpus.articles.records import UNKNOWN_LAYOUT
from corpus.folding import fold_plain
from seeds.timing import VIETNAM

KEPT = 0.5
"""Share of the old text's length that the new text must keep."""
LONG = 200
"""Letters from which on a shorter text counts as shrunk: a notice of two lines may become one."""
COMMON = 0.1
"""Share of the old text's runs of three words that the new text must contain. Two articles share 0.02 in 99 pairs of
100 (54 gold pages, each with each; never more than 0.11), and 0.84 remain where every twentieth word was changed."""
RUN = 3
PORTAL = frozenset("cong trang thong tin dien tu chu home website portal cua va".split())
"""Folded words that appear beside a site's name in the titles of its pages."""
_WORDS = re.compile(r"\w+")

Row = Mapping[str, Any]
"""Columns of an article: title, lead, text, published_at; those of the new one include captured_at."""


def review_reason(old: Row, new: Row, site_name: str) -> str | None:
    """Return the reason why the new text needs human review, in words; None where nothing speaks against it."""
    return next(_doubts(old, new, site_name), None)


def _doubts(old: Row, new: Row, site_name: str) -> Iterator[str]:
    before, after = _said(old), _said(new)
    if old.get("layout") and UNKNOWN_LAYOUT in new.get("flags", ()) and UNKNOWN_LAYOUT not in old.get("flags", ()):
        yield "its page fits no template of the portal's layout: it is read again when the new one is known"
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
