"""`tinhuy storage` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.corpus.maintenance.test_compression_dictionaries import same_chrome
from tests.corpus.samples import article, hours, site, url, write
from tests.tinhuy.commands import Tinhuy, tinhuy


@pytest.fixture
def command(database: str, conn: Connection, tmp_path: Path) -> Tinhuy:
    """Over a corpus of one page with three captures and forty with one."""
    site(conn)
    for hour in range(3):
        write(conn, "a", article("Như cũ."), hours(hour - 10_000))
    for number, body in enumerate(same_chrome(40)):
        write(conn, f"bai-{number}", article(f"Bài {number}."), hours(number), body)
    conn.commit()
    return tinhuy(tmp_path, database=database).here


def test_the_report_names_tables_and_sites(command: Tinhuy) -> None:
    told = command.done("storage", "--json").lines
    assert {"body", "snapshot", "article"} <= {one["table"] for one in told if "table" in one}
    (one,) = (one for one in told if "site" in one)
    assert set(told[-1]) == {"database"}
    assert (one["site"], one["captures"], one["bodies"], one["thinned"]) == ("hanam", 43, 43, 0)
    assert "bytes a body" in command.done("storage").out


def test_thinning_shows_first_and_then_does(command: Tinhuy, conn: Connection) -> None:
    thinned = text("SELECT count(*) FROM body WHERE thinned_at IS NOT NULL")
    asked = ("storage", "thin", "hanam", "--keep", 1, "--older-than", "30d", "--json")
    shown, _ = command.done(*asked, "--dry-run").lines
    assert (shown["site"], shown["bodies"], conn.scalar(thinned)) == ("hanam", 2, 0)
    done, counts = command.done(*asked).lines
    assert (done["bytes"], conn.scalar(thinned)) == (shown["bytes"], 2)
    assert counts == {"dry_run": False, "bodies": 2, "left": 0}
    assert [one["bodies"] for one in command.done(*asked).lines] == [0]


def test_a_period_that_is_none_is_refused(command: Tinhuy) -> None:
    ran = command("storage", "thin", "--older-than", "bald")
    assert ran.code == 2 and "bald" in ran.err


def test_training_packs_and_packing_goes_on(command: Tinhuy, conn: Connection) -> None:
    trained = json.loads(command.done("storage", "train", "hanam", "--json").out)
    assert trained["dictionary"] and trained["plain"] >= 2 * trained["packed"]
    packed = text("SELECT count(*) FROM body WHERE dictionary_id IS NOT NULL")
    assert trained["bodies"] == conn.scalar(packed) >= 40
    write(conn, "moi", article("Mới."), hours(50), same_chrome(41)[-1])
    conn.commit()
    assert command.done("storage", "pack", "--json").lines == [{"site": "hanam", "bodies": 1}]


def test_a_takedown_reaches_into_the_dictionary(command: Tinhuy, conn: Connection) -> None:
    json.loads(command.done("storage", "train", "hanam", "--json").out)
    holding = text("SELECT id FROM dictionary WHERE position(:piece IN content) > 0")
    pages = same_chrome(40)
    content = conn.scalar(text("SELECT content FROM dictionary"))
    at, piece = next((at, own) for at, page in enumerate(pages) if (own := _own_words(page)) in content)
    assert conn.scalars(holding, {"piece": piece}).all() != []
    page_id = conn.scalar(text("SELECT id FROM page WHERE url = :url"), {"url": url(f"bai-{at}")})
    conn.commit()
    command.done("takedown", page_id, "--reason", "Theo yêu cầu", "--yes")
    assert conn.scalars(holding, {"piece": piece}).all() == []
    assert conn.scalars(text("SELECT count(*) FROM body WHERE dictionary_id IS NOT NULL")).one() >= 39


def _own_words(page: bytes) -> bytes:
    """What no other page has: the beginning of its own text."""
    return page.split(b"<p>")[1][:60]
