"""What can be asked: OR, -word, "phrases", begin*, title:, limits; however long a text is, and as fast in psql."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from corpus.database import engines
from corpus.search.narrowing import Narrowing
from corpus.search.search import Found, search
from seeds.errors import UsageError
from tests.conftest import clone
from tests.corpus.samples import article, hours, site, write

FAR = "công tác xây dựng " * 5_000 + "Đoàn khảo sát tại thôn Khuổi Chặng theo Kế hoạch số 88-KH/HU."
OFTEN = "Công nghiệp, công nghệ, công trình, công nhân. " * 300 + "Xã đã công khai ngân sách."
ARTICLES = {
    "dai": article("Các đại biểu bàn về ngân sách huyện.", "Đại hội Đoàn thanh niên"),
    "hoi": article("Đại hội của chi bộ thôn diễn ra sáng nay.", "Tin chi bộ"),
    "hop": article("Ban chấp hành họp bàn về ngân sách tỉnh.", "Họp ban chấp hành"),
    "eth": article("Ðồng chí Bí thư Ðảng ủy xã Ðồng Ý.", "Ðảng ủy xã Ðồng Ý họp"),
    "far": article(FAR, "Báo cáo chính trị"),
    "often": article(OFTEN, "Báo cáo về công nghiệp"),
}


@pytest.fixture(scope="module")
def library(server: str) -> Iterator[Engine]:
    """A corpus with these articles, and one of another site, province and time."""
    with clone(server) as url:
        engine = engines.engine(url)
        with engine.begin() as conn:
            site(conn)
            conn.execute(text("INSERT INTO province VALUES ('37', 'Ninh Bình', NULL), ('35', 'Hà Nam', 'Ninh Bình')"))
            conn.execute(text("UPDATE site SET province_code = '35', level = 'province' WHERE id = 'hanam'"))
            for number, (name, one) in enumerate(ARTICLES.items()):
                write(conn, name, one, hours(number))
            site(conn, "binhgia")
            conn.execute(text("UPDATE site SET level = 'district' WHERE id = 'binhgia'"))
            old = article("Hội nghị bàn về rừng.", "Rừng", published_at=datetime(2019, 5, 6, tzinfo=UTC),
                          section=("Tin tức", "Lâm nghiệp"))  # fmt: skip
            write(conn, "rung", old, site="binhgia")
        yield engine
        engine.dispose()


@pytest.fixture
def conn(library: Engine) -> Iterator[Connection]:
    """A connection to it, rolled back."""
    with library.connect() as connection:
        yield connection


def found(conn: Connection, query: str, **limits: Any) -> set[str]:
    """Names of the articles found."""
    return {name(hit.url) for hit in search(conn, query, Narrowing(**limits)).hits}


def name(url: str) -> str:
    """The article's name, by its address."""
    return url.rsplit("/", 1)[1].removesuffix(".aspx")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"ngân sách" OR "chi bộ"', {"dai", "hop", "often", "hoi"}),
        ("ngân sách OR chi bộ", set()),
        ('"đại hội" OR "ban chấp hành"', {"dai", "hoi", "hop"}),
        ("OR ngân sách OR", {"dai", "hop", "often"}),
        ("ngân sách -tỉnh", {"dai", "often"}),
        ('báo cáo -"khuổi chặng"', {"often"}),
        ('báo cáo -"khuoi chang"', {"often"}),
        ('đại hội -"của chi bộ thôn"', {"dai"}),
        ("-báo -đại -họp -hội", set()),
        ("title:đại", {"dai"}),
        ('title:"đại hội"', {"dai"}),
        ("title:hội -đoàn", set()),
        ("TITLE:hop", {"hop", "eth"}),
        ("chấ* hàn*", {"hop"}),
        ("nga*", {"dai", "hop", "often"}),
        ("title:thanh*", {"dai"}),
        ("Đảng ủy Đồng Ý", {"eth"}),
        ("ÐẢNG ỦY", {"eth"}),
        ("dang uy", {"eth"}),
        ('"Khuổi Chặng"', {"far"}),
        ('"khuoi chang"', {"far"}),
        ("88-KH/HU", {"far"}),
        ('"công khai ngân sách"', {"often"}),
        ('"cong khai ngan sach"', {"often"}),
        ('"công khai ngân sách huyện"', set()),
    ],
)
def test_what_is_found(conn: Connection, query: str, names: set[str]) -> None:
    assert found(conn, query) == names


@pytest.mark.parametrize(
    ("limits", "names"),
    [
        ({"site": "binhgia"}, {"rung"}),
        ({"level": "district"}, {"rung"}),
        ({"province": "35"}, set(ARTICLES)),
        ({"province": "hà nam"}, set(ARTICLES)),
        ({"province": "Ninh Bình"}, set(ARTICLES)),
        ({"province": "37"}, set()),
        ({"section": "lâm nghiệp"}, {"rung"}),
        ({"year": 2019}, {"rung"}),
        ({"year": 2018}, set()),
        ({"until": date(2019, 5, 6)}, {"rung"}),
        ({"until": date(2019, 5, 5)}, set()),
        ({"since": date(2019, 5, 7)}, set(ARTICLES)),
        ({"language": "en"}, set()),
    ],
)
def test_limits_narrow_with_words_and_without(conn: Connection, limits: dict[str, Any], names: set[str]) -> None:
    assert found(conn, "", **limits) == names
    assert found(conn, "bàn OR báo OR chí OR hội", **limits) == names


@pytest.mark.parametrize(("limits", "complaint"), [({"province": "Hà Nôi"}, "province"), ({"level": "tỉnh"}, "level")])
def test_limits_that_nothing_meets_are_refused(conn: Connection, limits: dict[str, Any], complaint: str) -> None:
    with pytest.raises(UsageError, match=f"no {complaint}"):
        search(conn, "hội", Narrowing(**limits))


@pytest.mark.parametrize("query", ["th*", "title:ng*", "hội nghị -h*"])
def test_beginnings_of_one_letter_or_two_are_refused(conn: Connection, query: str) -> None:
    with pytest.raises(UsageError, match="too short"):
        search(conn, query)


def test_without_words_and_by_date_the_newest_go_first(conn: Connection) -> None:
    everything = [name(hit.url) for hit in search(conn, "").hits]
    assert everything == [*reversed(ARTICLES), "rung"]
    by_date = [name(hit.url) for hit in search(conn, "ngân sách", newest_first=True).hits]
    assert by_date == ["often", "hop", "dai"]


def test_words_side_by_side_as_typed_go_before_words_anywhere(conn: Connection) -> None:
    write(conn, "xa", article("Hội đồng nói: đại để là thế.", "Khác"), hours(50))
    assert [name(hit.url) for hit in search(conn, "đại hội").hits] == ["dai", "hoi", "xa"]


def test_hits_are_counted(conn: Connection) -> None:
    page = search(conn, "ngan sach", limit=2)
    assert (len(page.hits), page.number, page.more) == (2, 3, False)
    read = search(conn, '"ngân sách"', limit=1)
    assert (len(read.hits), read.number, read.more) == (1, 3, False)
    assert search(conn, "khongcogi") == Found()


def test_the_function_gives_people_at_psql_the_same(conn: Connection) -> None:
    statement = text("SELECT s.rank, a.* FROM search('ngân sách', since => '2020-01-01') s JOIN articles a USING (id)")
    rows = conn.execute(statement).all()
    assert [(row.id, row.rank) for row in sorted(rows, key=lambda row: -row.rank)] == sorted(
        ((hit.page_id, hit.rank) for hit in search(conn, "ngân sách", Narrowing(since=date(2020, 1, 1))).hits),
        key=lambda pair: -pair[1],
    )
    with pytest.raises(Exception, match="contains no word"):
        conn.execute(text("SELECT * FROM search('?!')"))


def test_every_article_is_in_the_index_as_it_is_computed(conn: Connection) -> None:
    differ = (
        "SELECT count(*) FROM search_entry e FULL JOIN article_search s USING (page_id) WHERE e.* IS DISTINCT FROM s.*"
    )
    assert conn.scalar(text(differ)) == 0
    assert conn.scalar(text("SELECT count(*) FROM article_search")) == len(ARTICLES) + 1
