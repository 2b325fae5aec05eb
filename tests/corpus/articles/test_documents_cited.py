"""Documents of one number told apart: numbers begin anew with each issuer, unit and year."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, text

from corpus.articles.citations import document_of_each, documents
from corpus.articles.records import Reference
from tests.corpus.samples import article, hours, site, write


def cite(issuer: str | None, day: date | None, number: str = "27-NQ/TU", kind: str | None = "Nghị quyết") -> Reference:
    """A citation as it is read from a text."""
    return Reference(as_written=f"{kind} {number}", number=number, kind=kind, issuer=issuer, date=day, position=0)


@pytest.fixture
def corpus(conn: Connection) -> Connection:
    """Two provinces, each with its Nghị quyết 27-NQ/TU, and one of them with another of another year."""
    conn.execute(text("INSERT INTO province VALUES ('35', 'Hà Nam', NULL), ('20', 'Lạng Sơn', NULL)"))
    for name, code in (("hanam", "35"), ("binhgia", "20")):
        site(conn, name)
        conn.execute(text("UPDATE site SET province_code = :code WHERE id = :name"), {"code": code, "name": name})
    return conn


def write_all(conn: Connection, *cited: tuple[str, Reference]) -> list[int]:
    """Articles of these sites, each with one citation; their numbers."""
    return [
        write(conn, f"a{number}", article(f"Tin {number}.", references=(one,)), hours(number), site=where)
        for number, (where, one) in enumerate(cited)
    ]


def test_documents_of_other_units_and_days_are_apart_and_what_is_open_is_filled(corpus: Connection) -> None:
    day, other = date(2022, 5, 23), date(2017, 1, 9)
    pages = write_all(
        corpus,
        ("hanam", cite("Tỉnh ủy", day)),
        ("hanam", cite("Ban Thường vụ Tỉnh uỷ Hà Nam", day)),
        ("hanam", cite(None, None)),
        ("binhgia", cite("Tỉnh ủy Lạng Sơn", other)),
        ("binhgia", cite("Huyện ủy", date(2021, 1, 1))),
        ("binhgia", cite(None, None)),
    )
    made = documents(corpus, "27 nq/tu")
    assert [(one.unit, one.issued_on, one.articles) for one in made] == [
        ("Hà Nam", day, 3), ("Lạng Sơn", None, 1), ("Lạng Sơn", other, 1), ("Lạng Sơn", date(2021, 1, 1), 1)
    ]  # fmt: skip
    of_each = document_of_each(corpus, "27-NQ/TU", pages)
    assert of_each[pages[0]] == of_each[pages[1]] == of_each[pages[2]] == "27nqtu.ha-nam.2022-05-23.tinh-uy"
    assert len(set(of_each.values())) == 4


def test_documents_of_the_whole_country_are_one_wherever_they_are_cited(corpus: Connection) -> None:
    central = cite("Ban Chấp hành Trung ương", date(2018, 5, 19), "28-NQ/TW")
    write_all(corpus, ("hanam", central), ("binhgia", central), ("binhgia", cite(None, None, "28-NQ/TW")))
    (only,) = documents(corpus, "28-NQ/TW")
    assert (only.unit, only.articles, only.issuer) == (None, 3, "Ban Chấp hành Trung ương")
