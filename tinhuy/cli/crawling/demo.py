"""`tinhuy demo`: crawl the four sample portals over HTTP, clean them, and ask the corpus something."""

from __future__ import annotations

import os
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from corpus.database import engines
from corpus.search.search import search
from seeds.config.catalogue import ALONE, catalogue
from seeds.errors import TinhuyError
from seeds.home import home
from tinhuy.cli.crawling.crawl import report, start
from tinhuy.cli.reading.search import print_hit
from tinhuy.crawl_fleet import Order
from tinhuy.terminal import out

QUESTION = "hoi nghi huyen uy"


def demo(
    port: Annotated[
        int, typer.Option(envvar="TINHUY_DEMO_PORT", help="First of four loopback ports for the sample portals.")
    ] = 18461,
) -> None:
    """Crawl the sample portals, clean their pages, and print a search. Needs a checkout of the source.

    The samples get a corpus of their own in TINHUY_HOME/demo, apart from real articles. A second run fetches only
    lists, because every article is known.
    """
    if find_spec("tests.portals") is None:
        raise TinhuyError("The sample portals are not here.", "Run this in a checkout of the source: make demo")
    samples = import_module("tests.portals.samples")
    os.environ.pop("DATABASE_URL", None)
    os.environ["TINHUY_HOME"] = str(home() / "demo")
    try:
        with samples.serve(first_port=port) as portals:
            folder = samples.write_seeds(home() / "seeds", {name: portal.url for name, portal in portals.items()})
            (folder / ALONE).write_text("Samples: no real portal is crawled into this corpus.\n", encoding="utf-8")
            os.environ["TINHUY_SEEDS"] = str(folder)
            for name, portal in portals.items():
                out.print(f"{name:<14} served at {portal.url}", markup=False)
            fleet = start(catalogue().ids(), Order())
            code = report(fleet)
            _print_requests({name: portal.requests for name, portal in portals.items()})
    except OSError as error:
        raise TinhuyError(f"The sample portals can't be served: {error}.", "Choose other ports: --port N") from None
    _ask()
    raise typer.Exit(code)


def _print_requests(asked: dict[str, list[str]]) -> None:
    for name, requests in asked.items():
        twice = [path for path, number in Counter(requests).items() if number > 1]
        out.print(f"{name}: {len(requests)} requests, {len(twice)} addresses asked for twice", markup=False)


def _ask() -> None:
    out.print(f"\n$ tinhuy search {QUESTION}", style="bold", markup=False)
    with engines.transaction() as conn:
        hits = search(conn, QUESTION, limit=3).hits
    for hit in hits:
        print_hit(hit)
    out.print(f"Ask it yourself: TINHUY_HOME={home()} tinhuy search …", markup=False)
    if not hits:
        raise TinhuyError("The search found nothing.", "The crawl's logs are in data/logs.")
