"""From blocks to the article: title once, lead apart, sign-off and dateline taken, chrome at the edges gone."""

from __future__ import annotations

from corpus.articles.records import Article, Attachment, Page
from normalize.article import normalise
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, THIRD, any_site, article

TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_paragraphs_alone() -> None:
    found = article(PARAGRAPHS)
    assert (found.title, found.lead, found.text) == ("Huyện ủy họp đánh giá nghị quyết", None, TEXT)
    assert found.language == "vi"


def test_the_title_is_not_repeated() -> None:
    assert article(f"<p><b>HUYỆN ỦY HỌP ĐÁNH GIÁ NGHỊ QUYẾT</b></p>{PARAGRAPHS}").text == TEXT


def test_a_wholly_bold_first_paragraph_is_the_lead() -> None:
    found = article(f"<p><b>{FIRST}</b></p><p>{SECOND}</p><p>{THIRD}</p>")
    assert (found.lead, found.text) == (FIRST, f"{SECOND}\n\n{THIRD}")


def test_a_short_bold_line_is_a_heading_and_no_lead() -> None:
    found = article(f"<p><b>1. Kết quả</b></p>{PARAGRAPHS}")
    assert (found.lead, found.text) == (None, f"1. Kết quả\n\n{TEXT}")


def test_a_marked_lead_is_not_repeated_in_the_text() -> None:
    found = article(f"<p class='sapo'>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>")
    assert (found.lead, found.text) == (FIRST, f"{SECOND}\n\n{THIRD}")


def test_the_signoff_is_the_author() -> None:
    assert (article(f"{PARAGRAPHS}<p align='right'><b>Trần Rem</b></p>").author) == "Trần Rem"
    found = article(f"{PARAGRAPHS}<p>Tin, ảnh: Trần Rem</p><p>Nguồn: Báo Long An</p>")
    assert (found.author, found.source_name, found.text) == ("Trần Rem", "Báo Long An", TEXT)


def test_the_dateline_is_the_source() -> None:
    found = article(f"<p>(Quanlynhanuoc.vn) – {FIRST}</p><p>{SECOND}</p>")
    assert (found.source_name, found.text) == ("Quanlynhanuoc.vn", f"{FIRST}\n\n{SECOND}")


def test_the_dateline_may_stand_below_the_writers_office() -> None:
    found = article(f"<p>Trường Chính trị tỉnh Hòa Bình</p><p>(Quanlynhanuoc.vn) – {FIRST}</p><p>{SECOND}</p>")
    assert (found.source_name, found.text) == (
        "Quanlynhanuoc.vn",
        f"Trường Chính trị tỉnh Hòa Bình\n\n{FIRST}\n\n{SECOND}",
    )


def test_the_end_mark_goes_with_the_signoff_behind_it() -> None:
    found = article(f"<p>{FIRST}</p><p>{SECOND[:-1]}./.</p><p align='right'><i>Lê Rạng</i></p>")
    assert (found.author, found.text) == ("Lê Rạng", f"{FIRST}\n\n{SECOND}")


def test_other_articles_are_cut_with_their_heading() -> None:
    links = "<ul><li><a href='/1'>Đảng bộ xã tổng kết năm</a></li><li><a href='/2'>Ra quân làm đường</a></li></ul>"
    assert article(f"{PARAGRAPHS}<p><b>Tin khác</b></p>{links}").text == TEXT
    assert article(f"{PARAGRAPHS}<div><h4>Các tin cũ hơn</h4>{links}</div>").text == TEXT


def test_buttons_and_counters_at_the_edges_go() -> None:
    assert article(f"<p>Chia sẻ</p>{PARAGRAPHS}<p>Lượt xem: 127</p><p>Về trang trước</p>").text == TEXT


def test_documents_are_attachments_and_their_links_no_text() -> None:
    link = "<p>Tệp đính kèm: <a href='/vanban/27-NQ-TU.pdf'>Nghị quyết số 27-NQ/TU</a></p>"
    found = article(f"{PARAGRAPHS}{link}", url="https://x.vn/tin")
    assert found.attachments == (Attachment("https://x.vn/vanban/27-NQ-TU.pdf", "Nghị quyết số 27-NQ/TU"),)
    assert found.text == TEXT


def test_a_link_whose_text_is_a_files_name_is_a_document() -> None:
    body = "<p><a href='/item/download/77'>Huong dan 09.pdf</a> (58 lượt tải)</p>"
    found = article(PARAGRAPHS + body, url="https://x.vn/a").attachments
    assert found == (Attachment("https://x.vn/item/download/77", "Huong dan 09.pdf"),)
    to_itself = "<p><a href='#'>Huong dan 09.pdf</a></p>"
    assert article(PARAGRAPHS + to_itself, url="https://x.vn/a").attachments == ()


def test_unicode_is_composed_and_the_spelling_stays() -> None:
    import unicodedata

    found = article(
        unicodedata.normalize("NFD", f"<p>Huyện uỷ, Huyện ủy; hoà bình, hòa bình. {FIRST}</p><p>{SECOND}</p>")
    )
    assert found.text.startswith("Huyện uỷ, Huyện ủy; hoà bình, hòa bình. ")


def test_what_react_sends_later_is_text() -> None:
    text = f"<html><body><div hidden id='S:0'><h1>Huyện ủy họp</h1>{PARAGRAPHS}</div></body></html>"
    found = normalise(Page("", text.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("Huyện ủy họp", TEXT)


def test_hidden_text_is_no_text() -> None:
    assert article(f"<div style='display:none'>Nội dung trang</div>{PARAGRAPHS}<span hidden>ẩn</span>").text == TEXT
