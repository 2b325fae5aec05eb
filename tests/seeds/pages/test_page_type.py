"""Articles and lists are told apart by their own lines, whatever tags and words they are made of."""

from __future__ import annotations

import pytest
from lxml import html

from seeds.pages.page_type import PageType, lines_of, type_of

SENTENCE = "Sáng nay, Ban Thường vụ tổ chức hội nghị đánh giá kết quả công tác quý ba và bàn nhiệm vụ quý tư."
HEADLINE = "Ban Thường vụ đánh giá công tác quý ba"


def kind(body: str, hint: str | None = None) -> PageType:
    return type_of(lines_of(html.document_fromstring(f"<html><body>{body}</body></html>")), hint)


def items(number: int, teaser: str = "") -> str:
    return "".join(f"<div><a href='/{n}'>Bản tin số {n} về công tác xây dựng</a>{teaser}</div>" for n in range(number))


def test_headlines_are_a_list_with_and_without_summaries() -> None:
    assert kind(f"<h1>Tin trong tỉnh</h1>{items(9)}") is PageType.LIST
    assert kind(f"<h1>Tin trong tỉnh</h1>{items(9, f'<p>{SENTENCE}</p>')}") is PageType.LIST
    assert (
        kind(f"<b>Tin hoạt động của lãnh đạo tỉnh</b>{items(5, SENTENCE)}", "Tin hoạt động của lãnh đạo tỉnh")
        is PageType.LIST
    )


@pytest.mark.parametrize("tag", ["h1", "div", "td", "span"])
def test_text_under_the_headline_that_led_there_is_an_article_whatever_stands_beside_it(tag: str) -> None:
    article = f"<{tag}>{HEADLINE}</{tag}><p>Thứ Hai, 12/6/2023</p><p>{SENTENCE}</p>"
    related = items(6, f"<p>{SENTENCE}</p>")
    assert kind(f"{article}<div>{related}</div>", HEADLINE) is PageType.ARTICLE
    assert kind(f"<div>{related}</div><div>{article}</div>", HEADLINE) is PageType.ARTICLE


def test_a_headline_that_the_list_cut_short_still_leads_to_its_text() -> None:
    assert (
        kind(f"<p>{HEADLINE}</p><p>{SENTENCE}</p>{items(6, SENTENCE)}", "Ban Thường vụ đánh giá...") is PageType.ARTICLE
    )


def test_long_running_text_is_an_article_and_a_form_is_neither() -> None:
    assert kind(items(4) + f"<p>{SENTENCE}</p>" * 7) is PageType.ARTICLE
    assert kind("<h2>Đăng nhập</h2><form><label>Tài khoản</label><input></form>") is PageType.OTHER


def test_scripts_and_choices_are_no_text() -> None:
    hidden = f"<script>{SENTENCE * 9}</script><select><option>{SENTENCE * 9}</option></select><!-- {SENTENCE * 9} -->"
    assert kind(hidden + items(4)) is PageType.LIST
