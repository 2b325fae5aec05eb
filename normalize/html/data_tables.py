"""Distinguish tables of data from tables of layout, and read tables of data row by row."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

LONG_CELL = 400
"""Characters: a cell with more running text than this is layout, not data."""


def is_data_table(table: HtmlElement) -> bool:
    """Decide whether a table shows figures side by side: columns and rows, no table or picture within, no long cell."""
    if table.find(".//table") is not None or table.find(".//img") is not None:
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in table.iter("tr")]
    if sum(1 for cells in rows if cells >= 2) < 2:
        return False
    return all(len(str(cell.text_content()).strip()) <= LONG_CELL for cell in table.iter("td"))


def table_rows(table: HtmlElement, read: Callable[[HtmlElement], str]) -> list[str]:
    """Return the rows as lines, cells joined by ` | `; empty rows are left out.

    `read` gives the text of a cell.
    """
    lines = []
    for row in table.iter("tr"):
        cells = [read(cell) for cell in row.iterchildren("td", "th")]
        if any(cells):
            lines.append(" | ".join(cells))
    return lines
