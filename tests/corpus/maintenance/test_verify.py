"""What is damaged in a corpus is found and named, and nothing else is."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection, text

from corpus.database import engines as corpus_database
from corpus.maintenance import verify
from corpus.maintenance.verify import Checked
from tests.corpus.samples import article, capture, full_article, hours, site, url, write


@pytest.fixture
def sound(conn: Connection) -> None:
    site(conn)
    write(conn, "a", full_article())
    for hour in range(3):
        write(conn, "b", article(f"Đoạn thứ {hour}."), hours(hour))
    capture(conn, "c", body=b"<p>c")
    conn.commit()


def checked(database: str) -> Checked:
    engine = corpus_database.engine(database)
    try:
        return verify.verify(engine)
    finally:
        engine.dispose()


@pytest.mark.usefixtures("sound")
def test_a_sound_corpus_is_sound(database: str) -> None:
    found = checked(database)
    assert found.damages == []
    assert (found.bodies, found.articles, found.versions) == (5, 2, 2)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(
    ("harm", "what", "why"),
    [
        ("UPDATE body SET zstd = 'abc'::bytea WHERE hash = (SELECT body_hash FROM snapshot ORDER BY id LIMIT 1)",
         "body", "it can't be unpacked"),
        ("UPDATE body SET zstd = (SELECT zstd FROM body ORDER BY hash DESC LIMIT 1)"
         " WHERE hash = (SELECT min(hash) FROM body)", "body", "another hash"),
        ("UPDATE body SET size = 77 WHERE hash = (SELECT min(hash) FROM body)", "body", "and not 77"),
        ("UPDATE article SET text = 'Khác.' WHERE title = 'Hội nghị Tỉnh ủy'", "article", "another hash"),
        ("UPDATE article_version SET title = 'Khác' WHERE version = 1", "version", "another hash"),
        ("UPDATE article SET captured_at = captured_at + interval '1 s' WHERE title = 'Hội nghị Tỉnh ủy'",
         "article", "at another time"),
        ("DELETE FROM article_search WHERE page_id = (SELECT min(page_id) FROM article)", "article", "search does not"),
        ("UPDATE article_search SET words = 'khác | | |' WHERE page_id = (SELECT min(page_id) FROM article)",
         "article", "search has other words"),
        ("UPDATE article SET snapshot_id = (SELECT max(id) FROM snapshot) WHERE title = 'Hội nghị Tỉnh ủy'",
         "article", "of another page"),
    ],
)  # fmt: skip
def test_each_damage_is_named_with_its_page(database: str, conn: Connection, harm: str, what: str, why: str) -> None:
    conn.execute(text(harm))
    conn.commit()
    (damage,) = checked(database).damages
    assert damage.what == what and why in damage.why
    assert damage.urls and set(damage.urls) <= {url(name) for name in "abc"}


@pytest.mark.usefixtures("sound")
def test_what_postgres_can_not_read_is_a_damage_and_the_rest_is_checked(database: str, conn: Connection) -> None:
    conn.execute(text("ALTER TABLE article RENAME COLUMN lead TO lost"))
    conn.commit()
    found = checked(database)
    assert [damage.what for damage in found.damages] == ["article", "article"]
    assert all("Postgres can't read it" in damage.why for damage in found.damages)
    assert (found.bodies, found.versions) == (5, 2)
    assert json.dumps([damage.name for damage in found.damages]) == json.dumps(
        [str(number) for number in conn.scalars(text("SELECT page_id FROM article ORDER BY 1"))]
    )
