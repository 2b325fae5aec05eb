"""What child processes are asked to do for learning. Their parent, who names it, has no use for the parsers."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.articles.records import Page
from seeds.config.site import Site

Packed = tuple[int, int, bytes]
"""Ids of a page and its capture, and its shape."""


def packed_shape(page: Page, site: Site) -> bytes | None:
    """The shape of a page, packed; None where it is no page of HTML."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.packed_shape(page, site)


def learned(shapes: Sequence[Packed], before: str | None) -> tuple[str, str]:
    """The layout that these pages show: its hash, and its templates as JSON. `before`: the templates until now."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.learned(shapes, before)


def lines_lost(page: Page, site: Site, before: str | None, after: str) -> list[tuple[int, int, bool]]:
    """The running text of a page by its layout until now: of each line a hash, its words, and whether it gets lost."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.lines_lost(page, site, before, after)


def explained(page: Page, site: Site, layout: str) -> list[tuple[str, str]]:
    """Each block of a page, and what its template says of it; nothing where none fits."""
    from normalize.workers import layout_work  # noqa: PLC0415

    return layout_work.explained(page, site, layout)
