"""The map of an explored portal, printed for people: its classes of addresses, and the types of their pages."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Engine

from corpus.crawling.portal_map import ClassRecord, read_classes, read_parameters
from corpus.database.retry import with_retry
from tinhuy.terminal import out

MOST = 12
"""Classes that are shown; further ones are counted."""
SHAPE = 36
"""Columns of a class; a longer one is cut."""


def print_map(engine: Engine, site_id: str) -> None:
    """Print a portal's classes of addresses, those with most articles first, and parameters that change nothing."""
    classes = with_retry(engine, partial(read_classes, site=site_id))
    if not classes:
        return
    articles, lists = sum(one.articles for one in classes), sum(one.lists for one in classes)
    out.print(f"{site_id}: {articles:,} pages with a text, {lists:,} lists, by class of address:", markup=False)
    for one in classes[:MOST]:
        out.print(f"  {_cut(one.shape):<{SHAPE}}  {_what(one)}", markup=False)
    if len(classes) > MOST:
        out.print(f"  and {len(classes) - MOST:,} more classes", markup=False)
    votes = with_retry(engine, partial(read_parameters, site=site_id))
    idle = sorted(name for name, one in votes.items() if one.is_idle)
    if idle:
        out.print(f"  parameters that change nothing: {', '.join(idle)}", markup=False)


def _cut(shape: str) -> str:
    return shape if len(shape) <= SHAPE else f"{shape[: SHAPE - 1]}…"


def _what(one: ClassRecord) -> str:
    counted = {"articles": one.articles, "lists": one.lists, "seen before": one.duplicates, "others": one.others}
    words = ", ".join(f"{number:,} {name}" for name, number in counted.items() if number)
    return f"{words}; left alone: {one.closed}" if one.closed else words
