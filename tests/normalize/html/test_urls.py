"""Addresses of pictures and documents as a browser would ask for them, and entities that were escaped twice."""

from __future__ import annotations

import pytest

from normalize.decoding.entities import once_escaped
from normalize.html.urls import absolute
from tests.normalize.pages import FIRST, SECOND, THIRD, article

PAGE = "https://x.vn/tin/bai.html"
TEXT = f"<p>{FIRST}</p>{{}}<p>{SECOND}</p><p>{THIRD}</p>"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("a.jpg", "https://x.vn/tin/a.jpg"),
        ("/Uploads/Anh hoi nghi/DSC 01.jpg", "https://x.vn/Uploads/Anh%20hoi%20nghi/DSC%2001.jpg"),
        ("/Uploads/Anh%20hoi/a.jpg", "https://x.vn/Uploads/Anh%20hoi/a.jpg"),
        ("\\\\Uploads\\a.jpg", "https://Uploads/a.jpg"),
        ("\\Uploads\\a.jpg", "https://x.vn/Uploads/a.jpg"),
        ("/ảnh/hội nghị.jpg", "https://x.vn/%E1%BA%A3nh/h%E1%BB%99i%20ngh%E1%BB%8B.jpg"),
        ("/tai-ve.ashx?f=27 NQ.pdf&id=5", "https://x.vn/tai-ve.ashx?f=27%20NQ.pdf&id=5"),
        ("https://x.vn//Uploads///a.jpg?u=https://y.vn//b", "https://x.vn/Uploads/a.jpg?u=https://y.vn//b"),
        (" /a.jpg\n", "https://x.vn/a.jpg"),
        ("http://[x", None),
    ],
)
def test_addresses_are_those_that_a_browser_asks_for(written: str, asked: str | None) -> None:
    assert absolute(written, PAGE) == asked


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("../../x.vn/anh/a.jpg", "https://x.vn/anh/a.jpg"),
        ("../../www.x.vn/anh/a b.jpg?v=1", "https://www.x.vn/anh/a%20b.jpg?v=1"),
        ("../../anh.y.gov.vn+8080/a.jpg", "https://anh.y.gov.vn:8080/a.jpg"),
        ("../../../x.vn/a.jpg", "https://x.vn/a.jpg"),
        ("../x.vn/a.jpg", "https://x.vn/x.vn/a.jpg"),
        ("../../v1.0/a.jpg", "https://x.vn/v1.0/a.jpg"),
        ("../../lib.min/a.jpg", "https://x.vn/lib.min/a.jpg"),
        ("../../x.vn", "https://x.vn/x.vn"),
        ("../../anh/x.vn/a.jpg", "https://x.vn/anh/x.vn/a.jpg"),
    ],
)
def test_links_out_of_a_saved_copys_folder_name_the_host(written: str, asked: str) -> None:
    assert absolute(written, PAGE) == asked


def test_links_are_relative_to_the_base_that_a_page_names() -> None:
    body = TEXT.format("<p><img src='anh/a.jpg'></p>") + "<p><a href='vb/27.pdf'>Nghị quyết 27</a></p>"
    for base, folder in (("<base href='/cong/'>", "/cong"), ("<base target='_top'>", "/tin"), ("", "/tin")):
        found = article(body, head=base, url=PAGE)
        assert [image.url for image in found.images] == [f"https://x.vn{folder}/anh/a.jpg"]
        assert [one.url for one in found.attachments] == [f"https://x.vn{folder}/vb/27.pdf"]


@pytest.mark.parametrize(
    ("srcset", "chosen"),
    [
        ("/anh/w_300,h_200/a.jpg 300w, /anh/w_900,h_600/a.jpg 900w", "/anh/w_900,h_600/a.jpg"),
        ("/b.jpg 2x,  /a.jpg", "/b.jpg"),
        ("/a.jpg", "/a.jpg"),
    ],
)
def test_of_a_srcset_the_largest_picture_is_taken(srcset: str, chosen: str) -> None:
    (image,) = article(TEXT.format(f"<p><img srcset='{srcset}'></p>"), url=PAGE).images
    assert image.url == f"https://x.vn{chosen}"


def test_a_document_may_be_handed_out_by_a_program_that_is_told_its_name() -> None:
    body = TEXT.format("") + "<p><a href='/tai-ve.ashx?f=27 NQ.pdf&amp;id=5'>Tải về</a></p>"
    assert [one.url for one in article(body, url=PAGE).attachments] == ["https://x.vn/tai-ve.ashx?f=27%20NQ.pdf&id=5"]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("ngh&amp;#7883; t&amp;#x1ED5;ng", "ngh&#7883; t&#x1ED5;ng"),
        ("a &amp;nbsp;b &amp;ldquo;c&amp;rdquo;", "a &nbsp;b &ldquo;c&rdquo;"),
        ("R&amp;D; Q&amp;A", "R&amp;D; Q&amp;A"),
        ("&amp;khong; &amp; &nbsp;", "&amp;khong; &amp; &nbsp;"),
    ],
)
def test_entities_that_were_escaped_twice_are_read(sent: str, read: str) -> None:
    assert once_escaped(sent) == read


def test_no_reader_sees_an_entity() -> None:
    found = article(TEXT.format("<p>Đồng ch&amp;iacute; B&amp;iacute; thư kết luận hội nghị&amp;nbsp;chiều nay.</p>"))
    assert "Đồng chí Bí thư kết luận hội nghị chiều nay." in found.text
