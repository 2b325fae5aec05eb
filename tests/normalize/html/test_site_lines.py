"""`clean.lines`: what a site's file says is never content goes, wherever it stands, and only as a whole line."""

from __future__ import annotations

import unicodedata

from corpus.articles.records import Article, Outcome
from normalize.article import normalise
from normalize.extracted_text import normalise_text
from normalize.html.site_lines import without_site_lines
from seeds.config.site import Clean, Platform
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, THIRD, any_site, blocks, page

STAMP = "Bản tin số 15 của Ban Biên tập"
PATTERN = r"bản TIN số \d+ của Ban Biên tập"


def _text(outcome: Outcome) -> str:
    assert isinstance(outcome, Article), outcome
    return f"{outcome.lead or ''}\n{outcome.text}"


def _page_text(body: str, *patterns: str, of_platform: tuple[str, ...] = ()) -> str:
    site = any_site()
    own = Platform(id="own", name="own", clean=Clean(content=(".ArticleContent",), lines=of_platform))
    update = {"clean": Clean(lines=patterns), "platforms": (own,), "own": own}
    return _text(normalise(page(body), site.model_copy(update=update)))


def test_a_whole_line_goes_in_either_case_and_either_normal_form() -> None:
    body = f"<p>{FIRST}</p><p>{STAMP}</p><p>{SECOND}</p><p>{THIRD}</p>"
    assert STAMP in _page_text(body)
    assert STAMP not in _page_text(body, PATTERN)
    assert STAMP not in _page_text(unicodedata.normalize("NFD", body), PATTERN)
    assert STAMP not in _page_text(body, unicodedata.normalize("NFD", PATTERN))


def test_the_platforms_lines_count_beside_the_sites() -> None:
    body = f"<p>{FIRST}</p><p>{STAMP}</p><p>Dòng khác</p><p>{SECOND}</p>"
    text = _page_text(body, "dòng khác", of_platform=(PATTERN,))
    assert text.split("\n\n") == [f"\n{FIRST}", SECOND]


def test_its_words_inside_a_sentence_stay() -> None:
    body = f"{PARAGRAPHS}<p>{STAMP} đã được gửi tới các chi bộ trong toàn huyện.</p>"
    assert f"{STAMP} đã được gửi" in _page_text(body, PATTERN, "bản tin")


def test_pages_without_known_markup_lose_it_too() -> None:
    site = any_site().model_copy(update={"clean": Clean(lines=(PATTERN,))})
    assert STAMP not in _text(normalise(page(f"<p>{FIRST}</p><p>{STAMP}</p><p>{SECOND}</p><p>{THIRD}</p>"), site))


def test_rows_of_a_table_are_lines_and_pictures_are_none() -> None:
    rows = f"<tr><td>Xã</td><td>Thu</td></tr><tr><td>{STAMP}</td><td>5</td></tr><tr><td>Hòa Bình</td><td>7</td></tr>"
    found = without_site_lines(blocks(f"<table border=1>{rows}</table><img src='/a.jpg'>"), (rf"{PATTERN}.*", ".?"))
    assert [block.kind for block in found] == ["table", "image"]
    assert len(found[0].text.split("\n")) == 2
    assert without_site_lines(blocks(f"<p>{STAMP}</p>"), (PATTERN,)) == []


def test_texts_that_another_extractor_left_lose_it() -> None:
    site = any_site().model_copy(update={"clean": Clean(lines=(PATTERN,))})
    text = unicodedata.normalize("NFD", f"Huyện ủy họp\n{FIRST}\n{STAMP}\n{SECOND}")
    assert STAMP in _text(normalise_text(text.encode(), any_site()))
    assert STAMP not in _text(normalise_text(text.encode(), site))
