"""What is no article is none in whatever frame it stands, and what stands beside an article makes none of it."""

from __future__ import annotations

import json

import pytest

from corpus.articles.records import Article, Page, Reason, Rejection
from normalize.article import normalise
from tests.normalize.kinds.not_articles import BESIDE, CONTENTS, COUNTER, FOOTER, FRAMES, MENU, pages
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, THIRD, any_site

TITLE = "Huyện ủy họp đánh giá nghị quyết về rừng"
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(("name", "found"), list(pages()), ids=lambda given: given if isinstance(given, str) else "")
def test_what_is_no_article_is_none_in_the_frame_of_one(name: str, found: Page) -> None:
    assert isinstance(normalise(found, any_site()), Rejection), name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("list", Reason.LIST),
        ("list with an introduction", Reason.LIST),
        ("home", Reason.LIST),
        ("record as table", Reason.DOCUMENT_ONLY),
        ("record as boxes", Reason.DOCUMENT_ONLY),
        ("poll", Reason.POLL),
        ("form", Reason.TOO_SHORT),
        ("address", Reason.TOO_SHORT),
        ("counter", Reason.TOO_SHORT),
        ("unfilled", Reason.TOO_SHORT),
    ],
)
def test_it_is_refused_for_what_it_consists_of(name: str, reason: Reason) -> None:
    outcomes = (normalise(page, any_site()) for label, page in pages() if label.startswith(f"{name} on "))
    reasons = {outcome.reason for outcome in outcomes if isinstance(outcome, Rejection)}
    assert reason in reasons


def _beside(box: str, *, before: bool = False, frame: str = "") -> Page:
    column = frame or "<div id='giua'><h1>{title}</h1><div class='khoi'>{inside}</div></div>"
    main = column.format(title=TITLE, inside=PARAGRAPHS)
    main = f"{box}{main}" if before else f"{main}{box}"
    body = BESIDE.format(menu=MENU, main=main, counter=COUNTER, footer=FOOTER)
    page = f"<html><head><meta charset='utf-8'><title>{TITLE} - Huyện ủy</title></head><body>{body}</body></html>"
    return Page("https://tankhanh.example/tin/hop-1.html", page.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize("before", [True, False], ids=["before it", "behind it"])
@pytest.mark.parametrize("name", ["list", "list of two", "home", "documents", "poll", "form", "album", "sitemap"])
def test_an_article_is_never_refused_for_what_stands_beside_it(name: str, before: bool) -> None:
    found = normalise(_beside(f"<div class='khac'>{CONTENTS[name]}</div>", before=before), any_site())
    assert isinstance(found, Article)
    assert found.title == TITLE
    assert found.text.startswith(TEXT)


@pytest.mark.parametrize("make", FRAMES)
def test_the_same_frames_give_their_articles(make: str) -> None:
    found = normalise(_beside("", frame=FRAMES[make]), any_site())
    assert isinstance(found, Article)
    assert found.text == TEXT


def test_a_text_that_a_script_shows_is_text_and_its_hidden_copy_is_not() -> None:
    hidden = f"<div style='display:none'>{PARAGRAPHS}</div>"
    alone = f"<html><body><h1>{TITLE}</h1><div>{hidden}</div></body></html>"
    twice = f"<html><body><h1>{TITLE}</h1><div>{PARAGRAPHS}</div>{hidden}</body></html>"
    for markup in (alone, twice):
        found = normalise(Page("", markup.encode(), "text/html; charset=utf-8"), any_site())
        assert isinstance(found, Article)
        assert found.text == TEXT


@pytest.mark.parametrize("tag", ["aside", "footer", "nav"])
def test_an_element_for_what_stands_beside_may_hold_the_article(tag: str) -> None:
    markup = (
        f"<html><body><h1>{TITLE}</h1><{tag}>{PARAGRAPHS}</{tag}><nav><a href='/'>Trang chủ</a></nav></body></html>"
    )
    found = normalise(Page("", markup.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article)
    assert found.text == TEXT


def test_a_document_in_a_frame_is_an_attachment() -> None:
    viewer = "<iframe src='https://docs.google.com/viewer?url=https%3A%2F%2Fx.vn%2Fvb%2F27.pdf&embedded=true'></iframe>"
    markup = f"<html><body><h1>{TITLE}</h1><div class='ArticleContent'>{PARAGRAPHS}{viewer}</div></body></html>"
    found = normalise(Page("https://x.vn/tin/1", markup.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article)
    assert [attachment.url for attachment in found.attachments] == ["https://x.vn/vb/27.pdf"]
    assert found.text == TEXT


def test_chinese_russian_and_greek_pages_are_read_where_any_language_is_wanted() -> None:
    texts = {
        "zh": "市政府周二召开会议，研究了今年的水利工程计划。"
        "会议要求各部门在月底之前完成准备工作，并向市民公布进展情况。",
        "ru": "Во вторник городской совет рассмотрел план работ на год и поручил отделам завершить подготовку в срок.",
        "el": "Την Τρίτη το δημοτικό συμβούλιο εξέτασε το σχέδιο των έργων και ζήτησε να ολοκληρωθούν εγκαίρως.",
    }
    for text in texts.values():
        paragraphs = "".join(f"<p>{number}. {text}</p>" for number in range(1, 5))
        markup = f"<html><body><nav><a href='/'>1</a></nav><h1>{text[:12]}</h1><main>{paragraphs}</main></body></html>"
        found = normalise(Page("https://x.org/a", markup.encode(), "text/html; charset=utf-8"), any_site("any"))
        assert isinstance(found, Article)
        assert all(f"{number}. {text}" in found.text for number in range(1, 5))


def test_addresses_are_whole_and_escaped_whoever_wrote_them() -> None:
    inside = (
        "<img src='anh/hội nghị 1.jpg'><p></p><img srcset='/a/w_300,h_200/b.jpg 300w, /a/w_900,h_600/b.jpg 900w'>"
        "<a href='/tai.ashx?f=27 NQ.pdf&amp;id=5'>Tải về</a>"
    )
    markup = (
        f"<html><head><base href='/cong/'></head><body><h1>{TITLE}</h1>"
        f"<div class='ArticleContent'>{PARAGRAPHS}{inside}</div></body></html>"
    )
    found = normalise(Page("https://x.vn/tin/1", markup.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article)
    assert [image.url for image in found.images] == [
        "https://x.vn/cong/anh/h%E1%BB%99i%20ngh%E1%BB%8B%201.jpg",
        "https://x.vn/a/w_900,h_600/b.jpg",
    ]
    assert [attachment.url for attachment in found.attachments] == ["https://x.vn/tai.ashx?f=27%20NQ.pdf&id=5"]


def test_a_page_that_scripts_would_fill_has_its_article_in_json_ld() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": TEXT})
    script = f"<script type='application/ld+json'>{data}</script>"
    markup = f"<html><head><title>{TITLE}</title>{script}</head><body><div id='app'></div></body></html>"
    found = normalise(Page("https://x.vn/tin/1", markup.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article)
    assert (found.title, found.text) == (TITLE, TEXT)
