"""`tinhuy db dump`, `restore` and `verify` as a person runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.corpus.samples import full_article, site, url, write
from tests.tinhuy.commands import Tinhuy, tinhuy


@pytest.fixture
def command(tmp_path: Path, database: str, conn: Connection) -> Tinhuy:
    site(conn)
    write(conn, "a", full_article())
    conn.commit()
    return tinhuy(tmp_path, database=database).here


def test_a_dump_is_written_once_and_not_restored_over_a_corpus(command: Tinhuy, tmp_path: Path) -> None:
    file = tmp_path / "tinhuy.dump"
    assert str(file) in command.done("db", "dump", file).err
    again = command("db", "dump", file)
    assert (again.code, "exists; nothing was written" in again.err) == (2, True)
    over = command("db", "restore", file)
    assert (over.code, "already holds a corpus" in over.err, "another TINHUY_HOME" in over.err) == (2, True, True)


def test_a_sound_corpus_and_a_damaged_one(command: Tinhuy, conn: Connection) -> None:
    assert (
        "1 bodies (0 of them thinned), 1 articles and 0 versions checked: 0 damaged."
        in command.done("db", "verify").out
    )
    conn.execute(text("UPDATE article SET title = 'Khác'"))
    conn.commit()
    said = command("db", "verify", "--json")
    damage, summary = said.lines
    assert said.code == 1
    assert (damage["damaged"], damage["urls"]) == ("article", [url("a")])
    assert summary == {"bodies": 1, "thinned": 0, "articles": 1, "versions": 0, "damaged": 1}
    shown = command("db", "verify")
    assert (shown.code, url("a") in shown.err, "tinhuy crawl SITE --full" in shown.err) == (1, True, True)
