"""A worker and pages that Postgres refuses, that are slow or that are large: no page and no site stops another."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from corpus.articles import pending_snapshots
from corpus.articles.pending_snapshots import claim
from corpus.database import engines as corpus_database
from normalize.workers import worker
from normalize.workers.page_cleaners import children
from normalize.workers.worker import Worker, clean_stored, rules_hash
from seeds.config.catalogue import catalogue
from seeds.config.json_api import JsonApi
from seeds.config.platform_file import Clean
from tests.corpus.samples import capture, hours, site

SENTENCE = "Ngày 16/10/2021, đoàn công tác của Huyện ủy đã làm việc với Đảng ủy xã về tiến độ thực hiện nghị quyết. "
REFUSES = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.title LIKE '%{word}%' THEN RAISE EXCEPTION 'too much' USING ERRCODE = '{state}'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON article FOR EACH ROW EXECUTE FUNCTION refuse();
"""


def page(title: str, lead: str = "") -> bytes:
    """An article's page."""
    body = f"<h1>{title}</h1><p class='sapo'>{lead}</p><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p>"
    return f"<html><head><title>{title}</title></head><body><div class='article-content'>{body}</div></html>".encode()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = corpus_database.engine(database)
    yield made
    made.dispose()


def states(conn: Connection) -> dict[str, str]:
    """What became of each page, by the last letter of its address."""
    rows = conn.execute(
        text(
            "SELECT regexp_replace(p.url, '.*/(.*)[.]aspx', '\\1') AS name, coalesce(s.reason, s.state) AS became"
            " FROM snapshot s JOIN page p ON p.id = s.page_id ORDER BY 1"
        )
    )
    return {row.name: row.became for row in rows}


def test_what_decides_how_a_page_is_cleaned_is_in_the_hash_of_the_rules() -> None:
    """Where a site's own interface has an article's fields is among it; how often it is asked is not."""
    known = catalogue().unlisted("mot")
    lists = [{"url": "https://mot.example.vn/api?p={n}"}]
    api = JsonApi.model_validate({"lists": lists, "items": "@", "page": "/tin/{id}.html", "title": "ten"})
    others = [
        known.model_copy(update={"json_api": api}),
        known.model_copy(update={"json_api": api.model_copy(update={"title": "tieu_de"})}),
        known.model_copy(update={"language": "any"}),
        known.model_copy(update={"clean": Clean(content=("div.tin",))}),
        known.model_copy(update={"platforms": known.platforms[:1]}),
    ]
    assert len({rules_hash(one) for one in (known, *others)}) == 1 + len(others)
    assert rules_hash(known.model_copy(update={"delay": 30.0, "schedule": "0 6 * * *"})) == rules_hash(known)


def test_a_lead_of_a_megabyte_of_different_words_is_stored_and_searched(conn: Connection, engine: Engine) -> None:
    """A tsvector holds 1 MB; what is beyond the first letters of a part is not searched."""
    chance = random.Random(5)
    words = " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=1900)) for _ in range(600))
    site(conn)
    capture(conn, "a", hours(1), page("Huyện ủy làm việc", f"Huyện ủy {words} làm việc với đảng ủy xã"))
    capture(conn, "b", hours(2), page("Huyện ủy họp"))
    conn.commit()
    clean_stored(engine, workers=1)
    assert states(conn) == {"a": "article", "b": "article"}


@pytest.mark.parametrize("part", range(4))
def test_every_part_of_an_article_is_cut_for_search(conn: Connection, part: int) -> None:
    chance = random.Random(part)
    words = " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyzăâêôơưđ", k=9)) for _ in range(150_000))
    parts = [words if number == part else "ủy" for number in range(4)]
    statement = text("SELECT length(search_lexemes(search_words(:a, :b, :c, :d), '{}'))")
    assert conn.scalar(statement, dict(zip("abcd", parts, strict=True))) > 50


def test_a_page_that_postgres_refuses_is_a_rejection_and_takes_no_other_with_it(
    conn: Connection, engine: Engine
) -> None:
    """Limits of a program, among others (class 54)."""
    site(conn)
    for number, title in enumerate(["Huyện ủy họp", "Huyện ủy độc hại", "Huyện ủy làm việc"]):
        capture(conn, "abc"[number], hours(number), page(title))
    conn.execute(text(REFUSES.format(word="độc hại", state="54000")))
    conn.commit()
    tally = clean_stored(engine, workers=1)
    assert states(conn) == {"a": "article", "b": "not storable", "c": "article"}
    assert tally.rejections == {"not storable": 1}
    assert (
        conn.scalar(text("SELECT detail FROM snapshot WHERE state = 'rejection'")) == "ProgramLimitExceeded: too much"
    )


def test_slow_pages_of_one_site_let_others_go_first(
    conn: Connection, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a batch that took long, and in the middle of it."""
    monkeypatch.setattr(worker, "SLOW", 0.0)
    monkeypatch.setattr(worker, "BATCH", 2)
    for name in ("slow", "other"):
        site(conn, name)
    for number in range(4):
        capture(conn, f"s{number}", hours(number), page(f"Huyện ủy chậm {number}"), site="slow")
    capture(conn, "o", hours(9), page("Huyện ủy họp"), site="other")
    conn.commit()
    order: list[str] = []
    with children(workers=1) as pool:
        done = Worker(engine, catalogue(), pool, report=lambda pending, *_: order.append(pending.site))
        done._slow_until["slow"] = time.monotonic() + 60
        done.drain()
    assert order == ["other", "slow", "slow", "slow", "slow"]


def test_a_batch_is_given_back_in_the_middle_when_it_takes_too_long(
    conn: Connection, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BATCH_SECONDS", 0.0)
    site(conn)
    for number in range(6):
        capture(conn, f"p{number}", hours(number), page(f"Huyện ủy họp {number}"))
    conn.commit()
    batches: list[int] = []
    with children(workers=1) as pool:
        mine = Worker(engine, catalogue(), pool)
        while done := mine._pending_batch():
            batches.append(done)
    assert sum(batches) == 6
    assert len(batches) > 1
    assert set(states(conn).values()) == {"article"}


def test_a_batch_holds_so_many_bytes_but_one_page_at_least(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending_snapshots, "BATCH_BYTES", 2_500)
    site(conn)
    for number, size in enumerate((1_000, 1_000, 1_000, 9_000)):
        capture(conn, f"p{number}", hours(number), b"%d" % number * size)
    sizes = []
    while batch := claim(conn, 10):
        sizes.append([len(pending.body) for pending in batch])
        ids = [pending.snapshot_id for pending in batch]
        conn.execute(
            text("UPDATE snapshot SET state = 'article', normalised_at = now() WHERE id = ANY(:ids)"), {"ids": ids}
        )
    assert sizes == [[1_000, 1_000], [1_000], [9_000]]
