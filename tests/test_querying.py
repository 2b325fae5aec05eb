"""The statements of docs/querying.md are run, and find what they ask for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, text

from corpus.articles.records import Reference
from corpus.articles.search_index import add_up
from tests.corpus.samples import article, hours, site, write
from tests.test_documents import read

STATEMENTS = dict(
    zip(
        re.findall(r"^\*\*(\d+)\.", read("docs/querying.md"), re.MULTILINE),
        re.findall(r"```sql\n(.*?)```", read("docs/querying.md"), re.DOTALL),
        strict=True,
    )
)


@pytest.fixture
def corpus(conn: Connection) -> Connection:
    """Articles that each question finds something in."""
    conn.execute(text("INSERT INTO province VALUES ('35', 'Hà Nam', 'Ninh Bình')"))
    site(conn)
    site(conn, "binhgia")
    conn.execute(text("UPDATE site SET province_code = '35', level = 'province' WHERE id = 'hanam'"))
    cited = [
        Reference(as_written=f"Nghị quyết {number}", number=number, kind="Nghị quyết", issuer="Tỉnh ủy",
                  date=date(2022, 5, 23), position=0) for number in ("27-NQ/TU", "99-QĐ/TW")
    ]  # fmt: skip
    texts = [
        ("hanam", "Đại hội Đảng bộ tỉnh bàn về chuyển đổi số. Đồng chí Nguyễn Văn Chính và đồng chí Trần Thị Hoa dự."),
        ("binhgia", "Huyện làm chuyển đổi số theo Nghị quyết 27-NQ/TU và 99-QĐ/TW."),
    ]
    for number, (where, body) in enumerate(texts):
        one = article(body, f"Tin {where}", published_at=datetime(2021, 3, 4, tzinfo=UTC), author="Hà An",
                      references=tuple(cited))  # fmt: skip
        write(conn, f"a{number}", one, hours(number), site=where)
    add_up(conn)
    return conn


@pytest.mark.parametrize("number", STATEMENTS)
def test_each_of_the_twelve_questions_is_answered(corpus: Connection, number: str) -> None:
    rows = corpus.execute(text(_plain(number))).all()
    assert rows or number in ("10", "11"), "nothing was rewritten or refused here"


def _plain(number: str) -> str:
    """The statement, with casts as SQLAlchemy takes them."""
    return re.sub(r"::(\w+)", r"\:\:\1", STATEMENTS[number])


def test_there_are_twelve() -> None:
    assert list(STATEMENTS) == [str(number) for number in range(1, 13)]
