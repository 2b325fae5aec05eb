"""The pages of the sample portals, each with its gold: articles, and pages that must be rejected."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from corpus.articles.records import Hints, Page, Reason
from seeds.config.catalogue import Catalogue, catalogue
from tests.evaluation.cases import Case, Gold, moment
from tests.portals.content import SampleArticle
from tests.portals.samples import SAMPLES, Sample, write_seeds
from tests.yaml_files import read_yaml

HERE = Path(__file__).parent
BASE = "http://localhost"
"""Where Flask's test client finds a portal."""


@contextmanager
def sample_seeds() -> Iterator[Catalogue]:
    """Site files for all sample portals as the test client sees them."""
    with tempfile.TemporaryDirectory(prefix="tinhuy-seeds-") as folder:
        yield catalogue(write_seeds(Path(folder), dict.fromkeys(SAMPLES, BASE)))


def article_cases(name: str) -> Iterator[Case]:
    """Every article of a portal, as a crawl would store it."""
    sample = SAMPLES[name]
    client = _client(name)
    for article in sample.articles:
        yield Case(article.slug, _page(client, sample.address(article), _hints(article)), gold_of(article))


def article_case(name: str, slug: str) -> Case:
    """One of them."""
    sample: Sample = SAMPLES[name]
    article = next(article for article in sample.articles if article.slug == slug)
    return Case(slug, _page(_client(name), sample.address(article), _hints(article)), gold_of(article))


def rejected_addresses(name: str) -> dict[str, frozenset[Reason]]:
    """Addresses of the portal that are no articles, with the reasons that fit (not_articles.yaml)."""
    data: dict[str, dict[str, list[str]]] = read_yaml(HERE / "not_articles.yaml")
    return {
        address: frozenset(Reason(reason.strip()) for reason in reasons.split(","))
        for reasons, addresses in data[name].items()
        for address in addresses
    }


def rejected_case(name: str, address: str) -> Case:
    """The page at an address that is no article."""
    return Case(address, _page(_client(name), address, Hints()), reasons=rejected_addresses(name)[address])


def rejected_cases(name: str) -> Iterator[Case]:
    """Every page of the portal that must be rejected."""
    return (rejected_case(name, address) for address in rejected_addresses(name))


def chrome_lines(name: str) -> list[str]:
    """Lines that stand around the articles of the portal (chrome/<portal>.txt, kept by hand)."""
    lines = (HERE / "chrome" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def gold_of(article: SampleArticle) -> Gold:
    """The gold of an article, with whole addresses and with dates in place of their spellings."""
    gold: dict[str, Any] = dict(article.gold)
    gold["text"] = (gold["text"] or "").rstrip("\n")
    gold["published_at"] = moment(gold["published_at"])
    gold["event_date"] = moment(gold.get("event_date"))
    gold["section"] = gold.get("section") or []
    for name in ("images", "attachments"):
        gold[name] = [{**entry, "url": BASE + entry["url"] if entry["url"] else None} for entry in gold.get(name) or []]
    return {"lead": None, "author": None, "source_name": None, **gold}


@cache
def _client(name: str) -> FlaskClient:
    return SAMPLES[name].create_app().test_client()


def _hints(article: SampleArticle) -> Hints:
    """What a crawl would know from the list: its date, where only the list shows one."""
    if article.gold.get("published_source") != "list":
        return Hints()
    listed = moment(article.page["listed"])
    return Hints(date=listed.date() if isinstance(listed, datetime) else listed)


def _page(client: FlaskClient, address: str, hints: Hints) -> Page:
    answer = client.get(address)
    return Page(BASE + address, answer.data, answer.headers.get("Content-Type"), datetime.now(UTC), hints)
