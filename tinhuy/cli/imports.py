"""`tinhuy import`: take what was saved elsewhere into the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus import database
from corpus.records import EXTRACTED_TEXT, Article, Page
from normalize.child import Task
from normalize.children import children
from seeds.load import catalogue
from tinhuy.cli.extract import print_outcome
from tinhuy.cli.output import complain, err, print_json
from tinhuy.importing import IMPORTED, keep_text
from tinhuy.lines import outcome_line
from tinhuy.saved import UnreadableFileError, read_saved

app = typer.Typer(no_args_is_help=True, help="Take pages that were saved elsewhere into the corpus.")


@app.callback()
def _import() -> None:
    pass


@app.command("text")
def text(
    files: Annotated[list[Path], typer.Argument(help="Texts that another extractor left, chrome and all.")],
    site: Annotated[str | None, typer.Option(help="Portal that they come from (default: none).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON a file, in the order given.")] = False,
) -> None:
    """Clean pages that only exist as extracted text, and keep them. The same text twice is kept once."""
    seeds = catalogue()
    site_id = seeds.site(site).id if site else IMPORTED
    address = database.address()
    failed = kept = 0
    with children() as pool:
        for path in files:
            try:
                body = read_saved(path)
            except UnreadableFileError as error:
                complain(error.message, error.remedy)
                failed += 1
                continue
            outcome = next(pool.outcomes([Task(Page("", body, EXTRACTED_TEXT), site_id)]))
            with database.transaction(address) as conn:
                keep_text(conn, seeds, site_id, path, body, outcome)
            kept += isinstance(outcome, Article)
            if as_json:
                print_json(outcome_line(str(path), outcome))
            else:
                print_outcome(str(path), outcome)
    err.print(f"{kept} of {len(files)} files gave an article of site {site_id}.", markup=False)
    raise typer.Exit(int(failed > 0))
