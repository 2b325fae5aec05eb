"""What `tinhuy status`, `show`, `crawl` and `storage` say is so, and fits a terminal of 80 columns."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from corpus.crawling import page_store, runs
from corpus.crawling.records import Role
from tests.corpus.samples import REJECTED, article, capture, fetched, found, site, write
from tests.crawler.small_portal import write_site
from tests.tinhuy.commands import Ran, Tinhuy, tinhuy
from tinhuy.cli.crawling import status

LATE = datetime(2026, 11, 26, 20, tzinfo=UTC)
"""Three in the morning of the next day in Vietnam."""


@pytest.fixture
def command(tmp_path: Path, database: str) -> Tinhuy:
    return tinhuy(tmp_path, database=database, COLUMNS="80").here


def widest(ran: Ran) -> int:
    return max(len(unicodedata.normalize("NFC", line)) for line in ran.out.splitlines())


def of(conn: Connection, name: str) -> int:
    return int(conn.scalar(text("SELECT id FROM page WHERE url LIKE :url"), {"url": f"%/{name}.aspx"}))


def forbid(conn: Connection, name: str) -> None:
    conn.execute(text("UPDATE page SET failures = 1 WHERE id = :id"), {"id": of(conn, name)})
    log = "INSERT INTO fetch_log (page_id, url, outcome) SELECT id, url, 'forbidden by robots' FROM page WHERE id = :id"
    conn.execute(text(log), {"id": of(conn, name)})


def test_days_are_vietnams_and_forbidden_pages_have_a_state_of_their_own(command: Tinhuy, conn: Connection) -> None:
    site(conn)
    write(conn, "a", article(published_at=LATE), LATE)
    page_store.store_found(conn, "hanam", [found("cam"), found("cho")])
    forbid(conn, "cam")
    conn.commit()
    (row,) = command.done("status", "--json").lines
    assert {name: row[name] for name in ("pages", "fetched", "unfetched", "forbidden", "gone")} == {
        "pages": 3, "fetched": 1, "unfetched": 1, "forbidden": 1, "gone": 0,
    }  # fmt: skip
    assert row["newest"] == "2026-11-27T03:00:00+07:00"
    shown = command.done("status")
    assert "  2026-11-27  " in shown.out
    assert "1 to be fetched, 1 that robots.txt forbids" in " ".join(shown.out.split())
    assert "1 fetched, 1 to be fetched, 1 that robots.txt" in command.done("status", "hanam").out
    said = command.done("metrics", "--once").out
    assert 'tinhuy_pages{site="hanam",state="forbidden"} 1.0' in said
    assert 'tinhuy_pages{site="hanam",state="waiting"} 1.0' in said
    assert 'tinhuy_versions_held{site="hanam"} 0.0' in said


def test_many_sites_fit_80_columns_and_the_wrong_ones_are_found_again(
    command: Tinhuy, conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "JUDGING", 60.0)  # so that a slow machine judges all of them, too
    names = [f"portal-{number:03}-{'dai' * (number % 7)}" for number in range(200)]
    for name in names:
        site(conn, name)
    run_ids = {name: runs.start(conn, name, f"{name}.vn", {}) for name in names[:20]}
    for name, run_id in run_ids.items():
        failed = name == names[7]
        reason = "no list page of portal could be fetched (connection failed: refused) " * 3 if failed else None
        ending = runs.Ending.FAILED if failed else runs.Ending.FINISHED
        runs.end(conn, run_id, ending, reason, int(failed))
    conn.commit()
    whole = command.done("status")
    assert widest(whole) <= 80
    assert len([line for line in whole.out.splitlines() if line.startswith("portal-")]) >= 200
    assert "200 sites: 180 not crawled, 19 learning, 1 flagged." in whole.out
    wrong = command.done("status", "--problems")
    assert widest(wrong) <= 80
    assert {line.partition(":")[0].split()[0] for line in wrong.out.splitlines() if line[:4] == "port"} == {names[7]}
    assert "1 site: 1 flagged." in wrong.out
    some = command.done("status", "portal-01*", "--json").lines
    assert [row["site"] for row in some] == names[10:20]
    assert command("status", "khong-*").code == 2
    assert widest(command.done("status", names[7])) <= 80


def test_show_says_why_a_page_has_no_article(command: Tinhuy, conn: Connection) -> None:
    site(conn)
    page_store.store_found(conn, "hanam", [found("moi"), found("cam")])
    forbid(conn, "cam")
    page_store.store_list(conn, fetched("muc", role=Role.LIST), [])
    write(conn, "loai", REJECTED)
    capture(conn, "cho")
    conn.commit()
    for name, why in (
        ("muc", "it is a list, which is kept and never cleaned"),
        ("loai", "it was rejected: list"),
        ("cho", "it is not cleaned yet"),
        ("moi", "it was found, and not asked for yet"),
        ("cam", "it was never fetched; the last attempt ended as: forbidden by robots"),
    ):
        ran = command("show", of(conn, name))
        assert (ran.code, why in ran.err) == (1, True), ran.err


def test_storage_counts_rows_and_says_when_the_disk_is_full(command: Tinhuy, conn: Connection) -> None:
    site(conn)
    for number in range(37):
        write(conn, f"a{number}", article(), datetime.now(UTC) - timedelta(days=number))
    conn.commit()
    *rows, told = command.done("storage", "--json").lines
    assert {one["table"]: one["rows"] for one in rows if "table" in one}["article"] == 37
    assert told["database"]["bytes_a_day"] == pytest.approx(told["database"]["bytes"] * 28 / 37 / 28, rel=0.01)
    assert "MB a day (newest four weeks)" in command.done("storage").out


def test_what_older_rules_cleaned_is_said_with_the_time_it_takes(command: Tinhuy, conn: Connection) -> None:
    site(conn)
    write(conn, "a", article())
    conn.commit()
    said = " ".join(command.done("status").out.split())
    assert (
        "1 of 1 captures were cleaned by older rules: tinhuy normalize --again cleans them all in about 1 seconds"
        in said
    )
    assert "1 captures are cleaned again, in about" in command.done("normalize", "--again").err


def test_bands_are_not_learned_from_runs_with_a_limit(command: Tinhuy, conn: Connection) -> None:
    site(conn, "khong-tep")
    for number in range(8):
        run_id = runs.start(conn, "khong-tep", "khong.vn", {"limit": 0 if number < 7 else None})
        runs.end(conn, run_id, runs.Ending.FINISHED, None, 0)
    conn.commit()
    (row,) = command.done("status", "--json").lines
    assert (row["verdict"], row["bands"]) == ("learning", [])


def test_nobody_waits_for_ever_where_no_worker_runs(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinhuy.cli.service.run.WITHOUT_WORKER", 0.1)
    write_site(tmp_path / "seeds", "nho", "http://127.0.0.1:9")
    ran = tinhuy(tmp_path, tmp_path / "seeds", database).here("run", "nho")
    assert (ran.code, "No worker is running: job 1 waits." in ran.err, "tinhuy worker" in ran.err) == (1, True, True)
