"""Did you mean: words that titles and names have, for those that nothing has."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from corpus.articles.search_index import add_up
from corpus.maintenance.takedown import take_down
from corpus.search.narrowing import Narrowing
from corpus.search.search import other_spelling
from tests.corpus.samples import article, hours, site, write


@pytest.fixture
def corpus(conn: Connection) -> Connection:
    """Some titles, added up."""
    site(conn)
    for number, title in enumerate(["Hội nghị Tỉnh ủy", "Hội nghị chuyển đổi số", "Nơi tĩnh lặng"]):
        write(conn, f"a{number}", article("Chữ.", title, author="Nguyễn Văn Chính"), hours(number))
    add_up(conn)
    return conn


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("hoi ngi", "hội nghị"),
        ("hội ngị tỉnh ủy", "hội nghị tỉnh ủy"),
        ("tĩnh ủy", "tỉnh ủy"),
        ("chuyen doii so", "chuyển đổi so"),
        ("van chinhh", "văn chính"),
        ("hội nghị", None),
        ("hoi nghi", None),
        ("khongcogigiong", None),
        ("", None),
        ("?!", None),
    ],
)
def test_suggestions(corpus: Connection, query: str, better: str | None) -> None:
    assert other_spelling(corpus, query, Narrowing()) == better


def test_what_finds_nothing_is_not_suggested(corpus: Connection) -> None:
    assert other_spelling(corpus, "hoi ngi", Narrowing(year=1999)) is None


def test_a_title_that_was_taken_down_is_forgotten(corpus: Connection) -> None:
    page_id = corpus.scalar(text("SELECT page_id FROM article WHERE title = 'Hội nghị chuyển đổi số'"))
    assert page_id is not None
    take_down(corpus, page_id, "asked for")
    left = set(corpus.scalars(text("SELECT words FROM title_word")).all())
    assert "hội nghị" in left
    assert not left & {"chuyển", "chuyển đổi", "nghị chuyển"}
    assert corpus.scalar(text("SELECT count(*) FROM title_change")) == 0
