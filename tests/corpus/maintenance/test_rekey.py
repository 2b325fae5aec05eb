"""After the rules for addresses changed: keys made anew, pages merged that became one, and nothing lost."""

from __future__ import annotations

import hashlib
import os
import signal
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from corpus.articles import publishing
from corpus.articles.pending_snapshots import one
from corpus.articles.publishing import Change
from corpus.crawling import page_store, runs
from corpus.crawling.host_lock import HostBusyError, host_held
from corpus.crawling.list_walks import past_walk, record_walk
from corpus.crawling.records import FetchOutcome, Found, Logged, Role
from corpus.database import engines as corpus_database
from corpus.database.tables import Base
from corpus.maintenance import rekey
from corpus.maintenance.merge_pages import MOVED, merge, merged_key
from corpus.search import lookup
from seeds.config.site import Level, Platform, Site, Start
from seeds.urls.canonical import RULES, key
from tests.conftest import clone
from tests.corpus.samples import article, hours, site
from tests.corpus.samples import fetched as sample

HOST = "https://hanam.gov.vn"
KNOWN_TABLES = {"page_alias", "article", "article_version", "article_search", "document_reference", "takedown", "page"}
"""Tables that name a page and are dealt with by name in corpus.maintenance.merge_pages (`page` itself by leads_to)."""


def rules(*keep: str, ignore_case: bool = False) -> Site:
    """The site with these parameters kept."""
    own = Platform(id="aspnet", name="ASP.NET", keep_parameters=keep, ignore_case=ignore_case)
    start = (Start(url=f"{HOST}/tin.aspx"),)
    return Site(id="hanam", name="Hà Nam", level=Level.NATIONAL, start=start, platforms=(own,), own=own)


BEFORE, AFTER = rules("id", "menu"), rules("id", ignore_case=True)


def find(conn: Connection, path: str, by: Site = BEFORE, **hints: Any) -> int:
    """A page as a list names it; its number."""
    url = HOST + path
    page_store.store_found(conn, "hanam", [Found(url, key(url, by), **hints)], None, 1)
    page_id = page_store.find(conn, "hanam", key(url, by))
    assert page_id is not None
    return page_id


def write(conn: Connection, path: str, what: str, at: float, **more: Any) -> int:
    """A page with an article; its number."""
    page_id = capture(conn, path, what, at)
    (pending,) = publishing.claim(conn, 1)
    publishing.publish(conn, pending, article(what, **more), 1, "hash")
    return page_id


def capture(conn: Connection, path: str, what: str, at: float) -> int:
    url = HOST + path
    base = sample("a", hours(at), what.encode())
    fields = {name: getattr(base, name) for name in base.__slots__}
    fetched = type(base)(**{**fields, "url": url, "final_url": url, "url_key": key(url, BEFORE)})
    return page_store.store_item(conn, fetched, None, 1)


def dump(conn: Connection) -> list[Any]:
    """All that rekeying may change, but no times of its own."""
    queries = (
        "SELECT id, encode(key, 'hex'), key_rules, url, role, leads_to, listed_title, section, fetched_at FROM page"
        " ORDER BY id",
        "SELECT page_id, url FROM page_alias ORDER BY 1, 2",
        "SELECT id, page_id FROM snapshot ORDER BY 1",
        "SELECT page_id, version, title, text, snapshot_id, captured_at, first_captured_at FROM article ORDER BY 1",
        "SELECT page_id, version, text, snapshot_id FROM article_version ORDER BY 1, 2",
        "SELECT page_id, words, dated_at FROM article_search ORDER BY 1",
        "SELECT page_id, number FROM document_reference ORDER BY 1, 2",
        "SELECT encode(url_key, 'hex'), url, complete FROM section_walk ORDER BY 1",
    )
    return [tuple(row) for query in queries for row in conn.execute(text(query))]


def done(database: str, by: Site = AFTER) -> rekey.Plan:
    engine = corpus_database.engine(database)
    try:
        return rekey.rekey(engine, by, lambda url: key(url, by))
    finally:
        engine.dispose()


def counts(made: rekey.Plan) -> tuple[int, int, int, int, int]:
    return made.pages, len(made.changed), made.merged, len(made.parted), made.unusable


def test_every_table_that_names_a_page_is_known() -> None:
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        if any(reference.column.table.name in ("page", "article") for reference in table.foreign_keys)
    }
    assert naming == KNOWN_TABLES | {model.__tablename__ for model in MOVED}


def test_pages_that_became_one_are_merged_and_keep_all(conn: Connection, database: str) -> None:
    site(conn)
    old = find(conn, "/tin.aspx?id=1&menu=2", section=("Tin", "Lãnh đạo"))
    first = write(conn, "/tin.aspx?id=1", "Một.", 1, title="Cũ")
    second = write(conn, "/TIN.aspx?id=1&menu=3", "Hai.", 3, title="Mới")
    write(conn, "/tin.aspx?id=1", "Ba.", 2, title="Giữa")
    other = write(conn, "/tin.aspx?id=2&menu=3", "Khác.", 1)
    page_store.log_fetches(conn, [Logged(FetchOutcome.STORED, HOST, page_id=second)])
    page_store.alias(conn, second, [f"{HOST}/TIN.aspx?id=1&menu=3&utm_source=zalo"])
    record_walk(conn, "hanam", key(f"{HOST}/tin.aspx?menu=1", BEFORE), f"{HOST}/tin.aspx?menu=1", None, True, 3, "x")
    conn.commit()

    made = done(database)
    assert counts(made) == (4, 4, 2, 0, 0)
    conn.rollback()
    page = conn.execute(text("SELECT * FROM page WHERE id = :id"), {"id": first}).mappings().one()
    assert (page["key"], page["key_rules"], page["leads_to"]) == (key(f"{HOST}/tin.aspx?id=1", AFTER), RULES, None)
    assert (page["section"], page["fetched_at"]) == (["Tin", "Lãnh đạo"], hours(3))
    assert {lookup.page_ids(conn, str(number))[0] for number in (old, first, second)} == {first}
    for spelling in ("/tin.aspx?id=1", "/TIN.aspx?id=1&menu=3", "/TIN.aspx?id=1&menu=3&utm_source=zalo"):
        assert lookup.page_ids(conn, HOST + spelling) == [first]
    versions = text("SELECT version, title, current FROM versions WHERE article_id = :id ORDER BY 1")
    shown = conn.execute(versions, {"id": first})
    assert [tuple(row) for row in shown] == [(1, "Cũ", False), (2, "Giữa", False), (3, "Mới", True)]
    assert conn.scalar(text("SELECT first_captured_at FROM article WHERE page_id = :id"), {"id": first}) == hours(1)
    assert conn.scalars(text("SELECT page_id FROM snapshot ORDER BY id")).all() == [first, first, first, other]
    assert conn.scalars(text("SELECT page_id FROM article_search ORDER BY 1")).all() == [first, other]
    assert conn.scalars(text("SELECT page_id FROM fetch_log")).all() == [first]
    assert past_walk(conn, "hanam", key(f"{HOST}/tin.aspx", AFTER)) is not None

    before = dump(conn)
    again = done(database)
    conn.rollback()
    assert (counts(again), dump(conn)) == ((4, 0, 0, 0, 0), before)


def test_pages_change_keys_crosswise(conn: Connection, database: str) -> None:
    site(conn)
    one, two = find(conn, "/a.aspx?id=1"), find(conn, "/a.aspx?id=2")
    conn.execute(text("UPDATE page SET key = sha256(key) WHERE id = :id"), {"id": one})
    conn.execute(text("UPDATE page SET key = :k WHERE id = :id"), {"k": key(f"{HOST}/a.aspx?id=1", AFTER), "id": two})
    conn.execute(text("UPDATE page SET key = :k WHERE id = :id"), {"k": key(f"{HOST}/a.aspx?id=2", AFTER), "id": one})
    conn.commit()
    assert counts(done(database))[:3] == (2, 2, 0)
    conn.rollback()
    keys = conn.scalars(text("SELECT key FROM page ORDER BY id")).all()
    assert keys == [key(f"{HOST}/a.aspx?id={n}", AFTER) for n in (1, 2)]


def test_a_merger_is_undone_where_the_rules_part_the_pages_again(conn: Connection, database: str) -> None:
    site(conn)
    first = write(conn, "/a.aspx?id=1", "Một.", 1)
    second = find(conn, "/a.aspx?id=1&menu=2")
    page_store.alias(conn, second, [f"{HOST}/a.aspx?id=1&menu=2&utm=1"])
    conn.commit()
    done(database)
    conn.rollback()
    assert conn.scalar(text("SELECT key FROM page WHERE id = :id"), {"id": second}) == merged_key(second)
    conn.rollback()
    made = done(database, rules("id", "menu"))
    conn.rollback()
    assert (made.merged, len(made.parted)) == (0, 1)
    row = conn.execute(text("SELECT leads_to, key, fetched_at FROM page WHERE id = :id"), {"id": second}).one()
    assert tuple(row) == (None, key(f"{HOST}/a.aspx?id=1&menu=2", BEFORE), None)
    assert lookup.page_ids(conn, f"{HOST}/a.aspx?id=1&menu=2&utm=1") == [second]
    assert lookup.page_ids(conn, str(first)) == [first]


def test_what_is_no_address_stays(conn: Connection, database: str) -> None:
    site(conn)
    page_store.store_found(conn, "hanam", [Found("urn:sha256:ab", b"1" * 32)])
    conn.commit()
    assert counts(done(database)) == (1, 0, 0, 0, 1)


def test_lists_that_are_told_apart_by_more_than_their_address_stay(conn: Connection, database: str) -> None:
    site(conn)
    url, api = f"{HOST}/tin.aspx", f"{HOST}/wp-json/wp/v2/posts"
    urls = [f"{url}#page=2", f"{url}#page=3", f"{api}?per_page=100&page=1", f"{HOST}/a.aspx", f"{HOST}/a.aspx?menu=2"]
    found = [Found(address, hashlib.sha256(address.encode()).digest(), Role.LIST) for address in urls]
    page_store.store_found(conn, "hanam", found, None, 1)
    walked = hashlib.sha256(api.encode()).digest()
    record_walk(conn, "hanam", walked, f"{api}?per_page=100&page=1", None, True, 3, "x")
    conn.commit()
    assert counts(done(database)) == (5, 1, 0, 0, 4)
    assert past_walk(conn, "hanam", walked) is not None
    keys = conn.scalars(text("SELECT key FROM page ORDER BY id")).all()
    assert keys == [*(one.key for one in found[:3]), key(urls[3], AFTER), found[4].key]


def test_a_capture_that_is_being_cleaned_follows_its_page(conn: Connection, database: str) -> None:
    site(conn)
    first = write(conn, "/a.aspx?id=1", "Một.", 1)
    second = capture(conn, "/a.aspx?id=1&menu=2", "Hai.", 2)
    pending = one(conn, conn.execute(text("SELECT max(id) FROM snapshot")).scalar_one())
    assert pending is not None and pending.page_id == second
    conn.commit()
    done(database)
    assert publishing.publish(conn, pending, article("Hai."), 1, "hash") is Change.UPDATED
    assert conn.scalars(text("SELECT page_id FROM article")).all() == [first]


def test_locks_are_taken_again_after_postgres_broke_the_connection_and_none_is_left(
    conn: Connection, database: str
) -> None:
    engine = corpus_database.engine(database)
    holders = text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = "
                   "(SELECT oid FROM pg_database WHERE datname = current_database())")  # fmt: skip
    with host_held(engine, ["hanam.gov.vn", "khac.vn"]) as keep:
        first = set(conn.scalars(holders))
        conn.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY(:pids)"), {"pids": list(first)}
        )
        conn.commit()
        keep()
        keep()
        second = set(conn.scalars(holders))
        assert len(second) == 1 and not second & first
        assert not runs.host_lock(conn, "khac.vn")
    with engine.connect() as other:
        assert runs.host_lock(other, "khac.vn") and runs.host_lock(other, "hanam.gov.vn")
        other.invalidate()
    engine.dispose()


def test_a_crawl_of_the_host_keeps_it_out(conn: Connection, database: str) -> None:
    engine: Engine = corpus_database.engine(database)
    site(conn)
    number = runs.start(conn, "hanam", "hanam.gov.vn", {})
    conn.commit()
    with engine.connect() as crawl:
        assert runs.host_lock(crawl, "hanam.gov.vn")
        busy = rf"Another crawl of hanam.gov.vn is running \(run {number} since"
        with pytest.raises(HostBusyError, match=busy), host_held(engine, ["hanam.gov.vn"]):
            pass
        crawl.execute(text("SELECT pg_advisory_unlock_all()"))
    with host_held(engine, ["hanam.gov.vn"]) as keep:
        keep()
        assert not runs.host_lock(conn, "hanam.gov.vn")
    assert runs.host_lock(conn, "hanam.gov.vn")
    engine.dispose()


def fill(conn: Connection) -> None:
    site(conn)
    for number in range(5):
        write(conn, f"/a.aspx?id={number}", f"Một {number}.", 1)
        write(conn, f"/A.aspx?id={number}&menu={number % 2}", f"Hai {number}.", 2)
        find(conn, f"/b.aspx?id={number}&menu=1")
    conn.commit()


def dying(database: str, merges: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rekey in a process that is killed in the middle of its `merges`-th merger."""
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        return
    left = iter(range(merges - 1, -1, -1))

    def fatal(conn: Connection, page_ids: Any) -> int:
        first = merge(conn, page_ids)
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return first

    monkeypatch.setattr(rekey, "merge", fatal)
    try:
        done(database)
    finally:
        os._exit(1)


def test_killed_and_run_again_it_comes_to_the_same(
    server: str, conn: Connection, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(conn)
    for merges in (1, 3, 2):
        dying(database, merges, monkeypatch)
    assert counts(done(database))[2] == 2
    conn.rollback()
    with clone(server) as other:
        engine = corpus_database.engine(other)
        with engine.connect() as undisturbed:
            fill(undisturbed)
            assert counts(done(other))[:3] == (15, 15, 5)
            undisturbed.rollback()
            assert dump(conn) == dump(undisturbed)
        engine.dispose()


def test_merging_one_page_is_nothing(conn: Connection) -> None:
    site(conn)
    page_id = write(conn, "/a.aspx?id=1", "Một.", 1)
    before = dump(conn)
    assert merge(conn, [page_id]) == page_id
    assert dump(conn) == before
