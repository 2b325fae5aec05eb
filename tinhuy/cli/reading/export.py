"""`tinhuy export`: the articles as JSON Lines."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, TextIO, cast

import typer

from corpus.database import engines
from corpus.search import export as exporting
from seeds.config.catalogue import catalogue
from seeds.errors import TinhuyError
from seeds.printable import printable_json
from tinhuy import page_lookup
from tinhuy.cli.reading.options import OfSite, Since, Until, day_of
from tinhuy.terminal import err


def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write (default: stdout).")] = None,
    site: OfSite = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Export the articles as JSON Lines: one article a line, with all fields."""
    with engines.transaction() as conn:
        page_lookup.check_sites(conn, catalogue(), [site])
        if output is None:
            written = exporting.jsonl(conn, cast(TextIO, _PrintableLines()), site, day_of(since), day_of(until))
        else:
            part = output.with_name(output.name + ".part")
            try:
                with part.open("w", encoding="utf-8") as file:
                    written = exporting.jsonl(conn, file, site, day_of(since), day_of(until))
                part.replace(output)
            except OSError as error:
                raise TinhuyError(f"{output} can't be written: {error}.", "Choose another file.") from None
    err.print(f"{written:,} articles written.")


class _PrintableLines(io.TextIOBase):
    """A text stream that writes printable lines of JSON to stdout."""

    def write(self, text: str) -> int:
        return sys.stdout.write(printable_json(text))
