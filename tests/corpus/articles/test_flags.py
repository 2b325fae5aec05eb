"""What a reader should know of an article's making is kept with it, with its versions, and shown."""

from __future__ import annotations

from sqlalchemy import Connection, text

from corpus.articles.publishing import Change
from corpus.search import lookup
from tests.corpus.samples import article, capture, hours, publish, site

CONVERTED = ("legacy-encoding:tcvn3",)


def test_flags_are_kept_and_shown(conn: Connection) -> None:
    site(conn)
    page_id = capture(conn, "a")
    assert publish(conn, article("Một.", flags=CONVERTED)) is Change.NEW
    shown = lookup.article(conn, page_id)
    assert shown is not None
    assert shown["flags"] == list(CONVERTED)
    assert conn.execute(text("SELECT flags FROM articles")).scalar_one() == list(CONVERTED)


def test_a_flag_alone_replaces_the_text_without_a_version(conn: Connection) -> None:
    site(conn)
    capture(conn, "a")
    publish(conn, article("Một."))
    capture(conn, "a", hours(1))
    assert publish(conn, article("Một.", flags=CONVERTED)) is Change.REPLACED
    capture(conn, "a", hours(2), b"<p>2")
    assert publish(conn, article("Hai.")) is Change.UPDATED
    rows = conn.execute(text("SELECT version, flags FROM article_version UNION ALL SELECT version, flags FROM article"))
    assert sorted(map(tuple, rows)) == [(1, list(CONVERTED)), (2, [])]
