"""`tinhuy trend`: how often words come up over time."""

from __future__ import annotations

import csv
import sys
from typing import Annotated, Literal

import typer

from corpus.database import engines
from corpus.search.hit_counts import Point
from corpus.search.hit_counts import trend as count
from corpus.search.narrowing import Narrowing
from seeds.config.catalogue import catalogue
from tinhuy import page_lookup
from tinhuy.cli.reading.options import InLanguage, InProvince, InSection, OfLevel, OfSite, Since, Until, day_of
from tinhuy.terminal import err, out, print_json


def trend(
    query: Annotated[list[str], typer.Argument(help="Words and signs as in `tinhuy search`.")],
    by: Annotated[Literal["month", "year"], typer.Option(help="Length of a period.")] = "year",
    per: Annotated[
        Literal["site", "province"] | None, typer.Option(help="One row for each site or province (then) in a period.")
    ] = None,
    site: OfSite = None,
    since: Since = None,
    until: Until = None,
    province: InProvince = None,
    level: OfLevel = None,
    section: InSection = None,
    language: InLanguage = None,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format", help="Form of the output.")] = "table",
) -> None:
    """Count the articles with these words over time, beside all articles of the same time and place.

    All hits are counted, none are sampled. The share is of all articles in the corpus, whatever their level, section
    or language; --since and --until count whole months there.
    """
    within = Narrowing(site, day_of(since), day_of(until), province, level, section, language)
    with engines.transaction() as conn:
        page_lookup.check_sites(conn, catalogue(), [site])
        points = count(conn, " ".join(query), within, by, per)
    if form == "json":
        for point in points:
            print_json(_row(point))
    elif form == "csv":
        _print_csv(points)
    else:
        _print_table(points, per is not None)
    if not points:
        err.print("There are no articles at that time and place.")


def _row(point: Point) -> dict[str, str | int | float | None]:
    share = round(point.articles / point.all_articles, 6) if point.all_articles else None
    known = {"period": point.period, "of": point.of, "articles": point.articles}
    return {**known, "all_articles": point.all_articles, "share": share}


def _print_csv(points: list[Point]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("period", "of", "articles", "all_articles", "share"))
    writer.writerows(_row(point).values() for point in points)


def _print_table(points: list[Point], parted: bool) -> None:
    most = max((point.articles / point.all_articles for point in points if point.all_articles), default=0)
    for point in points:
        share = point.articles / point.all_articles if point.all_articles else 0
        of = f" {(point.of or 'no province')[:22]:22}" if parted else ""
        figures = f"{point.articles:9,} of {point.all_articles:9,} {share:8.2%}"
        bar = "▇" * round((8 if parted else 30) * share / most) if most else ""
        out.print(f"{point.period:7}{of} {figures} {bar}", markup=False)
