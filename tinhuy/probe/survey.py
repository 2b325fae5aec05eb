"""Survey of a portal for its site file: CMS, sections, patterns, paging, feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.discovery.named_articles import NamedArticle
from seeds.config.catalogue import GENERIC, Catalogue
from seeds.config.site import Paging, Site, Start
from seeds.pages.page_kind import raw_kind
from seeds.pages.platform_detection import recognise
from seeds.urls.canonical import same_portal
from tinhuy.probe.feed_check import feeds_of, sitemaps_of
from tinhuy.probe.http_client import HttpClient, NoAnswerError, Response
from tinhuy.probe.links import Link, links_of, section_candidates
from tinhuy.probe.lists import (
    LEAST,
    Section,
    article_shapes,
    following,
    links_into,
    read_page,
    sample_of,
    sections_of,
)
from tinhuy.probe.pager import pager_of
from tinhuy.probe.portal_name import name_of

MOST_SECTIONS = 8
"""Pages of the menu that are requested, at most: with the others, a probe costs some 20 requests."""


@dataclass
class Survey:
    """Results of surveying a portal."""

    site: Site
    """The site as its file will describe it, with the home page as the only start where no section was found.

    For a portal that is explored, `articles`, `paging` and `keep_parameters` are those of its lists; its file has none.
    """
    home: Response
    is_portal: bool = True
    """True where the given address is the portal's, not that of one of its pages."""
    sections: list[Section] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    @property
    def is_explored(self) -> bool:
        """True where the CMS is unknown: articles are then recognised by their content, and no pattern is guessed."""
        return self.site.own.id == GENERIC

    def sample(self) -> list[NamedArticle]:
        """Choose articles to read, from as many sections as possible."""
        return sample_of(section.reading for section in self.sections)


def survey(asker: HttpClient, url: str, site_id: str, seeds: Catalogue) -> Survey:
    """Survey the portal at `url`. Raises NoAnswerError where its start page can't be fetched, or is none."""
    home = asker.page(url)
    refuse_no_portal(home)
    platform = recognise(home.root, tuple(seeds.platforms.values()))
    changes = {
        "name": name_of(home.root, urlsplit(home.url).hostname or ""),
        "own": platform,
        "platform": platform.id,
        "platforms": (platform,) if platform.id != GENERIC else tuple(seeds.platforms.values()),
        "start": (Start(url=home.url),),
        "allow_private": asker.allow_private,
        "tls": asker.tls,
    }
    is_portal = urlsplit(url).path in ("", "/") and not urlsplit(url).query
    found = Survey(seeds.unlisted(site_id).model_copy(update=changes), home, is_portal)
    _note_home(found, url)
    _find_sections(asker, found)
    _check_paging(asker, found)
    feeds = tuple(feeds_of(asker, home, found.site))
    found.sitemaps = sitemaps_of(asker, home)
    unnamed = tuple(urlsplit(url).path for url in found.sitemaps if url not in asker.robots(home.url).sitemaps)
    feeds_differ, sitemaps_differ = set(feeds) != set(platform.feeds), unnamed and unnamed != platform.sitemaps
    changes = {"feeds": feeds if feeds_differ else None, "sitemaps": unnamed if sitemaps_differ else None}
    found.site = found.site.model_copy(update=changes)
    return found


def refuse_no_portal(answer: Response) -> None:
    """Raise NoAnswerError for a page that replaces the portal's: a cookie challenge, a suspended host."""
    kind = raw_kind(answer.text)
    if kind is not None:
        raise NoAnswerError(f"{answer.url} is a {kind.value}, and no page of a portal.", "See it in a browser.")


def _note_home(found: Survey, asked: str) -> None:
    if urlsplit(asked).netloc.removeprefix("www.") != urlsplit(found.home.url).netloc.removeprefix("www."):
        found.unsure.append(f"{asked} leads to another host: {found.home.url}")
    if found.site.own.id == GENERIC:
        found.unsure.append("platform: its CMS was not recognised")
    if len(links_of(found.home, found.site)) < 5 and len(found.home.root.findall(".//script")) >= 1:
        found.unsure.append("start: the page has hardly any links; a script may build it")


def _find_sections(asker: HttpClient, found: Survey) -> None:
    named = [(found.home, ""), *_section_pages(asker, found)]
    shapes = article_shapes([answer for answer, _ in named], found.site)
    parameters = dict.fromkeys(name for shape in shapes for name in shape.parameters)
    patterns = {"articles": tuple(shape.pattern for shape in shapes), "keep_parameters": tuple(parameters)}
    found.site = found.site.model_copy(update=patterns)
    found.unsure += [f"articles: {one.pattern} also fits pages that are no articles" for one in shapes if one.wide]
    sections = sections_of(named, found.site)
    if paging := _paging(sections):
        found.site = found.site.model_copy(update={"paging": paging})
        sections = sections_of(named, found.site)
    # A home page shows what its sections have; one that pages on is a list of its own.
    found.sections = [one for one in sections if one.answer is not found.home or one.paged] or sections
    starts = [Start(url=one.answer.url, section=(one.name,) if one.name else ()) for one in found.sections]
    if found.is_explored or not found.is_portal:  # a person who names a page means it
        starts = [*(one for one in found.site.start if one.url not in {start.url for start in starts}), *starts]
    if starts:
        found.site = found.site.model_copy(update={"start": tuple(starts)})
    if found.sections:
        _note_menu(found)
    if not found.sections:
        found.unsure.append("start: no list of articles was found; name its sections by hand")


def _section_pages(asker: HttpClient, found: Survey) -> Iterator[tuple[Response, str]]:
    """Request the likeliest sections of the menu, and yield each page once, whichever links lead to it."""
    seen, empty, asked = {found.home.url}, set[str](), 0
    candidates = section_candidates(links_of(found.home, found.site), found.site)
    allowed = [link for link in candidates if asker.allows(link.url)]
    if len(allowed) < len(candidates):
        found.unsure.append(f"start: robots.txt forbids {len(candidates) - len(allowed)} pages of the menu")
    for link in allowed:
        folder = link.url.rpartition("/")[0]
        if asked == MOST_SECTIONS or link.url in seen or folder in empty:
            continue
        asked += 1
        answer = _page(asker, link, found)
        if answer is None or answer.url in seen:  # a folder whose pages lead home is not asked for again
            empty.add(folder if answer is not None and urlsplit(folder).path else "")
        else:
            seen.add(answer.url)
            yield answer, link.text


def _page(asker: HttpClient, link: Link, found: Survey) -> Response | None:
    """Return the page behind a link; None where there is none on this portal."""
    try:
        answer = asker.page(link.url)
        refuse_no_portal(answer)
        return answer if answer.root is not None and same_portal(answer.url, found.site) else None
    except NoAnswerError as error:
        found.unsure.append(f"start: {link.text}: {error.message}")
        return None


def _paging(sections: list[Section]) -> Paging | None:
    """Return how the lists page, where the platform's own rules do not cover it."""
    shown = [pager_of(one.answer) for one in sections if not one.reading.further]
    pagers = [one for one in shown if one is not None]
    if not pagers or any(one.reading.further for one in sections):
        return None
    query = dict.fromkeys(name for pager in pagers for name in pager.query)
    path = dict.fromkeys(template for pager in pagers for template in pager.path)
    return Paging(query=tuple(query), path=tuple(path), postback=any(pager.postback for pager in pagers))


def _note_menu(found: Survey) -> None:
    """Note pages of the menu that the patterns take for articles: each costs a request and a rejection."""
    known = {one.answer.url for one in found.sections}
    links = links_into(found.home, found.site)
    titles = {link.url for link in links if link.is_title}
    menu = {link.url for link in links if link.words} - titles - known
    if len(menu) >= LEAST:
        found.unsure.append(f"articles: {len(menu)} pages with short names, as menus have, fit the patterns too")


def _check_paging(asker: HttpClient, found: Survey) -> None:
    """Request one second page, which must name other articles than the first."""
    paged = next((one for one in found.sections if one.reading.further), None)
    if paged is None:
        posted = found.site.effective_paging.postback and any(one.paged for one in found.sections)
        if found.sections and not posted:
            found.unsure.append("paging: no list shows further pages")
        return
    page = following(paged, found.site)
    try:
        second = read_page(asker.page(page.url), found.site) if page else None
    except NoAnswerError as error:
        found.unsure.append(f"paging: {error.message}")
        return
    if second is None or second.keys <= paged.reading.keys:
        found.unsure.append(f"paging: the second page of {paged.answer.url} names no other articles")
