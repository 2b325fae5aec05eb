"""Sample articles, cleaned in child processes: the outcome, and the selectors that matched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lxml.html import HtmlElement

from corpus.articles.records import Hints, Outcome, Page
from crawler.discovery.json_lists import asked_for
from crawler.discovery.named_articles import NamedArticle
from normalize.rejection import RejectedError
from normalize.workers.child_process import Task
from normalize.workers.page_cleaners import children
from seeds.config.site import Clean, Site
from seeds.pages.css import find_all, select
from seeds.pages.platform_detection import recognise
from tinhuy.probe.http_client import HttpClient, NoAnswerError, Response

FIELDS = ("content", "title", "published")
"""Fields that every article has, and whose selectors are checked."""

_DATES = (
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}"), "yyyy-mm-dd"),
    (re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}"), r"dd\1mm\1yyyy"),
    (re.compile(r"\d{1,2}:\d{2}:\d{2}"), "HH:MM:SS"),
    (re.compile(r"\d{1,2}:\d{2}"), "HH:MM"),
)
_WEEKDAY = re.compile(r"\b(?:Thứ \w+|Chủ nhật),?\s*", re.IGNORECASE)
_LONGEST = 60
"""Characters of a date line, at most."""


@dataclass(frozen=True, slots=True)
class SampleReading:
    """An article page as the normaliser reads it."""

    outcome: Outcome
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Selectors of the site's file that matched, by field."""
    shared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Selectors of its platform's file that matched, by field."""
    date_form: str = ""
    """Form in which the publication date is shown, if a selector found it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article that was requested, and its reading or problem."""

    url: str
    reading: SampleReading | None = None
    problem: str = ""
    """Reason why the page could not be fetched."""


def read_samples(asker: HttpClient, articles: list[NamedArticle], site: Site, seeds: Path) -> list[Sample]:
    """Request these articles and clean them by the rules of a site in that seeds folder."""
    given = [(one, _asked(asker, asked_for(one.address, site) or one.address)) for one in articles]
    pages = [_page(article, answer) for article, answer in given if isinstance(answer, Response)]
    found = dict(zip((page.url for page in pages), _read(pages, site.id, seeds), strict=True))
    problems = {article.address: answer for article, answer in given if isinstance(answer, str)}
    return [Sample(one.address, found.get(one.address), problems.get(one.address, "")) for one in articles]


def _read(pages: list[Page], site_id: str, seeds: Path) -> list[SampleReading | None]:
    if not pages:
        return []
    with children(seeds, workers=1) as pool:
        return list(pool.each(read_article, [Task(page, site_id) for page in pages]))


def read_article(page: Page, site: Site) -> SampleReading:
    """Normalise a page and note the selectors that matched. Runs in child processes."""
    from normalize.article import normalise  # noqa: PLC0415  # the parent has no use for the parsers
    from normalize.html.parse import parse  # noqa: PLC0415
    from normalize.page_source import page_text  # noqa: PLC0415

    outcome = normalise(page, site)
    try:
        tree = parse(page_text(page, site))
    except RejectedError:
        return SampleReading(outcome)
    platform = recognise(tree, site.platforms)
    shown = select(tree, site.clean.over(platform.clean).published)
    form = _form(str(shown[0].text_content())) if shown else ""
    return SampleReading(outcome, _matching(tree, site.clean), _matching(tree, platform.clean), form)


def _matching(tree: HtmlElement, clean: Clean) -> dict[str, tuple[str, ...]]:
    return {name: tuple(one for one in getattr(clean, name) if find_all(tree, one)) for name in FIELDS}


def _asked(asker: HttpClient, url: str) -> Response | str:
    try:
        return asker.page(url)
    except NoAnswerError as error:
        return error.message


def _page(article: NamedArticle, answer: Response) -> Page:
    hints = Hints(title=article.title, date=article.listed)
    return Page(article.address, answer.body, answer.content_type, datetime.now(UTC), hints)


def _form(text: str) -> str:
    """Return a shown date with letters in place of its numbers; empty where there is none."""
    line = " ".join(text.split())[:_LONGEST]
    shown = _WEEKDAY.sub("", line)
    for numbers, letters in _DATES:
        shown = numbers.sub(letters, shown)
    return re.sub(r"\d+", "…", shown) if "yyyy" in shown else ""


def date_forms(samples: list[Sample]) -> list[str]:
    """Return the forms in which dates are shown, each once."""
    return list(dict.fromkeys(one.reading.date_form for one in samples if one.reading and one.reading.date_form))
