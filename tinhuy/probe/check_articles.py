"""Check of a site's articles: they answer, are recognised as articles, and their selectors match."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.articles.records import Article
from crawler.discovery.json_lists import asked_for
from crawler.discovery.named_articles import NamedArticle
from seeds.config.catalogue import GENERIC
from seeds.config.site import Site
from tinhuy.probe.check_result import CheckResult
from tinhuy.probe.http_client import HttpClient
from tinhuy.probe.samples import FIELDS, Sample, SampleReading, read_samples

CHANGED = "See on the page what the layout calls it now, and change `clean.{}`."


def check_articles(asker: HttpClient, articles: list[NamedArticle], site: Site, seeds: Path) -> Iterator[CheckResult]:
    """Yield findings on each of these articles, and on all together."""
    forbidden = [one.address for one in articles if not asker.allows(asked_for(one.address, site) or one.address)]
    for url in forbidden:
        yield CheckResult(
            "robots.txt", url, "forbids this article", "Leave the portal its articles, or ask its operators."
        )
    samples = read_samples(asker, [one for one in articles if one.address not in forbidden], site, seeds)
    for sample in samples:
        yield _read(sample)
    read = [sample for sample in samples if sample.reading is not None]
    if read:
        yield from _selectors(read, site)


def _read(sample: Sample) -> CheckResult:
    remedy = "See it in a browser; `tinhuy extract` on the saved page shows what is made of it."
    if sample.reading is None:
        return CheckResult("article", sample.url, sample.problem or "it could not be read", remedy)
    outcome = sample.reading.outcome
    if not isinstance(outcome, Article):
        return CheckResult("article", sample.url, f"is taken for no article: {outcome.reason.value}", remedy)
    return CheckResult("article", sample.url, f"{outcome.title} ({len(outcome.text.split())} words)")


def _selectors(samples: list[Sample], site: Site) -> Iterator[CheckResult]:
    """Check the selectors of each field: the file's own where it gives some, else its platform's; last, the dates."""
    readings = [sample.reading for sample in samples if sample.reading]
    where = samples[0].url
    for name in FIELDS:
        given = getattr(site.clean, name)
        shared = () if site.own.id == GENERIC else getattr(site.own.clean, name)
        if given:
            yield _matched(name, where, [bool(one.own.get(name)) for one in readings], given)
        elif shared and name == "content":  # titles and dates may come from a page's metadata just as well
            yield _matched(name, where, [bool(one.shared.get(name)) for one in readings], shared)
    yield _dated(readings, where)


def _matched(name: str, where: str, matched: list[bool], selectors: tuple[str, ...]) -> CheckResult:
    """Report a selector. It may miss on one kind of page; one that matches nowhere belongs to an old layout."""
    seen = f"matches on {sum(matched)} of {len(matched)} articles"
    if any(matched):
        return CheckResult(f"clean.{name}", where, seen)
    return CheckResult(f"clean.{name}", where, f"{seen}: {', '.join(selectors)}", CHANGED.format(name))


def _dated(readings: list[SampleReading], where: str) -> CheckResult:
    dates = sum(1 for one in readings if isinstance(one.outcome, Article) and one.outcome.published_at)
    remedy = "" if dates else CHANGED.format("published")
    return CheckResult("publication date", where, f"found on {dates} of {len(readings)} articles", remedy)
