"""`scrapy crawl` against a real server, into a real database."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection, text

from corpus.database.dsn import parameters
from tests.crawler.small_portal import SmallPortal, crawl, serve, start_crawl, write_site
from tests.crawler.stored import last_run, outcomes, rows
from tests.processes import wait_until


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        yield running


def test_a_portal_is_crawled_whole_and_then_only_looked_at(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(10)
    portal.put("/robots.txt", "User-agent: *\nDisallow: /noi-bo/\n")
    first = portal.pages["/muc"][2].decode()
    spellings = "<a href='/noi-bo/bai-99.html'>Nội bộ</a><a href='/tin/bai-1.html?utm_source=zalo'>Bài số 1</a>"
    portal.put("/muc", first + spellings + "<a href='/tin/bai-77.html'>Đã gỡ</a><a href='/lich?thang=1'>Lịch</a>")
    write_site(tmp_path, "nho", portal.url)

    portal.delay = 0.03
    code, said = crawl(tmp_path, database, "nho")
    portal.delay = 0
    assert code == 0, said
    assert portal.most_at_once == 1
    assert sorted(portal.articles_asked()) == sorted(
        [f"/tin/bai-{n}.html" for n in range(1, 11)] + ["/tin/bai-77.html"]
    )
    assert portal.lists_asked() == ["/muc", "/muc?page=2", "/muc?page=3"]
    assert not any(path.startswith(("/noi-bo", "/lich")) for path in portal.asked)
    assert outcomes(conn) == {"stored": 13, "not found": 1, "forbidden by robots": 1}
    ending, exit_code, _, counts = last_run(conn)
    assert (ending, exit_code, counts["items"], counts["lists"], counts["found"]) == ("finished", 0, 10, 3, 12)
    hints = rows(conn, "SELECT listed_title, listed_date::text, section FROM page WHERE url LIKE '%bai-2.html'")
    assert hints == [("Bài số 2", "2022-06-28", ["Tin tức", "Tin hoạt động"])]
    assert rows(conn, "SELECT DISTINCT role, state FROM snapshot ORDER BY 1") == [("item", "pending"), ("list", None)]
    assert rows(conn, "SELECT url FROM page_alias") == [f"{portal.url}/tin/bai-1.html?utm_source=zalo"]
    assert rows(conn, "SELECT complete, ended_by FROM section_walk") == [(True, "last page")]

    portal.asked.clear()
    assert crawl(tmp_path, database, "nho")[0] == 0
    assert portal.asked == ["/robots.txt", "/muc"]
    assert rows(conn, "SELECT ended_by FROM section_walk") == ["all that the page names was known"]

    portal.asked.clear()
    assert crawl(tmp_path, database, "nho", "-a", "full=1")[0] == 0
    assert Counter(portal.articles_asked()) == Counter(f"/tin/bai-{n}.html" for n in (*range(1, 11), 77))
    assert len(portal.lists_asked()) == 3
    assert rows(conn, "SELECT count(*) FROM page WHERE role = 'item'") == [12]


def test_since_and_limit_leave_items_for_later(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(12)
    write_site(tmp_path, "nho", portal.url)
    assert crawl(tmp_path, database, "nho", "-a", "limit=3")[0] == 0
    assert portal.articles_asked() == ["/tin/bai-1.html", "/tin/bai-2.html", "/tin/bai-3.html"]
    assert portal.lists_asked() == ["/muc"]
    assert rows(conn, "SELECT complete FROM section_walk") == [False]

    portal.asked.clear()
    assert crawl(tmp_path, database, "nho", "-a", "since=2022-06-25")[0] == 0
    assert portal.articles_asked() == ["/tin/bai-4.html", "/tin/bai-5.html"]
    assert portal.lists_asked() == ["/muc", "/muc?page=2", "/muc?page=3"]
    assert rows(conn, "SELECT count(*) FROM page WHERE role = 'item' AND fetched_at IS NULL") == [7]


@pytest.mark.slow
def test_a_killed_crawl_goes_on_where_it_was(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(12)
    portal.delay = 0.08
    write_site(tmp_path, "nho", portal.url)
    process = start_crawl(tmp_path, database, "nho")
    wait_until(lambda: len(portal.articles_asked()) >= 4)
    portal.delay = 30
    second = crawl(tmp_path, database, "nho")
    process.kill()
    process.communicate()
    assert second[0] == 1
    assert "Another crawl of 127.0.0.1" in second[1] and "is running (run 1 since" in second[1]
    assert rows(conn, "SELECT count(*) FROM crawl_run") == [1]
    stored = set(rows(conn, "SELECT substring(p.url from '/tin/.*') FROM page p JOIN snapshot s ON s.page_id = p.id"))

    portal.delay = 0
    portal.asked.clear()
    assert crawl(tmp_path, database, "nho")[0] == 0
    assert not set(portal.articles_asked()) & stored
    assert rows(conn, "SELECT count(*) FROM snapshot WHERE role = 'item'") == [12]
    assert rows(conn, "SELECT count(*) FROM page WHERE role = 'item' AND fetched_at IS NULL") == [0]
    assert rows(conn, "SELECT ending, exit_code FROM crawl_run ORDER BY id") == [("lost", 1), ("finished", 0)]


def test_redirects_not_modified_and_pages_that_are_no_articles(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(5, per_page=9)
    portal.put("/tin/bai-1.html", "", 301, Location="/tin/bai-8.html")
    portal.put("/tin/bai-8.html", "<h1>Bài tám</h1>")
    portal.put("/tin/bai-2.html", "", 302, Location="/muc")
    portal.put("/tin/bai-3.html", "", 302, Location="http://khac.example.vn/")
    portal.put("/tin/bai-4.html", "%PDF-1.5", Content_Type="application/pdf")
    portal.put("/tin/bai-5.html", "<h1>Bài năm</h1>", ETag='"5"')
    write_site(tmp_path, "nho", portal.url)
    assert crawl(tmp_path, database, "nho")[0] == 0
    assert outcomes(conn) == {"stored": 3, "redirected away": 2, "not text": 1}
    led = "SELECT a.url, b.url FROM page a JOIN page b ON b.id = a.leads_to"
    assert rows(conn, led) == [(f"{portal.url}/tin/bai-1.html", f"{portal.url}/tin/bai-8.html")]

    conn.execute(text("UPDATE page SET due_at = now() WHERE role = 'item' AND fetched_at IS NOT NULL"))
    conn.commit()
    portal.asked.clear()
    assert crawl(tmp_path, database, "nho")[0] == 0
    assert sorted(portal.articles_asked()) == ["/tin/bai-5.html", "/tin/bai-8.html"]
    assert outcomes(conn) == {"stored": 2, "unchanged": 1}


def test_private_addresses_are_refused_however_they_are_written(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    portal.fill(1)
    port = portal.url.rpartition(":")[2]
    hosts = ("2130706433", "localhost")
    starts = ", ".join(f"{{url: 'http://{host}:{port}/muc'}}" for host in hosts)
    write_site(tmp_path, "rieng", portal.url, start=f"[{starts}]", allow_private="false")
    code, _ = crawl(tmp_path, database, "rieng", "-s", "RETRY_TIMES=0")
    assert (code, portal.asked) == (1, [])
    assert outcomes(conn) == {"refused address": 2}
    ending, _, reason, _ = last_run(conn)
    assert ending == "failed" and "no list page of 2130706433" in reason and "private address" in reason


@pytest.mark.slow
def test_an_unreachable_host_fails_with_its_reason(tmp_path: Path, database: str, conn: Connection) -> None:
    write_site(tmp_path, "xa", "http://127.0.0.1:9")
    assert crawl(tmp_path, database, "xa")[0] == 1
    ending, exit_code, reason, _ = last_run(conn)
    assert (ending, exit_code) == ("failed", 1)
    assert "no list page of 127.0.0.1:9 could be fetched (connection failed" in reason


def test_ctrl_c_stops_gently(portal: SmallPortal, tmp_path: Path, database: str, conn: Connection) -> None:
    portal.fill(12)
    portal.delay = 0.1
    write_site(tmp_path, "nho", portal.url)
    process = start_crawl(tmp_path, database, "nho")
    wait_until(lambda: len(portal.articles_asked()) >= 2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert last_run(conn)[:3] == ("stopped", 130, "stopped by a signal")
    counted = rows(conn, "SELECT (SELECT count(*) FROM snapshot), (SELECT count(*) FROM fetch_log)")
    assert counted == [(len(portal.asked) - 1,) * 2]  # robots.txt is no page


def test_a_lost_postgres_ends_the_run_with_its_reason(tmp_path: Path) -> None:
    write_site(tmp_path, "nho", "http://127.0.0.1:9")
    code, err = crawl(tmp_path, "postgresql://127.0.0.1:9/x", "nho")
    assert code == 1
    assert "The corpus can't be reached" in err and "Traceback" not in err


def disconnect(server: str, name: str, forbid: bool = False) -> None:
    """Ends all connections to a database, and forbids or allows new ones."""
    with psycopg.connect(**parameters(server), autocommit=True) as admin:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        admin.execute(allow.format(sql.Identifier(name), sql.Literal(not forbid)))
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


@pytest.mark.slow
def test_a_crawl_survives_broken_connections_and_fails_without_a_database(
    portal: SmallPortal, tmp_path: Path, database: str, server: str, conn: Connection
) -> None:
    portal.fill(12)
    portal.delay = 0.1
    write_site(tmp_path, "nho", portal.url)
    process = start_crawl(tmp_path, database, "nho", "-s", "HEARTBEAT_INTERVAL=0.2")
    wait_until(lambda: len(portal.articles_asked()) >= 3)
    name = rows(conn, "SELECT current_database()")[0]
    disconnect(server, name, forbid=True)
    time.sleep(0.5)  # more than a heartbeat
    disconnect(server, name)
    _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert "Postgres is away, trying again" in said
    assert rows(conn, "SELECT count(*) FROM snapshot WHERE role = 'item'") == [12]
    assert rows(conn, "SELECT count(*) FROM fetch_log") == [15]

    portal.asked.clear()
    process = start_crawl(tmp_path, database, "nho", "-a", "full=1", "-s", "CORPUS_PATIENCE=0.5")
    wait_until(lambda: len(portal.articles_asked()) >= 2)
    disconnect(server, name, forbid=True)
    _, said = process.communicate(timeout=90)
    disconnect(server, name, forbid=False)
    assert process.returncode == 1
    assert "The corpus can't be reached" in said
    assert len(portal.articles_asked()) < 12
    assert rows(conn, "SELECT ending FROM crawl_run ORDER BY id DESC LIMIT 1") == [None]


def test_a_crawl_that_sees_no_article_at_all_fails_and_says_so(
    tmp_path: Path, database: str, conn: Connection, portal: SmallPortal
) -> None:
    portal.put("/muc", "<html><body><p>Cổng thông tin đang được xây dựng.</p></body></html>")
    write_site(tmp_path, "nho", portal.url)
    assert crawl(tmp_path, database, "nho")[0] == 1
    ending, code, reason, _ = last_run(conn)
    assert (ending, code) == ("failed", 1)
    assert "names an article (the list names no article at all)" in reason
