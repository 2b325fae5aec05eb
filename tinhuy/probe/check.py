"""Check of a site's file against the live portal: each failure is named with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.discovery.named_articles import NamedArticle
from seeds.config.catalogue import GENERIC
from seeds.config.site import Platform, Site
from seeds.pages.css import find_all
from seeds.pages.platform_detection import recognise
from seeds.urls.canonical import same_portal
from tinhuy.probe.check_articles import check_articles
from tinhuy.probe.check_interface import check_interface
from tinhuy.probe.check_result import CheckResult
from tinhuy.probe.http_client import ForbiddenError, HttpClient, NoAnswerError, Response
from tinhuy.probe.links import links_of, titles_by_address
from tinhuy.probe.lists import Section, following, links_into, read_page, sample_of
from tinhuy.probe.survey import refuse_no_portal
from tinhuy.probe.url_patterns import shapes_of

MANY = 5
"""Headlines from which on their addresses show whether the patterns still match articles."""
FITTING = 0.2
"""Share of the headlines that must fit: menus and boxes of documents have headlines too."""
RENDERED = "Crawl a little (`tinhuy crawl ID --limit 20`), read what came out, and set `state: verified` by hand."
MOST_STARTS = 12
"""Start pages that are requested, at most; others are trusted, and a finding says so."""


def check(asker: HttpClient, site: Site, platforms: tuple[Platform, ...], seeds: Path) -> list[CheckResult]:
    """Check a site; requests its start pages, one second page and three articles. Returns all findings, in order."""
    found: list[CheckResult] = []
    if not site.start:
        return [CheckResult("start", site.id, "the site file names no start page", "Give it one under `start`.")]
    if site.render:
        return [CheckResult("render", site.start[0].url, "is built by scripts, which a check does not run", RENDERED)]
    lists = list(_lists(asker, site, found))
    if len(site.start) > MOST_STARTS:
        found.append(CheckResult("start", site.id, f"only the first {MOST_STARTS} of {len(site.start)} were asked for"))
    if not lists:
        return found
    if site.json_api is not None:
        return [*found, *check_interface(asker, site, seeds, MOST_STARTS)]
    found += [_names_articles(section, site) for section in lists]
    found += _list_patterns(lists, site)
    found += _paging(asker, lists, site)
    sample = sample_of(section.reading for section in lists)
    found += check_articles(asker, sample, site, seeds)
    found.append(_platform([*(section.answer for section in lists), *_had(asker, sample)], site, platforms))
    return found


def _lists(asker: HttpClient, site: Site, found: list[CheckResult]) -> Iterator[Section]:
    """Yield the start pages that answer, and add a finding on each to `found`."""
    for start in site.start[:MOST_STARTS]:
        try:
            answer = asker.page(start.url)
            refuse_no_portal(answer)
            reading = read_page(answer, site)
        except ForbiddenError as error:
            found.append(CheckResult("robots.txt", start.url, "forbids this start page", error.remedy))
            continue
        except NoAnswerError as error:
            found.append(CheckResult("start", start.url, error.message, error.remedy))
            continue
        found.append(_answered(answer, start.url, site))
        if same_portal(answer.url, site):
            yield Section(answer, " › ".join(start.section), reading, frozenset())


def _answered(answer: Response, url: str, site: Site) -> CheckResult:
    if same_portal(answer.url, site):
        return CheckResult("start", url, "answers")
    remedy = f"If the portal moved there, change `start` to {answer.url}."
    return CheckResult("start", url, f"leads to another host: {answer.url}", remedy)


def _had(asker: HttpClient, sample: list[NamedArticle]) -> Iterator[Response]:
    """Yield the article pages that were fetched; they are cached, so nothing is requested again."""
    for article in sample:
        try:
            answer = asker.page(article.address)
            if answer.root is not None:
                yield answer
        except NoAnswerError:
            continue


def _platform(pages: list[Response], site: Site, platforms: tuple[Platform, ...]) -> CheckResult:
    """Check that the pages still show a signature of the file's CMS: some CMSs do on lists only, or articles."""
    url = pages[0].url
    makes = ", ".join(dict.fromkeys(recognise(page.root, platforms).id for page in pages))
    if any(find_all(page.root, mark) for page in pages for mark in site.own.signature):
        return CheckResult("platform", url, f"{site.own.id} is recognised")
    if site.own.id == GENERIC:
        return CheckResult("platform", url, f"generic; the pages look like {makes}")
    seen = f"{site.own.id} is not recognised; the pages look like {makes}"
    return CheckResult("platform", url, seen, "See whether the portal has a new CMS, and change `platform`.")


def _names_articles(section: Section, site: Site) -> CheckResult:
    """Check that a start page names articles by the patterns; else report the form of its headlines' addresses."""
    url = section.answer.url
    listed = sum(1 for article in section.reading.articles if article.in_list)
    titles = titles_by_address(links_of(section.answer, site))
    fitting = {link.url for link in links_into(section.answer, site)} & set(titles)
    if listed and (len(titles) < MANY or len(fitting) >= FITTING * len(titles)):
        return CheckResult("articles", url, f"names {listed} articles")
    shapes = shapes_of(url for url in titles if url not in fitting)
    if not shapes:
        remedy = "See in a browser whether it is still a list; if a script builds it, the crawler sees none of it."
        return CheckResult("articles", url, "names no articles, and has hardly any headlines", remedy)
    patterns = " or ".join(site.article_patterns) or "a pattern (there is none)"
    seen = f"{len(fitting)} of {len(titles)} headlines fit {patterns}"
    shown = ", ".join(shape.pattern for shape in shapes)
    return CheckResult("articles", url, seen, f"Its headlines' addresses look like {shown}: change `articles`.")


def _list_patterns(lists: list[Section], site: Site) -> Iterator[CheckResult]:
    """Check that the file's own patterns of further lists match links of the start pages."""
    if site.lists and any(section.reading.articles for section in lists):
        others = {page.list_key for section in lists for page in section.reading.others}
        remedy = "" if others else "See in the menu how lists are addressed now, and change `lists`."
        yield CheckResult("lists", lists[0].answer.url, f"{len(others)} further lists are linked", remedy)


def _paging(asker: HttpClient, lists: list[Section], site: Site) -> Iterator[CheckResult]:
    """Check that page numbers of lists are understood, and that a second page names other articles."""
    named = [section for section in lists if section.reading.articles]
    unread = [one for one in named if one.paged and not one.reading.further and not site.effective_paging.postback]
    for section in unread:
        remedy = "See in its links how pages are numbered, and change `paging`."
        yield CheckResult("paging", section.answer.url, "shows page numbers that the paging rules don't read", remedy)
    paged = next((section for section in named if section.reading.further), None)
    page = following(paged, site) if paged else None
    if paged is None or page is None:
        return
    try:
        second = read_page(asker.page(page.url), site)
    except NoAnswerError as error:
        yield CheckResult(
            "paging", page.url, error.message, "See in a browser how the list continues, and change `paging`."
        )
        return
    new = second.keys - paged.reading.keys
    remedy = "" if new else "See in a browser how the list continues, and change `paging`."
    yield CheckResult("paging", page.url, f"names {len(new)} articles that the first page does not", remedy)
