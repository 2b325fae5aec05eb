"""Output of `tinhuy normalize --again --dry-run`: counts by kind of change, and the largest changes word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from corpus.articles.records import display_title
from normalize.workers.comparison import FIELDS, Change, Comparison, Differences, said
from seeds.timing import VIETNAM
from tinhuy.terminal import out, print_json, print_table
from tinhuy.word_diff import Piece, coloured, marked, word_diff

_LONG = ("text", "lead", "other")  # shown by the word diff, or of little interest


def print_differences(found: Differences) -> None:
    """Print the differences for people, coloured on a terminal."""
    print_table(("change", "pages"), list(_counts(found)))
    for fate, worst in found.worst.items():
        for one in worst:
            _print_one(fate, one)


def print_differences_as_json(found: Differences) -> None:
    """Print a line of JSON for each of the largest changes, then one with the counts."""
    counts = {fate.value.replace(" ", "_"): found.fates[fate] for fate in Change if fate is not Change.LOST}
    for kept in found.worst.values():
        for one in kept:
            print_json(_as_json(one))
    fields = {name: found.fields[name] for name in FIELDS if found.fields[name]}
    lost = dict(found.lost.most_common())
    print_json({"pages": found.pages, **counts, "fields": fields, "article_to_rejection": lost})


def _counts(found: Differences) -> Iterator[tuple[str, int]]:
    yield "all", found.pages
    yield Change.UNCHANGED.value, found.fates[Change.UNCHANGED]
    yield Change.CHANGED.value, found.fates[Change.CHANGED]
    yield from ((f"  {name}", found.fields[name]) for name in FIELDS if found.fields[name])
    yield from ((f"article to rejection: {reason}", number) for reason, number in found.lost.most_common())
    others = (Change.OLDER, Change.GAINED, Change.REASON)
    yield from ((fate.value, found.fates[fate]) for fate in others if found.fates[fate])


def _print_one(fate: Change, one: Comparison) -> None:
    why = f"{fate.value}: {one.reason}" if one.reason else f"{one.share:.1%} of words" if one.fields else fate.value
    out.print(f"\n{one.site}  {one.url}  ({why})", style="bold", markup=False)
    if one.fate is not Change.CHANGED:
        said_by = one.before or one.after
        known = display_title(said_by["title"], said_by["lead"], said_by["text"] or "") if said_by else ""
        out.print(known, markup=False)
        return
    for name, (before, after) in _shown_fields(one).items():
        out.print(f"{name}: {before} → {after}", markup=False)
    pieces = _pieces(one)
    if pieces:
        out.print(coloured(pieces) if out.is_terminal else marked(pieces), markup=False)


def _pieces(one: Comparison) -> list[Piece]:
    return word_diff(said(one.before), said(one.after))


def _as_json(one: Comparison) -> dict[str, Any]:
    changed = one.fate is Change.CHANGED
    return {
        "site": one.site,
        "url": one.url,
        "change": one.fate.value,
        "reason": one.reason,
        "title": (one.after or one.before).get("title"),
        "share": round(one.share, 4) if changed else None,
        "fields": list(one.fields),
        "values": _shown_fields(one) if changed else {},
        "diff": marked(_pieces(one)) if changed else None,
    }


def _shown_fields(one: Comparison) -> dict[str, tuple[str, str]]:
    """Return the changed fields that are not text, before and after."""
    names = [name for name in one.fields if name not in _LONG and name != "title"]
    return {name: (_value(name, one.before), _value(name, one.after)) for name in names}


def _value(name: str, row: Mapping[str, Any]) -> str:
    values = [row[column] for column in FIELDS[name]]
    if name in ("images", "attachments", "references"):
        return f"{len(values[0])} of them"
    return " ".join(map(_word, values)) if any(values) else "none"


def _word(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(VIETNAM):%Y-%m-%d %H:%M:%S}"
    return " › ".join(value) if isinstance(value, list) else str(value)
