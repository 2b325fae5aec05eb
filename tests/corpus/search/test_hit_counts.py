"""Facets and trends: how many articles have the words, of how many at that time and place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, text

from corpus.maintenance.takedown import take_down
from corpus.search.hit_counts import Point, facets, trend
from corpus.search.narrowing import Narrowing
from seeds.errors import UsageError
from tests.corpus.samples import article, hours, site, write


def dated(body: str, year: int, month: int) -> object:
    """An article of this month."""
    return article(body, f"Tin {year}", published_at=datetime(year, month, 3, tzinfo=UTC))


@pytest.fixture
def corpus(conn: Connection) -> Connection:
    """Five articles of two sites in three years."""
    site(conn)
    site(conn, "binhgia")
    conn.execute(text("INSERT INTO province VALUES ('20', 'Lạng Sơn', NULL)"))
    conn.execute(text("UPDATE site SET province_code = '20' WHERE id = 'binhgia'"))
    for number, (where, body, year, month) in enumerate([
        ("hanam", "Hộ nghèo ở xã.", 2021, 5), ("hanam", "Hội nghị.", 2021, 6), ("binhgia", "Hộ nghèo ở bản.", 2021, 6),
        ("binhgia", "Hộ có nhà, bản nghèo.", 2022, 1), ("binhgia", "Mưa.", 2023, 1),
    ]):  # fmt: skip
        write(conn, f"a{number}", dated(body, year, month), hours(number), site=where)  # type: ignore[arg-type]
    return conn


def test_facets(corpus: Connection) -> None:
    counted = facets(corpus, "hộ nghèo", Narrowing())
    assert (counted.number, counted.exact) == (3, True)
    assert counted.values == {
        "site": {"binhgia": 2, "hanam": 1}, "province": {"Lạng Sơn": 2}, "year": {"2022": 1, "2021": 2}
    }  # fmt: skip
    assert facets(corpus, '"hộ nghèo"', Narrowing()).number == 2
    assert facets(corpus, "", Narrowing(site="hanam")).values["year"] == {"2021": 2}


def test_a_trend_has_every_period_and_its_denominator(corpus: Connection) -> None:
    assert trend(corpus, "hộ nghèo", Narrowing()) == [
        Point("2021", None, 2, 3), Point("2022", None, 1, 1), Point("2023", None, 0, 1)
    ]  # fmt: skip
    assert trend(corpus, '"hộ nghèo"', Narrowing(until=date(2021, 5, 31)), by="month") == [Point("2021-05", None, 1, 1)]
    by_site = trend(corpus, "nghèo", Narrowing(since=date(2021, 6, 1)), per="site")
    assert by_site[:2] == [Point("2021", "binhgia", 1, 1), Point("2021", "hanam", 0, 1)]
    assert trend(corpus, "nghèo", Narrowing(province="Lạng Sơn"), per="province")[0] == Point("2021", "Lạng Sơn", 1, 1)


def test_words_that_are_left_out_can_be_counted(corpus: Connection) -> None:
    assert [point.articles for point in trend(corpus, "-nghèo", Narrowing())] == [1, 0, 1]


def test_the_denominator_follows_articles_that_move_and_go(corpus: Connection) -> None:
    corpus.execute(text("UPDATE article SET published_at = '2020-02-02' WHERE text = 'Mưa.'"))
    page_id = corpus.scalar(text("SELECT page_id FROM article WHERE text = 'Hội nghị.'"))
    assert page_id is not None
    take_down(corpus, page_id, "asked for")
    expected = [("2020", 1), ("2021", 2), ("2022", 1)]
    assert [(point.period, point.all_articles) for point in trend(corpus, "nghèo", Narrowing())] == expected
    many = "INSERT INTO article_count (site, month, articles) SELECT 'hanam', '1999-01-01', s FROM unnest(:ones) AS s"
    corpus.execute(text(many), {"ones": [1, -1] * 1000})
    before = corpus.scalar(text("SELECT sum(articles) FROM article_count"))
    assert (corpus.scalar(text("SELECT count_articles()")) or 0) > 0
    assert corpus.scalar(text("SELECT sum(articles) FROM article_count")) == before
    assert corpus.scalar(text("SELECT count(*) FROM article_count")) < 10
    assert corpus.scalar(text("SELECT count_articles()")) == 0


def test_a_trend_of_nothing_is_refused(corpus: Connection) -> None:
    with pytest.raises(UsageError, match="nothing to count"):
        trend(corpus, "", Narrowing())
