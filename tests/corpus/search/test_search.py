"""Search: what is found, in which order, and what is marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from corpus.articles.records import Attachment, Image
from corpus.database import engines as corpus_database
from corpus.search.narrowing import Narrowing
from corpus.search.search import Hit
from corpus.search.search import search as found_by
from seeds.errors import UsageError
from tests.conftest import clone
from tests.corpus.samples import article, hours, site, write

ARTICLES = {
    "hop": article("Sáng nay, các đại biểu bàn về ngân sách.", "Hội nghị Tỉnh ủy Hà Nam"),
    "tinh": article("Đơn vị đóng quân ở nơi tĩnh úy.", "Hội nghị tĩnh úy"),
    "nq": article("Thực hiện Nghị quyết số 27-NQ/TU ngày 23/5/2022 và Quy định 99-QĐ/TW của Trung ương.", "Triển khai"),
    "uy": article("Uỷ ban nhân dân họp. Hoà giải ở cơ sở.Đồng chí quý mến nói.", "Tin ngắn"),
    "text": article("Một câu. " * 60 + "Hội nghị bàn về chuyển đổi số ở Tỉnh ủy. " + "Câu khác. " * 60, "Tin dài"),
    "anh": article("Chữ.", "Có ảnh", images=(Image(caption="Quang cảnh buổi lễ", credit="Nguyễn Văn Bảy"),),
                   attachments=(Attachment("https://x.vn/a.pdf", "Kế hoạch tuyên truyền"),), author="Trần Rem"),
}  # fmt: skip


@pytest.fixture(scope="module")
def library(server: str) -> Iterator[Engine]:
    """A corpus with these articles."""
    with clone(server) as url:
        engine = corpus_database.engine(url)
        with engine.begin() as conn:
            site(conn)
            for number, (name, one) in enumerate(ARTICLES.items()):
                write(conn, name, one, hours(number))
        yield engine
        engine.dispose()


@pytest.fixture
def conn(library: Engine) -> Iterator[Connection]:
    """A connection to it, rolled back."""
    with library.connect() as connection:
        yield connection


def search(conn: Connection, query: str, limit: int = 20, offset: int = 0, **limits: Any) -> list[Hit]:
    """The hits of a search."""
    return found_by(conn, query, Narrowing(**limits), limit, offset).hits


def names(conn: Connection, query: str) -> list[str]:
    """Names of the articles found, in their order."""
    return [hit.url.rsplit("/", 1)[1].removesuffix(".aspx") for hit in search(conn, query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hoi nghi tinh uy", {"hop", "tinh", "text"}),
        ("HỘI NGHỊ TỈNH UỶ", {"hop", "text"}),
        ("hội nghị tĩnh úy", {"tinh"}),
        ("hội nghi tinh uy", {"hop", "tinh", "text"}),
        (unicodedata.normalize("NFD", "tỉnh ủy"), {"hop", "text"}),
        ('"ủy ban"', {"uy"}),
        ('"uỷ ban"', {"uy"}),
        ("hòa giải", {"uy"}),
        ("đồng chí", {"uy"}),
        ("dong chi quy men", {"uy"}),
        ("27-nq/tu", {"nq"}),
        ("27 NQ TU", {"nq"}),
        ("27-NQ/TU", {"nq"}),
        ("99-QĐ/TW", {"nq"}),
        ("99-qd/tw", {"nq"}),
        ("99 qđ tw", {"nq"}),
        ("27-NQ/TW", set()),
        ("23/5/2022", {"nq"}),
        ('"hoi nghi tinh uy"', {"hop", "tinh"}),
        ('"tỉnh ủy hà nam"', {"hop"}),
        ("“Hội nghị Tỉnh ủy”", {"hop"}),
        ('"nghị hội"', set()),
        ('"hội nghị" ngân sách', {"hop"}),
        ("tran rem", {"anh"}),
        ("quang cảnh", {"anh"}),
        ('"Nguyễn Văn Bảy"', {"anh"}),
        ('"kế hoạch tuyên truyền"', {"anh"}),
        ("hoi & nghi | ! <-> :*", {"hop", "tinh", "text"}),
        ("khongcogi", set()),
        ("tinh\0uy", {"hop", "tinh", "text"}),
    ],
)
def test_what_is_found(conn: Connection, query: str, found: set[str]) -> None:
    assert set(names(conn, query)) == found


def test_the_title_goes_first(conn: Connection) -> None:
    assert names(conn, "Hội nghị Tỉnh ủy") == ["hop", "text"]


def test_a_phrase_typed_with_diacritics_is_read_in_the_text(conn: Connection) -> None:
    write(conn, "mix", article("Một nơi tĩnh úy, có tỉnh và có ủy.", "Lẫn"), hours(99))
    assert names(conn, '"tỉnh ủy"') == ["hop", "text"]
    assert "mix" in names(conn, "tỉnh ủy")


@pytest.mark.parametrize("query", ['"', "-/-", "!!! ... ()", '""', "*", "OR"])
def test_a_query_without_words_is_refused(conn: Connection, query: str) -> None:
    with pytest.raises(UsageError, match="contains no word"):
        search(conn, query)


def test_too_many_words_are_refused(conn: Connection) -> None:
    with pytest.raises(UsageError, match="more than"):
        search(conn, "x " * 10_000 + " ".join(map(str, range(70))))


def test_limits(conn: Connection) -> None:
    site(conn, "binhgia")
    dated = article("Hội nghị.", "Riêng", published_at=datetime(2022, 6, 22, 17, tzinfo=UTC))
    write(conn, "rieng", dated, site="binhgia")
    assert [hit.site for hit in search(conn, "hội nghị", site="binhgia")] == ["binhgia"]
    day = date(2022, 6, 23)
    assert [hit.title.text for hit in search(conn, "hội nghị", since=day, until=day)] == ["Riêng"]
    assert search(conn, "hội nghị", until=date(2022, 6, 22)) == []
    assert len(search(conn, "hội nghị", since=date(2022, 6, 24))) == 3
    everything = search(conn, "hoi nghi")
    assert [search(conn, "hoi nghi", limit=1, offset=at)[0] for at in range(4)] == everything
    assert search(conn, '"hội nghị"', limit=2, offset=1) == search(conn, '"hội nghị"')[1:3]


def test_the_snippet_shows_and_marks_the_words(conn: Connection) -> None:
    hit = search(conn, "tinh uy chuyen doi so", limit=1)[0]
    assert len(hit.snippet.text) < 320
    shown = hit.snippet.render("[", "]")
    assert "[chuyển] [đổi] [số] ở [Tỉnh] [ủy]." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
