"""Unseen portals of our own: made the same way twice, whole by their links, and judged by a judge that can fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest

from tests.unseen.__main__ import try_shared
from tests.unseen.generator.addresses import normal
from tests.unseen.generator.pages import FORBIDDEN
from tests.unseen.generator.plans import draw
from tests.unseen.generator.portal import NOISE, SEEDS, Portal
from tests.unseen.generator.stories import Story
from tests.unseen.judge import Verdict, below, judge, squash

HOST = "127.0.0.1:8000"
NOW = datetime(2026, 11, 27, 10, 30)
_XML_LINK = re.compile(r"<(?:loc|link)>([^<]+)</")


def body(portal: Portal, address: str) -> str:
    return portal.answer(address, HOST, NOW).body.decode()


def links(portal: Portal, address: str) -> set[str]:
    """Addresses on the portal that a page names."""
    answer = portal.answer(address, HOST, NOW)
    page = answer.body.decode()
    if "html" not in answer.content_type:
        return {_path(unescape(found)) for found in _XML_LINK.findall(page)}
    tree: Any = lxml.html.document_fromstring(page)
    base = urljoin(f"http://{HOST}{address}", next(iter(tree.xpath("//base/@href")), ""))
    found = (urljoin(base, href.strip()) for href in tree.xpath("//a/@href | //link[@rel='alternate']/@href"))
    return {_path(link) for link in found if urlsplit(link).netloc == HOST}


def _path(link: str) -> str:
    split = urlsplit(link)
    return split.path + (f"?{split.query}" if split.query else "")


def reachable(portal: Portal) -> set[str]:
    """Canonical addresses to which following every link leads; views and traps are not followed."""
    todo, seen = ["/"], set[str]()
    todo += re.findall(rf"Sitemap: http://{HOST}(\S+)", body(portal, "/robots.txt"))
    while todo:
        at = normal(portal.without_noise(todo.pop()))
        if at in seen or at not in portal.pages:
            continue
        seen.add(at)
        todo += links(portal, at)
    return seen


@pytest.fixture(scope="module", params=SEEDS)
def portal(request: pytest.FixtureRequest) -> Portal:
    return Portal(request.param)


def test_a_seed_gives_the_same_portal_every_time(portal: Portal) -> None:
    again = Portal(portal.seed)
    assert list(again.pages) == list(portal.pages)
    sample = [*list(portal.pages)[:4], *list(portal.pages)[-12:]]
    assert [body(again, at) for at in sample] == [body(portal, at) for at in sample]


def test_each_article_has_an_address_of_its_own_and_its_words_stand_on_its_page(portal: Portal) -> None:
    assert len({normal(portal.canonical(story)) for story in portal.stories}) == len(portal.stories)
    for story in portal.stories[::3]:
        page: Any = lxml.html.document_fromstring(body(portal, portal.canonical(story)))
        for element in page.iter():
            if element.tag in {"p", "div", "td", "li", "h3", "br", "blockquote"}:
                element.tail = f" {element.tail or ''}"
        shown = squash(page.text_content())
        author = [story.author] if story.author and portal.plan.sign != "none" else []
        lines = {story.title, *story.gold().split("\n"), *story.captions, *author}
        for line in lines:
            assert squash(line) in shown, line


def test_links_feeds_and_sitemaps_lead_from_home_to_every_article(portal: Portal) -> None:
    there = reachable(portal)
    assert {normal(portal.canonical(story)) for story in portal.stories} <= there
    assert set(portal.pages) - there <= {"/robots.txt"}, "pages that count as pages and that nothing leads to"


def test_no_two_articles_share_a_sentence_but_the_stock_ones(portal: Portal) -> None:
    seen: dict[str, int] = {}
    for story in portal.stories:
        for sentence in (story.title, story.lead, *story.captions, *story.items):
            assert not sentence or seen.setdefault(sentence, story.key) == story.key


def test_portals_differ() -> None:
    assert len({draw(seed) for seed in SEEDS}) == len(SEEDS)


def test_any_word_is_a_seed() -> None:
    for seed in ("một", "17", "banana", "x y"):
        made = Portal(seed)
        assert {normal(made.canonical(story)) for story in made.stories} <= reachable(made), seed


def exported(portal: Portal) -> list[dict[str, Any]]:
    """What a perfect crawl would export."""
    return [
        {
            "url": f"http://{HOST}{portal.canonical(story)}",
            "title": story.title,
            "lead": story.lead or None,
            "text": story.gold().removeprefix(story.lead).strip(),
            "author": story.author,
            "published_at": f"{story.when:%Y-%m-%dT%H:%M}:00+07:00",
            "images": [{"caption": caption} for caption in story.captions],
        }
        for story in portal.stories
    ]


def _drop(_: Portal, rows: list[dict[str, Any]]) -> None:
    rows.pop()


def _twice(_: Portal, rows: list[dict[str, Any]]) -> None:
    rows.append(dict(rows[0], url=f"{rows[0]['url']}/"))


def _home(_: Portal, rows: list[dict[str, Any]]) -> None:
    rows.append(dict(rows[0], url=f"http://{HOST}/"))


def _foot(portal: Portal, rows: list[dict[str, Any]]) -> None:
    rows[0]["text"] += f"\n\n{portal.frame.foot}"


def _teaser(portal: Portal, rows: list[dict[str, Any]]) -> None:
    rows[0]["text"] += f"\n\n{portal.stories[9].teaser()}..."


def _empty(_: Portal, rows: list[dict[str, Any]]) -> None:
    rows[0]["text"] = ""


def _field(**values: object) -> Callable[[Portal, list[dict[str, Any]]], None]:
    return lambda _, rows: rows[0].update(values)


def test_a_perfect_export_passes(portal: Portal) -> None:
    verdict = judge(portal, exported(portal), ["/"] * len(portal.pages))
    assert not below([verdict])
    assert verdict.found()
    assert not verdict.problems


@pytest.mark.parametrize(
    ("spoil", "figure"),
    [
        (_drop, "kept"),
        (_drop, "f1"),
        (_twice, "extra"),
        (_home, "extra"),
        (_foot, "leaks"),
        (_teaser, "leaks"),
        (_empty, "f1"),
        (_field(title="Trang nhà"), "title"),
        (_field(published_at=None), "date"),
        (_field(published_at="2026-11-27T08:00:00+07:00"), "wrong_date"),
        (_field(author="Ban biên tập"), "author"),
        (_field(images=[]), "captions"),
    ],
)
def test_each_fault_shows_in_its_figure(spoil: Callable[[Portal, list[dict[str, Any]]], None], figure: str) -> None:
    portal = Portal("cam")
    rows = sorted(exported(portal), key=lambda row: -len(row["images"]))
    perfect = judge(portal, rows, [])
    spoil(portal, rows)
    spoilt = judge(portal, rows, [])
    assert getattr(spoilt, figure) != getattr(perfect, figure)
    assert spoilt.problems or figure == "captions"


def test_requests_count_and_forbidden_ones_are_never_forgiven() -> None:
    portal = Portal("cam")
    many = judge(portal, exported(portal), ["/"] * (2 * len(portal.pages)))
    forbidden = judge(portal, exported(portal), [f"{FORBIDDEN}1"])
    assert not many.thrifty() and not forbidden.thrifty()
    assert below([many]) and below([forbidden])


def test_an_empty_corpus_reaches_no_bar(portal: Portal) -> None:
    verdict: Verdict = judge(portal, [], [])
    assert verdict.kept == verdict.f1 == verdict.title == verdict.author == 0


def test_pages_that_are_told_apart_by_their_address_alone_are_one_article(portal: Portal) -> None:
    story: Story = portal.stories[0]
    address = portal.canonical(story)
    mark = "&" if "?" in address else "?"
    for noise in NOISE.get(portal.plan.twin, ()):
        page = portal.find(f"{address}{mark}{noise}=1")
        assert page and page.story is story


def test_shared_portals_that_are_absent_are_said_and_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TINHUY_SHARED", str(tmp_path))
    assert try_shared(found=False) == 0
    assert f"skipped: no portals in {tmp_path.resolve() / 'unseen'}" in capsys.readouterr().out
