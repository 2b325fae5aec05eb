"""What a portal says in place of an article, its imprint, and lists whose links end at a break are no articles."""

from __future__ import annotations

import pytest

from corpus.records import Article, Page
from normalize.article import normalise
from normalize.blocks import read_blocks
from normalize.page_foot import without_foot
from normalize.parse import parse
from tests.normalize.pages import any_site

SENTENCE = (
    "Sáng nay, bà con bốn thôn vùng cao đã cùng nhau nạo vét tuyến mương dài gần ba cây số để kịp dẫn nước về cho hơn "
    "hai mươi héc-ta ruộng bậc thang trước ngày gieo cấy."
)
FOOT = (
    "<div><p>Trang tin của Đảng bộ xã Lũng Pù. Chịu trách nhiệm nội dung: Vàng Seo Páo, Phó Bí thư thường trực.</p>"
    "<p>Địa chỉ: thôn Lũng Lừ. Điện thoại: 0219 3800 112. Thư: vp@lungpu.example</p></div>"
)
NOTICE = "Mục này sẽ được mở lại sau khi thay máy chủ, mong bạn đọc thông cảm."
LINKS = "".join(f"<li><a href='/tin/{at}'>Bản tin số {at} của xã về vụ mùa</a></li>" for at in range(5))


def _is_article(body: str, title: str = "Xã Lũng Pù") -> bool:
    html = f"<!doctype html><meta charset='utf-8'><title>{title}</title><body>{body}</body>"
    return isinstance(normalise(Page("https://lungpu.example/tin/7", html.encode(), None), any_site()), Article)


def _texts(body: str, title: str = "") -> list[str]:
    line = read_blocks(parse(f"<html><body>{body}</body></html>"))
    return [block.text for block in without_foot(line, title)]


def test_the_imprint_goes_with_its_sentence_and_what_stands_above_stays() -> None:
    assert _texts(f"<div><p>{SENTENCE}</p></div>{FOOT}") == [SENTENCE]


@pytest.mark.parametrize(
    "body",
    [
        f"<div><p>{SENTENCE}</p><p>Liên hệ: Văn phòng xã.</p><p>Điện thoại: 0219 3800 112</p></div>",
        f"<h1>Mời họp</h1><div><p>{SENTENCE}</p><p>Điện thoại: 0219 3800 112</p></div>",
        f"{FOOT}<div><p>{SENTENCE}</p></div>",
    ],
    ids=["a text that ends with an address", "a sentence below its headline", "an address above the text"],
)
def test_an_address_that_is_no_imprint_stays(body: str) -> None:
    whole = [block.text for block in read_blocks(parse(f"<html><body>{body}</body></html>"))]
    assert _texts(body, "Mời họp") == whole


@pytest.mark.parametrize("box", ["<div>{}</div>", "<div class='entry-content'>{}</div>", "<table><tr><td>{}</table>"])
def test_a_notice_in_the_place_of_an_article_is_none(box: str) -> None:
    body = f"<h1>Bạn đọc hỏi</h1>{box.format(f'<p>{NOTICE}</p>')}<ul>{LINKS}</ul>{FOOT}"
    assert not _is_article(body, "Bạn đọc hỏi")


@pytest.mark.parametrize(
    ("title", "above"),
    [("Bạn đọc hỏi", "<p>14/03/2024 09:20</p>"), ("Tạm dừng chuyên mục Bạn đọc hỏi để thay máy chủ", "")],
    ids=["with a date", "with a headline of its own"],
)
def test_as_short_an_article_is_one(title: str, above: str) -> None:
    body = f"<h1>{title}</h1><div class='entry-content'>{above}<p>{NOTICE}</p></div>"
    assert _is_article(body, title)


def test_a_dated_sentence_whose_headline_is_not_shown_is_an_article() -> None:
    body = f"<ul>{LINKS}</ul><div><p>14/03/2024 09:20</p><p>{SENTENCE}</p></div>{FOOT}"
    assert _is_article(body)


def test_links_that_end_at_a_break_head_the_summaries_below_them() -> None:
    teaser = (
        "<div><a href='/tin/{0}'>Bản tin số {0} của xã về vụ mùa</a><br><small>12/03/2024</small><div>{1}</div></div>"
    )
    body = "".join(teaser.format(at, SENTENCE) for at in range(5))
    assert not _is_article(f"<h1>Tin vụ mùa</h1>{body}", "Tin vụ mùa")
