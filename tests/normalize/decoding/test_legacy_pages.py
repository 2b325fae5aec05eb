"""Old encodings on pages: fonts, half-converted pages, and what the article says of it."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Hints, Page
from normalize.article import normalise
from normalize.decoding.legacy_pages import modernise
from normalize.extracted_text import normalise_text
from normalize.html.parse import parse
from tests.normalize.decoding.old_encodings import written
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, THIRD, any_site, article

TITLE = "Huyện uỷ họp đánh giá nghị quyết"


def _read(markup: str) -> str:
    tree = parse(f"<html><body>{markup}</body></html>")
    modernise(tree)
    return str(tree.text_content())


@pytest.mark.parametrize("name", ["tcvn3", "vni", "windows-1258"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "x-viet-tcvn"])
def test_a_whole_page(name: str, charset: str) -> None:
    markup = f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='ArticleContent'>{PARAGRAPHS}</div>"
    body = written(markup, name).encode("utf-8" if charset == "utf-8" else "sloppy-windows-1252")
    found = normalise(Page("", body, f"text/html; charset={charset}"), any_site())
    assert isinstance(found, Article), found
    assert (found.title, found.text) == (TITLE, f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert found.flags == (f"legacy-encoding:{name}",)


def test_bytes_without_a_charset() -> None:
    markup = f"<html><title>{TITLE}</title><h1>{TITLE}</h1><div class='ArticleContent'>{PARAGRAPHS}</div>"
    for name in ("tcvn3", "vni", "windows-1258"):
        found = normalise(Page("", written(markup, name).encode("sloppy-windows-1252")), any_site())
        assert isinstance(found, Article)
        assert found.text.startswith(FIRST)


@pytest.mark.parametrize(
    ("markup", "meant"),
    [
        ("<p style='font-family:.VnTime'>Hµ Mü</p>", "Hà Mỹ"),
        ("<font face='.VnTimeH'>héi nghÞ ®¶ng bé</font>", "HỘI NGHỊ ĐẢNG BỘ"),
        ("<font face='VNI-Times'>hoäi nghò</font>", "hội nghị"),
        ('<style>p.MsoNormal, li.MsoNormal {margin:0; font-family:".VnTime"}</style><p class=MsoNormal>Mü</p>', "Mỹ"),
        ("<p>C¸c <b>®¹i</b> biÓu <a href='#'>dù</a> héi nghÞ</p>", "Các đại biểu dự hội nghị"),
        ("<p>C&cedil;c &reg;&sup1;i bi&Oacute;u d&ugrave; h&eacute;i ngh&THORN;</p>", "Các đại biểu dự hội nghị"),
        ("<p style='font-family:.VnTime'><span style='font-family:Symbol'>·</span> TØnh uû</p>", "· Tỉnh uỷ"),
    ],
)
def test_fonts_and_pieces(markup: str, meant: str) -> None:
    assert _read(markup).split("}")[-1] == meant


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='font-family:.VnTime'>Các đại biểu dự hội nghị</p>",
        "<p style='font-family:.VnTime'>có cá</p>",
        "<p style='font-family:.VnTime'>Các đại biểu</p><p style='font-family:.VnTime'>cá</p><p>C¸c ®¹i biÓu dù</p>",
        "<p style='font-family:VNI-Times'>Café Müller, 5 µm</p>",
        "<script>var a = 'C¸c ®¹i biÓu dù héi nghÞ';</script>",
    ],
)
def test_a_font_alone_is_no_evidence(markup: str) -> None:
    assert _read(markup).replace("C¸c ®¹i biÓu dù", "Các đại biểu dự") == _plain(markup)


def _plain(markup: str) -> str:
    return str(parse(f"<html><body>{markup}</body></html>").text_content()).replace(
        "C¸c ®¹i biÓu dù", "Các đại biểu dự"
    )


def test_a_page_half_of_which_is_unicode() -> None:
    """Whole lines are told one by one; a line of both kinds stays as it is, and the article says so."""
    old = f"<p>{written(SECOND, 'tcvn3')}</p>"
    found = article(f"<p>{FIRST}</p>{old}<p>{THIRD}</p>")
    assert (found.text, found.flags) == (f"{FIRST}\n\n{SECOND}\n\n{THIRD}", ("legacy-encoding:tcvn3",))
    half = f"<p>Các đại biểu dự {written('hội nghị của Tỉnh uỷ tại Hà Nam', 'tcvn3')}</p>"
    found = article(f"{PARAGRAPHS}{half}")
    assert written("hội nghị của Tỉnh uỷ tại Hà Nam", "tcvn3") in found.text
    assert found.flags == ("legacy-encoding:mixed",)


def test_what_stands_outside_of_the_article_is_not_said_of_it() -> None:
    chrome = f"<div class='menu'>{written('Trang chủ của Tỉnh uỷ', 'vni')}</div>"
    assert article(f"{PARAGRAPHS}</div>{chrome}<div>").flags == ()


def test_a_title_that_the_list_gave() -> None:
    body = f"<div class='ArticleContent'>{PARAGRAPHS}</div>".encode()
    found = normalise(Page("", body, hints=Hints(title=written(TITLE, "vni"))), any_site())
    assert isinstance(found, Article)
    assert found.title == TITLE


def test_extracted_text() -> None:
    text = written("\n".join((TITLE, FIRST, SECOND, THIRD)), "tcvn3")
    found = normalise_text(text.encode(), any_site())
    assert isinstance(found, Article)
    assert (found.title, found.flags) == (TITLE, ("legacy-encoding:tcvn3",))
    assert found.text.startswith(FIRST)


def test_an_ordinary_page_has_no_flags() -> None:
    assert article(PARAGRAPHS).flags == ()
    assert article(f"{PARAGRAPHS}<p>© 2022, 20 °C, «Lá cờ», ông Müller, XÃ” HỘI</p>").flags == ()


@pytest.mark.parametrize("signs", [1, 50], ids=["few", "many"])
@pytest.mark.parametrize("line", ["<p>{}</p>", "<div>{}<p>Một đoạn khác.</p></div>", "<p><b>{}</b><br></p>", "{}"])
def test_one_old_line_among_signs_that_mean_themselves(line: str, signs: int) -> None:
    old = written("Huyện uỷ họp đánh giá", "tcvn3")
    trade = "<p><b>example</b><sup>®</sup> Ghi rõ nguồn</p>" * signs
    assert "Huyện uỷ họp đánh giá" in _read(trade + line.format(old) + trade)
    assert _read(trade) == "example® Ghi rõ nguồn" * signs


def test_an_old_line_that_only_a_picture_bears() -> None:
    tree = parse(f"<html><body><p>example®</p><img alt='{written('Huyện uỷ họp đánh giá', 'tcvn3')}'></body></html>")
    modernise(tree)
    assert tree.xpath("//img/@alt") == ["Huyện uỷ họp đánh giá"]
