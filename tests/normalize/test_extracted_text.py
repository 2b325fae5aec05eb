"""Texts that another extractor left: what is headline, chrome, debris and caption, told by form and place."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.articles.records import Article, Outcome, Reason, Rejection
from normalize.extracted_text import is_markup, normalise_text
from tests.normalize.pages import FIRST, SECOND, THIRD, any_site

TITLE = "Huyện ủy sơ kết công tác sáu tháng đầu năm"
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
WHOLE = BODY


def _outcome(text: str, recurring: frozenset[str] = frozenset()) -> Outcome:
    return normalise_text(text.encode(), any_site(), recurring=recurring)


def _read(text: str, recurring: frozenset[str] = frozenset()) -> Article:
    found = _outcome(text, recurring)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    "head",
    [
        TITLE,
        f"Trang chủ    Tin trong huyện    {TITLE}\n12 Lượt xem\n\n{TITLE}",
        f"Trang chủ » Tin trong huyện » {TITLE}",
        f"null {TITLE}",
        f"Công bố tin bài\n\n{TITLE}\n\ndate 2023-06-19 07:15",
        f"%alt_text%\n{TITLE}",
        f"widgetleftblock\n{TITLE}\n// ]]>",
        f"hoi nghi so ket sau thang\n{TITLE}",
        f"Toàn huyện ra sức thi đua lập thành tích chào mừng đại hội!\nTin trong huyện\n{TITLE}",
    ],
)
def test_the_headline_without_what_stands_about_it(head: str) -> None:
    found = _read(f"{head}\n\n{BODY}")
    assert (found.title, found.text) == (TITLE, WHOLE)


@pytest.mark.parametrize("head", ["", "(Ảnh chụp tại buổi họp)\n", "Các đại biểu dự hội nghị. Ảnh: Lan Chi\n\n"])
def test_no_title_rather_than_a_paragraph_or_a_caption(head: str) -> None:
    found = _read(f"{head}{BODY}")
    assert (found.title, found.text) == (None, WHOLE)


def test_section_date_and_writer_of_the_head() -> None:
    found = _read(
        f"Trang chủ    Tin trong huyện    {TITLE}\n\n{TITLE}\n\nLAN CHI (thực hiện) 19/06/2023 07:15\n\n{BODY}"
    )
    assert (found.section, found.author, found.text) == (("Tin trong huyện",), "LAN CHI", WHOLE)
    assert found.published_at is not None and found.published_at.date() == date(2023, 6, 19)


def test_lines_that_were_broken_at_a_width_are_joined() -> None:
    words = f"{FIRST} {SECOND} {THIRD}".split()
    lines, line = [], ""
    for word in words:
        line = f"{line} {word}".strip()
        if len(line) > 66:
            lines.append(line)
            line = ""
    assert _read(f"{TITLE}\n\n" + "\n".join([*lines, line]) + f"\n\n{FIRST}").text.split("\n\n")[0] == " ".join(words)


def test_verses_and_lists_are_left_as_they_stand() -> None:
    verses = "Mùa xuân về trên bản nhỏ\nHoa mận trắng khắp đồi cao\nTiếng khèn ai gọi bạn\nNgười về vui biết bao"
    items = "Nội dung gồm:\n- Rà soát hộ nghèo;\n- Lập danh sách hỗ trợ;"
    text = _read(f"{TITLE}\n\n{FIRST}\n\n{verses}\n\n{items}\n\n{SECOND}").text
    assert "bản nhỏ\n\nHoa mận" in text and "- Rà soát hộ nghèo;\n- Lập danh sách hỗ trợ;" in text


def test_the_text_ends_at_its_sign_off() -> None:
    form = "LƯU Ý: ý kiến của bạn được biên tập trước khi đăng, xin gõ tiếng Việt có dấu và không quá dài."
    found = _read(f"{TITLE}\n\n{BODY}\n\nN.Ý\n\nChia sẻ bài viết\n\n{form}\n\nGửi tệp không quá 10MB\nQuay lên trên")
    assert (found.author, found.text) == ("N.Ý", WHOLE)


def test_captions_are_none_of_the_text() -> None:
    sure = "Toàn cảnh buổi lễ. Ảnh: Lan Chi"
    plain = "Thường trực Huyện ủy trao bằng khen cho các tập thể"
    text = f"{TITLE}\n\n{FIRST}\n\n{plain}\n{SECOND}\n\n{sure}\n{THIRD}"
    found = _read(text)
    assert found.text == WHOLE
    assert [image.caption for image in found.images] == [plain, "Toàn cảnh buổi lễ."]


def test_a_subheading_stays() -> None:
    assert "Nâng cao năng lực" in _read(f"{TITLE}\n\n{FIRST}\n\nNâng cao năng lực\n\n{SECOND}").text


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{FIRST}",
        f"{TITLE}\n(26/03/2021)\n{FIRST}",
        "04:40 14/05/2013\n22:42 24/04/2013\n22:13 22/04/2013\n22:06 21/04/2013\n" + FIRST,
        f"Tin trong huyện\n\n• Huyện ủy họp phiên thường kỳ\n\n  {FIRST}\n\n• Huyện đoàn ra quân\n\n  {SECOND}",
    ],
)
def test_lists_are_refused(text: str) -> None:
    found = _outcome(text)
    assert isinstance(found, Rejection) and found.reason is Reason.LIST and found.detail


def test_one_paragraph_that_somebody_signs_is_an_article() -> None:
    assert _read(f"{TITLE}\n{FIRST}\nLan Chi").author == "Lan Chi"


def test_html_in_a_text_is_read_as_html() -> None:
    page = f"<!DOCTYPE html><html><body><h1>{TITLE}</h1><div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    assert _read(page).text == f"{FIRST}\n\n{SECOND}"
    assert isinstance(_outcome("<!DOCTYPE html>\n<html><head><title>Tin</title>"), Rejection)
    assert not is_markup(f"{TITLE}\n{FIRST} 5 < 7 và a > b")


def test_lines_that_other_texts_of_the_host_have_go_at_the_edges() -> None:
    text = f"Cổng tin của huyện\n{TITLE}\n\n{BODY}\n\nĐường dây nóng của huyện nhà"
    known = frozenset(("cổngtincủahuyện", "đườngdâynóngcủahuyệnnhà"))
    assert _read(text, known).text == WHOLE
    assert _read(f"{TITLE}\n\n{FIRST}\n\nKết luận\n\n{SECOND}", frozenset(("kếtluận",))).text.count("Kết luận") == 1
