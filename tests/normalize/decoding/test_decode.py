"""From bytes to text, whatever the server and the page say; and bytes that are no text."""

from __future__ import annotations

import codecs

import pytest

from corpus.articles.records import Reason
from normalize.decoding.decode import MAX_BYTES, decode
from normalize.rejection import RejectedError

TEXT = "<html><body><p>Tỉnh ủy họp, đánh giá quý II</p></body></html>"


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html; charset=ISO-8859-1"),
        (TEXT.encode(), "text/html; charset=no-such-charset"),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=windows-1258"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "text/html; charset=utf-8"),
        (TEXT.replace("<p>", "<p>\0").encode(), None),
        (TEXT.encode(), 'text/html; charset="UTF-8"'),
    ],
)
def test_utf8_and_byte_order_marks_win(body: bytes, header: str | None) -> None:
    assert decode(body, header) == TEXT


def test_the_header_goes_before_the_page() -> None:
    body = "<meta charset=utf-8><p>Đ: giá 5 \u0111ô\u0300ng</p>".encode("cp1258")
    assert decode(body, "text/html; charset=windows-1258") == "<meta charset=utf-8><p>Đ: giá 5 đồng</p>"


def test_the_pages_own_word_counts_without_a_header() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258"><p>Đ: đô\u0300ng, giá</p>'
    assert decode(page.encode("cp1258"), "text/html") == page.replace("ô\u0300", "ồ")


def test_text_decoded_twice_is_mended() -> None:
    twice = "<p>Tỉnh ủy Hà Nam tổ chức hội nghị</p>".encode().decode("sloppy-windows-1252")
    assert decode(twice.encode(), None) == "<p>Tỉnh ủy Hà Nam tổ chức hội nghị</p>"
    assert decode("<p>TÃ¡c giáº£</p>".encode(), None) == "<p>Tác giả</p>"


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1"])
def test_the_gaps_of_windows_1252_lose_nothing(charset: str) -> None:
    body = "<p>Tỉnh ủy họp ở Sở</p>\n".encode() + b"<p>caf\xe9 \x81 \x93x\x94</p>"
    expected = "<p>Tỉnh ủy họp ở Sở</p>\n<p>café \x81 “x”</p>"
    assert decode(body, f"text/html; charset={charset}") == expected


def test_a_page_of_two_charsets_is_read_line_by_line() -> None:
    body = "<p>Tỉnh ủy họp</p>\n".encode() + "<p>Le café déjà fermé</p>\n".encode("cp1252") + b"<p>H\xe1\xbb i</p>"
    assert decode(body, "text/html; charset=utf-8") == "<p>Tỉnh ủy họp</p>\n<p>Le café déjà fermé</p>\n<p>H\ufffd i</p>"


def test_a_broken_byte_does_not_lose_the_page() -> None:
    assert decode(TEXT.encode().replace(b"<p>", b"<p>\xff"), None) == TEXT.replace("<p>", "<p>\ufffd")


@pytest.mark.parametrize(
    ("body", "header", "reason"),
    [
        (b"", None, Reason.EMPTY),
        (b"\xef\xbb\xbf \r\n\0", None, Reason.EMPTY),
        (b"%PDF-1.7\n", "text/html", Reason.NOT_HTML),
        (b"PK\x03\x04....", None, Reason.NOT_HTML),
        (b"<p>x</p>", "application/pdf", Reason.NOT_HTML),
        (b"<p>x</p>", "image/png", Reason.NOT_HTML),
        (b" " * (MAX_BYTES + 1), None, Reason.TOO_LARGE),
        (bytes(range(128, 256)) * 40, None, Reason.UNDECODABLE),
    ],
)
def test_what_is_no_text_is_refused(body: bytes, header: str | None, reason: Reason) -> None:
    with pytest.raises(RejectedError) as refused:
        decode(body, header)
    assert refused.value.reason is reason


def test_html_is_html_whatever_type_a_server_gives_it() -> None:
    assert "Chi bộ" in decode("<!DOCTYPE html><p>Chi bộ</p>".encode(), "application/x-gzip")
