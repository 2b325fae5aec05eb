"""Title, section, publication date and language: from whom they are taken, and from whom never."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from corpus.articles.records import Article, Hints, Page, Precision, Reason, Rejection, Source
from normalize.article import normalise
from normalize.fields.language import language_of
from normalize.fields.title import without_site
from tests.evaluation.cases import published
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, any_site, article, outcome

FETCHED = datetime(2024, 11, 1, tzinfo=UTC)
CLOCK = "<div class='clock'>Thứ Sáu, 01/11/2024 08:00:00</div>"
FOOTER = "<footer>Giấy phép số 35/GP-TTĐT ngày 17/11/2014</footer>"


def _page(inner: str, *, head: str = "", url: str = "", hints: Hints | None = None) -> Article:
    body = f"<html><head>{head}</head><body>{CLOCK}{inner}{FOOTER}</body></html>"
    found = normalise(Page(url, body.encode(), "text/html", FETCHED, hints or Hints()), any_site())
    assert isinstance(found, Article), found
    return found


def _article(date_line: str = "") -> str:
    return f"<h1>Huyện ủy họp</h1>{date_line}<div class='ArticleContent'>{PARAGRAPHS}</div>"


def test_no_date_is_better_than_that_of_clock_or_licence() -> None:
    found = _page(_article() + "<div class='side'><a href='/1'>Tin cũ hơn một chút</a> (05/05/2023)</div>")
    assert (found.published_at, found.published_source) == (None, None)


@pytest.mark.parametrize(
    ("found", "source", "day"),
    [
        (lambda: _page(_article("<div class='PostDate'>23/06/2022 08:12</div>")), Source.SELECTOR, date(2022, 6, 23)),
        (
            lambda: _page(
                _article(),
                head="<script type='application/ld+json'>"
                + json.dumps({"@graph": [{"@type": "NewsArticle", "datePublished": "2022-06-23T08:12:00+07:00"}]})
                + "</script>",
            ),
            Source.JSON_LD,
            date(2022, 6, 23),
        ),
        (
            lambda: _page(_article(), head="<meta property='article:published_time' content='2022-06-23T08:12:00Z'>"),
            Source.META,
            date(2022, 6, 23),
        ),
        (lambda: _page(_article(), url="https://x.vn/2022/06/23/hop/"), Source.URL, date(2022, 6, 23)),
        (lambda: _page(_article(), hints=Hints(date=date(2022, 6, 23))), Source.LIST, date(2022, 6, 23)),
        (lambda: _page(_article("<p>Đăng ngày: 23/06/2022</p>")), Source.TEXT, date(2022, 6, 23)),
    ],
)  # fmt: skip
def test_the_date_says_where_it_comes_from(found, source: Source, day: date) -> None:  # type: ignore[no-untyped-def]
    got = found()
    assert got.published_source is source
    at = published(got)
    assert (at.date() if isinstance(at, datetime) else at) == day


def test_a_day_alone_has_the_precision_of_a_day() -> None:
    assert _page(_article("<div class='PostDate'>23/06/2022</div>")).published_precision is Precision.DAY


def test_a_date_after_the_fetch_is_passed_over() -> None:
    found = _page(_article("<div class='PostDate'>23/06/2030</div>"), hints=Hints(date=date(2022, 6, 23)))
    assert found.published_source is Source.LIST


def test_broken_json_ld_is_passed_over() -> None:
    assert _page(_article(), head="<script type='application/ld+json'>{,</script>").title == "Huyện ủy họp"


def test_the_sites_name_is_no_title() -> None:
    inner = f"<h1>somewhere</h1><h2>Huyện ủy họp bàn</h2><div class='ArticleContent'>{PARAGRAPHS}</div>"
    assert _page(inner, head="<title>Huyện ủy họp bàn - somewhere</title>").title == "Huyện ủy họp bàn"


@pytest.mark.parametrize(
    ("document", "title"),
    [
        ("Huyện ủy họp bàn - Cổng tin", "Huyện ủy họp bàn"),
        ("Cổng tin | Huyện ủy họp bàn", "Huyện ủy họp bàn"),
        ("Cổng tin :: Tin :: Huyện ủy họp bàn", "Huyện ủy họp bàn"),
        ("Nửa nhiệm kỳ 2020 -2025", "Nửa nhiệm kỳ 2020 -2025"),
    ],
)
def test_the_documents_title_loses_the_sites_name(document: str, title: str) -> None:
    assert without_site(document) == title


@pytest.mark.parametrize(
    "trail",
    [
        "<div class='breadcrumb'><a href='/'>Trang chủ</a> » <a>Tin tức</a> » <a>Tin hoạt động</a></div>",
        "<ul class='breadcrumb'><li>Trang chủ</li><li>Tin tức</li><li>Tin hoạt động</li><li>Huyện ủy họp</li></ul>",
        "<p><a href='/'>Trang chủ</a> › Tin tức › Tin hoạt động</p>",
        "<div class='dd_chuyenmuc'>Tin tức\u00a0Tin hoạt động</div>",
        "<div class='lx-crumb'><a href='/'>Trang chủ</a> :: <a>Tin tức</a> :: <a>Tin hoạt động</a></div>",
        "<ol class='c-crumb'><li><a>Tin tức</a></li><li><a>Tin hoạt động</a></li></ol>",
        "<p><a href='/'>Trang chủ</a><i>chevron_right</i><a>Tin tức</a><i>chevron_right</i><a>Tin hoạt động</a></p>",
    ],
)
def test_the_section_path_without_home_and_headline(trail: str) -> None:
    assert _page(trail + _article()).section == ("Tin tức", "Tin hoạt động")


def test_the_line_above_the_headline_is_the_section_if_the_menu_names_it_too() -> None:
    menu = "<ul class='menu'><li><a href='/1'>Trang chủ</a></li><li><a href='/2'>Xây dựng Đảng</a></li></ul>"
    assert _page(menu + "<div><b>Xây dựng Đảng</b></div>" + _article()).section == ("Xây dựng Đảng",)
    assert _page(menu + "<div><b>Phóng sự dài kỳ</b></div>" + _article()).section == ()


def test_a_date_shown_gives_way_to_one_that_json_ld_and_meta_tags_agree_on() -> None:
    def found(meta: str) -> str:
        data = json.dumps({"@type": "NewsArticle", "datePublished": "2022-06-23T08:12:00+07:00"})
        head = f"<script type='application/ld+json'>{data}</script>"
        head += f"<meta property='article:published_time' content='{meta}'>"
        at = _page(_article("<div class='PostDate'>30/06/2022</div>"), head=head).published_at
        return at.date().isoformat() if at else ""

    assert found("2022-06-23T08:12:00+07:00") == "2022-06-23"
    assert found("2022-06-30T08:12:00+07:00") == "2022-06-30"


def test_the_time_of_the_last_change_is_no_publication() -> None:
    changed = "<meta property='og:updated_time' content='2024-07-05T14:20:08-04:00'>"
    head = changed + "<meta name='dc.date' content='2024-07-05T14:20:08Z'>"
    assert _page(_article(), head=head).published_at is None


def test_the_list_knows_the_section_where_the_page_does_not() -> None:
    assert _page(_article(), hints=Hints(section=("Tin tức",))).section == ("Tin tức",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FIRST, "vi"),
        ("The conference of the party was held in the hall and all of the delegates agreed to it.", "en"),
        ("Die Konferenz der Partei fand im Saal statt und alle Delegierten stimmten am Ende zu.", "other"),
        ("Hội nghị", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_another_language_is_rejected_unless_any_is_wanted() -> None:
    english = "<p>" + "The conference of the party was held in the hall and all of the delegates agreed. " * 5 + "</p>"
    refused = outcome(english, title="Conference")
    assert isinstance(refused, Rejection) and refused.reason is Reason.OTHER_LANGUAGE
    page = Page("", f"<h1>Conference</h1><div class='ArticleContent'>{english}</div>".encode())
    assert isinstance(normalise(page, any_site("any")), Article)


def test_byline_and_machine_names() -> None:
    assert article(PARAGRAPHS, head="<meta name='author' content='Lan Chi'>").author == "Lan Chi"
    assert article(PARAGRAPHS, head="<meta name='author' content='Administrator'>").author is None


def test_a_second_sentence_is_enough_for_an_article() -> None:
    assert article(f"<p>{SECOND}</p>").text == SECOND


def test_no_title_rather_than_a_paragraph() -> None:
    body = f"<html><body><div class='ArticleContent'><h2>{FIRST} {FIRST}</h2>{PARAGRAPHS}</div></body></html>"
    found = normalise(Page("", body.encode(), "text/html", FETCHED), any_site())
    assert isinstance(found, Article)
    assert found.title is None and found.text.startswith(FIRST)


@pytest.mark.parametrize(
    "written", ["Hội ngh&amp;#7883; tổng kết năm", "Hội nghị tổng kết năm", "null - Hội nghị tổng kết năm"]
)
def test_a_title_without_escapes_and_what_stands_for_no_value(written: str) -> None:
    assert _page(f"<h1>{written}</h1><div class='ArticleContent'>{PARAGRAPHS}</div>").title == "Hội nghị tổng kết năm"


def test_writers_in_json_ld_and_a_site_that_names_itself() -> None:
    people = json.dumps(
        {"@type": "NewsArticle", "author": [{"@type": "Person", "name": name} for name in ("Lan Chi", "V&#361; Hà")]}
    )
    assert article(PARAGRAPHS, head=f"<script type='application/ld+json'>{people}</script>").author == "Lan Chi - Vũ Hà"
    own = "<meta name='author' content='Tuổi Trẻ'><meta property='og:site_name' content='Tuổi trẻ'>"
    assert article(PARAGRAPHS, head=own).author is None


def test_keywords_behind_the_writers_name_are_none_of_the_text() -> None:
    tags = "<p><b>Lan Chi</b></p><ul><li><a href='/t/1'>cây xanh</a></li><li><a href='/t/2'>Hà Nội</a></li></ul>"
    found = article(PARAGRAPHS + tags)
    assert found.author == "Lan Chi" and "cây xanh" not in found.text
