"""Check of a site's JSON interface: it still lists articles as the site file says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.discovery.json_lists import first_pages, read_items
from crawler.discovery.named_articles import ListReading
from crawler.discovery.paging import ListPage, next_page
from seeds.config.site import Site
from tinhuy.probe.check_articles import check_articles
from tinhuy.probe.check_result import CheckResult
from tinhuy.probe.http_client import HttpClient, NoAnswerError
from tinhuy.probe.lists import sample_of

WHAT = "json_api"
CHANGED = "See in a browser's network tools what its scripts ask for now, and change `json_api`."


def check_interface(asker: HttpClient, site: Site, seeds: Path, most: int) -> Iterator[CheckResult]:
    """Check the interface; requests the first page of `most` lists, one second page and three articles."""
    pages = [page for page, _ in first_pages(site)]
    readings: list[tuple[ListPage, ListReading]] = []
    for page in pages[:most]:
        reading, finding = _read(asker, page, site)
        yield finding
        readings.append((page, reading))
    yield from _second_page(asker, readings, site)
    yield from check_articles(asker, sample_of(reading for _, reading in readings), site, seeds)


def _second_page(asker: HttpClient, readings: list[tuple[ListPage, ListReading]], site: Site) -> Iterator[CheckResult]:
    for page, reading in readings:
        if (following := next_page(page, reading.further, site)) is not None:
            second, _ = _read(asker, following, site)
            new = len(second.keys - reading.keys)
            seen = f"names {new} articles that the first page does not"
            yield CheckResult("paging", following.url, seen, "" if new else CHANGED)
            return


def _read(asker: HttpClient, page: ListPage, site: Site) -> tuple[ListReading, CheckResult]:
    try:
        reading = read_items(asker.page(page.url).body, page, site)
    except NoAnswerError as error:
        return ListReading(), CheckResult(WHAT, page.url, error.message, error.remedy or CHANGED)
    except ValueError as error:
        return ListReading(), CheckResult(WHAT, page.url, f"can't be read: {error}", CHANGED)
    left = ", ".join(f"{reason} {count}" for reason, count in reading.ignored.items())
    seen = f"names {len(reading.articles)} articles" + (f" (left alone: {left})" if left else "")
    return reading, CheckResult(WHAT, page.url, seen, "" if reading.articles else CHANGED)
