"""The headline where no class of its own shows it, or where the wrong element bears one."""

from __future__ import annotations

import json

import pytest

from corpus.articles.records import Article, Page
from normalize.article import normalise
from normalize.fields.title import is_site_name
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, any_site

HEADLINE = "Hợp tác xã giữ nước cho cánh đồng vụ đông"


def _of(body: str, document: str, head: str = "") -> Article:
    page = f"<html><head><title>{document}</title>{head}</head><body>{body}</body></html>"
    found = normalise(Page("https://x.vn/tin/1", page.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Trang tin Đảng bộ huyện Bắc Sơn", True),
        ("Cổng thông tin điện tử tỉnh Hà Nam", True),
        ("TỈNH ỦY HẬU PHƯỚC", True),
        ("Tỉnh ủy Hậu Phước họp bàn cứu mía", False),
        ("Trang thông tin điện tử huyện Bắc Sơn khai trương chuyên mục Tin cơ sở", False),
        (HEADLINE, False),
    ],
)
def test_names_of_sites(line: str, is_one: bool) -> None:
    assert is_site_name(line) is is_one


@pytest.mark.parametrize("site", ["Trang tin Đảng bộ huyện Bắc Sơn", "HUYỆN ỦY BẮC SƠN"])
def test_a_banner_with_the_documents_title_is_no_headline(site: str) -> None:
    banner = f"<div><b>{site}</b></div><div>Số lượt người xem</div>"
    found = _of(f"{banner}<p align=center><font size=4><b>{HEADLINE}</b></font></p>{PARAGRAPHS}", site)
    assert (found.title, found.text.partition("\n")[0]) == (HEADLINE, FIRST)


def test_the_first_line_of_the_text_is_the_headline_where_the_page_is_called_so() -> None:
    module = "<h1 class='article-title'>Tin tức</h1>"
    found = _of(f"{module}<div class='ArticleContent'><p><b>{HEADLINE}</b></p>{PARAGRAPHS}</div>", HEADLINE)
    assert found.title == HEADLINE
    assert HEADLINE not in found.text


def test_a_subheading_is_no_headline_even_if_it_opens_the_text() -> None:
    inner = f"<h1>{HEADLINE}</h1><div class='ArticleContent'><p><b>Kết quả bước đầu ở xã</b></p>{PARAGRAPHS}</div>"
    found = _of(inner, f"{HEADLINE} - Huyện Bắc Sơn")
    assert found.title == HEADLINE
    assert found.text.startswith("Kết quả bước đầu ở xã")


def test_of_several_first_headings_none_goes_before_what_json_ld_says() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "Nước &amp; đồng"})
    boxes = "<h1>Liên hệ với chúng tôi</h1><h1>Theo dõi chúng tôi</h1>"
    found = _of(
        f"{boxes}<div class='ArticleContent'>{PARAGRAPHS}</div>",
        "Tin",
        f"<script type='application/ld+json'>{data}</script>",
    )
    assert found.title == "Nước & đồng"


def test_a_heading_named_as_the_sites_title_is_none() -> None:
    site = "<h1 class='wp-block-site-title'>Đường về làng</h1>"
    found = _of(f"{site}<div class='ArticleContent'>{PARAGRAPHS}</div>", HEADLINE)
    assert found.title == HEADLINE


@pytest.mark.parametrize("line", ["Ngày: 19/03/2023", "Thông cáo báo chí số:", f"{FIRST[:-1]} và nêu nhiệm vụ"])
def test_labels_dates_and_first_sentences_are_no_headlines(line: str) -> None:
    unseen = "<h1 class='offs noindex'>Danh mục chính của cổng</h1>"
    assert _of(f"{unseen}<div>{line}</div>{PARAGRAPHS}", HEADLINE).title == HEADLINE


def test_a_name_with_a_date_in_brackets_signs_and_dates_the_article() -> None:
    signed = "<p align=right><b>Trường Giang</b> (25/11/2005)</p>"
    found = _of(f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>{signed}", HEADLINE)
    assert found.author == "Trường Giang"
    assert found.published_at is not None and found.published_at.date().isoformat() == "2005-11-25"
    assert found.text.endswith(SECOND)


SECTIONS = "".join(
    f"<div><h4 class='muc'>{name}</h4>{PARAGRAPHS}</div>"
    for name in ("Ai được làm", "Làm thế nào", "Mang theo gì", "Nộp ở đâu")
)
ROWS = "".join(f"<div>Nhãn số {at}</div><div>giá trị {at}</div>" for at in range(9))


def test_headings_of_sections_are_none_below_one_of_a_higher_rank() -> None:
    page = f"<div><div><h3>Thủ tục xin cấp lại giấy tờ</h3></div><div>{ROWS}</div><div>{SECTIONS}</div></div>"
    assert _of(page, "Cổng thông tin huyện Bắc Sơn").title == "Thủ tục xin cấp lại giấy tờ"


def test_a_heading_of_a_box_elsewhere_is_none_of_theirs() -> None:
    page = f"<div><h3>Thời tiết trong ba ngày tới</h3></div><div>{ROWS}</div><div>{SECTIONS}</div>"
    assert _of(page, "Cổng thông tin huyện Bắc Sơn").title != "Thời tiết trong ba ngày tới"
