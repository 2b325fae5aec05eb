"""What a portal says in place of an article, its imprint, and lists whose links end at a break are no articles."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Page
from normalize.article import normalise
from normalize.content.page_foot import without_foot
from normalize.html.blocks import read_blocks
from normalize.html.parse import parse
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


STEPS = (
    "<p>Người gửi phải ghi rõ họ tên, nơi ở và số điện thoại để cán bộ tiện liên lạc lại khi cần hỏi thêm.</p>"
    "<p>Thư nặc danh không được xem xét, và chúng tôi giữ kín danh tính của người gửi theo đúng quy định.</p>"
)


def test_sentences_below_a_short_name_are_an_article_only_where_a_date_says_so() -> None:
    assert not _is_article(f"<h1>Gửi thư cho lãnh đạo xã</h1><div>{STEPS}</div>")
    assert _is_article(f"<h1>Gửi thư cho lãnh đạo xã</h1><p>14/10/2025 16:20</p><div>{STEPS}</div>")
    assert _is_article(f"<h1>Xã Lũng Pù nhận thư góp ý của bà con qua mạng</h1><div>{STEPS}</div>")


def _cells(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@pytest.mark.parametrize(("date", "kept"), [("", False), ("<p>14/10/2025 16:20</p>", True)])
def test_a_table_alone_is_an_article_only_where_a_date_says_so(date: str, kept: bool) -> None:
    rows = _cells("Thôn|Thu|Chi", *(f"Lũng {at}|{at * 31} triệu|{at * 29} triệu" for at in range(11, 24)))
    title = "Tình hình thu chi ngân sách các thôn của xã Lũng Pù tháng 9 năm 2025"
    assert _is_article(f"<div class='entry'><h1>{title}</h1>{date}<div>{rows}</div></div>", title) is kept


@pytest.mark.parametrize(
    "unit",
    [
        "<p><a href='/thon/{at}'>Thôn Lũng {at}</a> có {at} hộ, nằm bên suối, cách trụ sở xã {at} cây số.</p>",
        "<p><b>Thôn Lũng {at}</b> có {at} hộ, nằm bên suối, cách trụ sở xã chừng {at} cây số.</p>",
        "<p>{at}/4/1954: Bà con Lũng {at} góp {at} tạ gạo cho bộ đội qua sông đánh giặc.</p>",
        f"<div><p>Bà con Lũng {{at}} hỏi: {SENTENCE}</p><p>Trả lời: {SENTENCE} {SENTENCE}</p></div>",
        f"<div><h3>Thác số {{at}}</h3><p>{SENTENCE} {SENTENCE}</p><a href='/thac/{{at}}'>Xem chi tiết</a></div>",
    ],
    ids=["links", "names in bold", "days", "questions", "cards"],
)  # fmt: skip
def test_units_of_one_form_are_a_list_and_no_text(unit: str) -> None:
    units = "".join(unit.format(at=at) for at in range(11, 19))
    assert not _is_article(f"<h1>Thôn bản của xã Lũng Pù</h1><div>{units}</div>")


def test_parts_of_a_text_below_headings_are_one() -> None:
    parts = "".join(f"<div class='phan'><h3>{name}</h3><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
                    for name in ("Đất đai", "Khí hậu", "Con người", "Nghề cũ", "Ngày nay"))  # fmt: skip
    assert _is_article(f"<h1>Giới thiệu xã Lũng Pù</h1><div>{parts}</div>")
