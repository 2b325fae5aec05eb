"""`tinhuy sites rekey`, `rename`, `retire` and `tinhuy takedown`: what happens to a site's pages over the years."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from corpus.crawling import page_store, runs
from corpus.crawling.records import Found
from seeds.config.catalogue import HERE, catalogue
from seeds.urls.canonical import key
from tests.corpus.maintenance.test_rekey import BEFORE, HOST
from tests.corpus.maintenance.test_rekey import capture as capture_as
from tests.corpus.samples import article, publish, site
from tests.tinhuy.commands import Tinhuy, tinhuy
from tests.tinhuy.corpora import column

FILE = """# Tỉnh ủy cũ
name: Hà Nam
level: national
platform: joomla
start: [{url: "https://hanam.gov.vn/tin.aspx"}]
state: unverified   # until a check has passed
notes: >-
  state: of affairs
"""


@pytest.fixture
def command(tmp_path: Path, database: str, conn: Connection) -> Tinhuy:
    """The command on a corpus with two pages that are one by the site's file."""
    sites = tmp_path / "seeds" / "sites"
    sites.mkdir(parents=True)
    (tmp_path / "seeds" / "platforms").symlink_to(HERE / "platforms")
    (sites / "hanam.yaml").write_text(FILE, encoding="utf-8")
    site(conn)
    for at, path in enumerate(("/a.aspx?id=1", "/a.aspx?id=1&menu=2")):
        capture_as(conn, path, f"Văn bản {at}", at)
        publish(conn, article(f"Văn bản {at}.", f"Tựa đề {at}"))
    conn.commit()
    return tinhuy(tmp_path, tmp_path / "seeds", database).here


def test_rekey(command: Tinhuy, database: str, conn: Connection) -> None:
    merged = {"pages": 2, "changed": 2, "merged": 1, "parted": 0, "left alone": 0}
    planned = command.done("sites", "rekey", "hanam", "--dry-run", "--json")
    assert planned.lines == [merged] and "Nothing was written" in planned.err
    assert column(database, "SELECT count(*) FROM article") == [2]
    assert command.done("sites", "rekey", "hanam", "--json").lines == [merged]
    first, second = column(database, "SELECT id FROM page ORDER BY id")
    shown = [command.done("show", which, "--json").lines[0] for which in (first, second, f"{HOST}/a.aspx?id=1&menu=2")]
    assert {(one["id"], one["title"], one["version"]) for one in shown} == {(first, "Tựa đề 1", 2)}
    assert "merged" in command.done("sites", "rekey", "hanam").out

    assert runs.host_lock(conn, "hanam.gov.vn")
    refused = command("sites", "rekey", "hanam")
    assert (refused.code, "Another crawl of hanam.gov.vn is running" in refused.err) == (1, True)


def test_rename_and_retire(command: Tinhuy, database: str, tmp_path: Path) -> None:
    missing = command("sites", "rename", "hanam", "ninhbinh")
    assert (missing.code, "no site 'ninhbinh'" in missing.err) == (2, True)
    sites = tmp_path / "seeds" / "sites"
    (sites / "ninhbinh.yaml").write_text(FILE, encoding="utf-8")
    renamed = command.done("sites", "rename", "hanam", "ninhbinh", "--json")
    assert renamed.lines[0]["article"] == 2 and "hanam.yaml is still there" in renamed.err.replace("\n", "")
    assert column(database, "SELECT DISTINCT site FROM articles") == ["ninhbinh"]
    assert command("sites", "rename", "hanam", "ninhbinh").code == 2

    command.done("sites", "retire", "ninhbinh")
    lines = (sites / "ninhbinh.yaml").read_text(encoding="utf-8").splitlines()
    assert lines == FILE.replace("unverified   # until a check has passed", "retired").splitlines()
    assert column(database, "SELECT state FROM site") == ["retired"]
    refused = command("crawl", "ninhbinh")
    assert (refused.code, "ninhbinh is retired" in refused.err) == (2, True)
    assert column(database, "SELECT count(*) FROM articles") == [2]
    other = sites / "khong.yaml"
    other.write_bytes("name: Không\r\nlevel: national\r\nstate: unverified\r\n".encode())
    other.chmod(0o640)
    command.done("sites", "retire", "khong")
    assert other.read_bytes() == "name: Không\r\nlevel: national\r\nstate: retired\r\n".encode()
    assert other.stat().st_mode & 0o777 == 0o640
    assert catalogue(tmp_path / "seeds").site("khong").state == "retired"


def test_takedown(command: Tinhuy, database: str, conn: Connection) -> None:
    first, second = column(database, "SELECT id FROM page ORDER BY id")
    ask = ("takedown", first, "--reason", "Theo yêu cầu")
    assert command("takedown", first, "--reason", " ").code == 2
    assert command("takedown", 999, "--reason", "x").code == 2
    refused = command(*ask)
    assert (refused.code, "--yes" in refused.err, "“Tựa đề 0”" in refused.err) == (2, True, True)
    gone = {"pages": 1, "articles": 1, "versions": 0, "snapshots": 1, "bodies": 1, "lists": 0, "rewritten": 0}
    assert command.done(*ask, "--dry-run", "--json").lines == [gone]
    assert column(database, "SELECT count(*) FROM article") == [2]
    assert command.done(*ask, "--yes", "--json").lines == [gone]
    for words in ((first,), (f"{HOST}/a.aspx?id=1",), (first, "--source")):
        shown = command("show", *words)
        assert (shown.code, "was taken down on" in shown.err, "Theo yêu cầu" in shown.err) == (1, True, True)
    assert [line["id"] for line in command.done("search", "văn bản", "--json").lines] == [second]
    again = command.done("takedown", first, "--reason", "Khác")
    assert "taken down already: Theo yêu cầu" in again.err
    page_store.store_found(
        conn, "hanam", [Found(f"{HOST}/a.aspx?id=1", key(f"{HOST}/a.aspx?id=1", BEFORE), title="Tựa")]
    )
    conn.commit()
    assert column(database, "SELECT listed_title FROM page ORDER BY id") == [None, None]


def test_a_text_that_was_taken_down_is_not_imported_again(
    tmp_path: Path, database: str, conn: Connection, command: Tinhuy
) -> None:
    from tests.tinhuy.texts import EXTRACTED

    file = tmp_path / "bai.txt"
    file.write_text(EXTRACTED, encoding="utf-8")
    command.done("import", "text", file)
    (page_id,) = column(database, "SELECT page_id FROM article WHERE site = '_import'")
    command.done("takedown", page_id, "--reason", "Theo yêu cầu", "--yes")
    refused = command("import", "text", file)
    assert (refused.code, "was taken down: Theo yêu cầu" in refused.err) == (1, True)
    assert conn.scalar(text("SELECT count(*) FROM article WHERE site = '_import'")) == 0
