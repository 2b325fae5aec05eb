"""`tinhuy search --cites`: the articles that cite a document, and what `tinhuy show` tells of it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from normalize.fields.citations import references_of
from tests.corpus.samples import article, hours, site, write
from tests.tinhuy.commands import tinhuy

CITES = "Thực hiện Nghị quyết số 27-NQ/TU, ngày 23/5/2022 của BTV Tỉnh ủy và Quy định số 99-QĐ/TW, huyện họp."


def test_search_and_show(tmp_path: Path, database: str, conn: Connection) -> None:
    site(conn)
    page_id = write(conn, "a", article(CITES, "Một", references=references_of("Một", None, CITES)))
    write(conn, "b", article("Hội nghị không dẫn văn bản nào.", "Hai"), hours(1))
    conn.commit()
    command = tinhuy(tmp_path, database=database).here
    for number in ("27-NQ/TU", "27 nq tu", "99-qd/tw"):
        assert [line["id"] for line in command.done("search", "--cites", number, "--json").lines] == [page_id]
    assert [line["id"] for line in command.done("search", "huyện", "--cites", "27-NQ/TU", "--json").lines] == [page_id]
    assert command.done("search", "hội nghị", "--cites", "27-NQ/TU", "--json").lines == []
    shown = command.done("show", page_id).out
    assert "[cites] 27-NQ/TU · Nghị quyết · Ban Thường vụ Tỉnh ủy · 2022-05-23" in shown
    assert "[cites] 99-QĐ/TW · Quy định · Trung ương" in shown


def test_what_is_refused(tmp_path: Path, database: str) -> None:
    command = tinhuy(tmp_path, database=database).here
    assert command("search", "!?").code == 2
    nonsense = command("search", "--cites", "nghị quyết")
    assert nonsense.code == 2
    assert "not a document number" in nonsense.err
