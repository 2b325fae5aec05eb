"""Every article of the sample portals equals its gold, field by field; everything else there is rejected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from corpus.articles.records import Article, Rejection
from normalize.article import normalise
from seeds.config.catalogue import Catalogue
from tests.evaluation.cases import seen
from tests.evaluation.portals import article_case, chrome_lines, rejected_addresses, rejected_case, sample_seeds
from tests.evaluation.scoring import leaks
from tests.portals.content import written_articles
from tests.portals.samples import HERE as PORTALS
from tests.portals.samples import SAMPLES


@pytest.fixture(scope="module")
def seeds() -> Iterator[Catalogue]:
    with sample_seeds() as found:
        yield found


@cache
def _chrome(portal: str) -> list[str]:
    return chrome_lines(portal)


def _articles() -> Iterator[ParameterSet]:
    """Those made from a pattern are slow: the crawl of the portals compares them with their gold, too."""
    for portal, sample in SAMPLES.items():
        written = {article.slug for article in written_articles(PORTALS / portal / "articles")}
        for slug in (article.slug for article in sample.articles):
            marks = [pytest.mark.xdist_group(portal), *([] if slug in written else [pytest.mark.slow])]
            yield pytest.param(portal, slug, marks=marks, id=f"{portal}-{slug}")


def _others() -> Iterator[ParameterSet]:
    for portal in SAMPLES:
        for address in rejected_addresses(portal):
            yield pytest.param(portal, address, marks=pytest.mark.xdist_group(portal), id=f"{portal} {address}")


@pytest.mark.parametrize(("portal", "slug"), list(_articles()))
def test_article_equals_its_gold(seeds: Catalogue, portal: str, slug: str) -> None:
    case = article_case(portal, slug)
    outcome = normalise(case.page, seeds.site(portal))
    assert isinstance(outcome, Article), outcome
    assert case.gold is not None
    got = seen(outcome)
    assert {name: got[name] for name in case.gold} == dict(case.gold)
    assert (
        leaks(f"{outcome.lead or ''}\n{outcome.text}", f"{case.gold['lead']}\n{case.gold['text']}", (), _chrome(portal))
        == []
    )
    assert (outcome.language, outcome.site, outcome.page_kind) == ("vi", portal, "article")


@pytest.mark.parametrize(("portal", "address"), list(_others()))
def test_what_is_no_article_is_rejected_for_what_it_is(seeds: Catalogue, portal: str, address: str) -> None:
    case = rejected_case(portal, address)
    outcome = normalise(case.page, seeds.site(portal))
    assert isinstance(outcome, Rejection), outcome
    assert outcome.reason in case.reasons
