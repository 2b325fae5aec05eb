"""Name the jobs of child processes for learning, without importing the parsers, which their parent does not need."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.articles.records import Page
from seeds.config.site import Site

Packed = tuple[int, int, bytes]
"""Ids of a page and its capture, and its shape."""


def packed_shape(page: Page, site: Site) -> bytes | None:
    """Return the shape of a page, packed; None where it is no page of HTML."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.packed_shape(page, site)


def learned(shapes: Sequence[Packed], before: str | None) -> tuple[str, str]:
    """Learn the layout that these pages show; return its hash, and its templates as JSON.

    `before`: the templates until now.
    """
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.learned(shapes, before)


def lines_lost(page: Page, site: Site, before: str | None, after: str) -> list[tuple[int, int, bool]]:
    """Return, for each line of running text by the layout until now, a hash, its words, and if it would be lost."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.lines_lost(page, site, before, after)


def explained(page: Page, site: Site, layout: str) -> list[tuple[str, str]]:
    """Return each block of a page with its template's reason; nothing where no template fits."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.explained(page, site, layout)
