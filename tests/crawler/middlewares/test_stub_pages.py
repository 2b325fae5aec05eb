"""Pages that only lead on, redirects that browsers understand, and portals that insist on a cookie."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from scrapy.http import HtmlResponse
from sqlalchemy import Connection

from crawler.middlewares.stub_pages import stub_target
from tests.crawler.small_portal import SmallPortal, crawl, serve, write_site
from tests.crawler.stored import rows

HOST = "http://nho.vn"
LONG = "<p>" + "Hội nghị tổng kết công tác xây dựng Đảng. " * 20 + "</p>"


def led_to(body: str, status: int = 200) -> str | None:
    return stub_target(HtmlResponse(f"{HOST}/a/b", body=body.encode(), encoding="utf-8", status=status))


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("<html><head><meta http-equiv='refresh' content='0;url=/c'></head><body>Đang chuyển</body></html>", "/c"),
        ("<meta content='3; URL=c.html' http-equiv='Refresh'>", "/a/c.html"),
        ('<script>window.location.href="/vi/muc";</script>', "/vi/muc"),
        ("<script>document.location = '/x'</script>", "/x"),
        ("<script>location.replace('/x')</script>", "/x"),
        ("<script>top.location.assign('/x');</script>", "/x"),
    ],
)
def test_a_page_that_only_leads_on_is_a_redirect(body: str, target: str) -> None:
    assert led_to(body) == HOST + target


@pytest.mark.parametrize(
    "body",
    [
        "<meta http-equiv='refresh' content='300'>",
        f"<meta http-equiv='refresh' content='0;url=/c'>{LONG}",
        "<meta http-equiv='refresh' content='60;url=/c'>",
        f"<script>function go() {{ location.href = '/x' }}</script>{LONG}",
        "<script>location.reload()</script>",
        '<script>document.cookie="D1N=abc"; window.location.href="/x";</script>',
        "<script>location.href = 'javascript:void(0)'</script>",
        "<script>var location_name = 'Hà Nam'</script>",
    ],
)
def test_others_are_not(body: str) -> None:
    assert led_to(body) is None
    assert led_to("<meta http-equiv='refresh' content='0;url=/c'>", status=404) is None


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        yield running


def test_a_crawl_goes_on_where_a_start_page_or_an_article_leads_to(
    tmp_path: Path, database: str, conn: Connection, portal: SmallPortal
) -> None:
    portal.fill(3, section="/that")
    portal.put("/muc", "<html><head><meta http-equiv='refresh' content='0;url=/that'></head></html>")
    portal.put("/tin/bai-2.html", "<html><script>location.href='/tin/bai-9.html'</script></html>")
    portal.put("/tin/bai-9.html", f"<html><body><h1>Bài 9</h1>{LONG}</body></html>")
    portal.put("/tin/bai-3.html", "", status=302, Location="\\tin\\bai-8.html")
    portal.put("/tin/bai-8.html", f"<html><body><h1>Bài 8</h1>{LONG}</body></html>")
    write_site(tmp_path, "nho", portal.url)
    assert crawl(tmp_path, database, "nho")[0] == 0
    assert rows(conn, "SELECT url FROM snapshot WHERE role = 'item' ORDER BY url") == [
        f"{portal.url}/tin/bai-{number}.html" for number in (1, 8, 9)
    ]


def test_a_page_that_leads_to_another_host_is_named_as_the_reason(
    tmp_path: Path, database: str, conn: Connection, portal: SmallPortal
) -> None:
    portal.put("/muc", "<html><head><meta http-equiv='refresh' content='0;url=https://khac.vn/'></head></html>")
    write_site(tmp_path, "nho", portal.url)
    assert crawl(tmp_path, database, "nho")[0] == 1
    (reason,) = rows(conn, "SELECT reason FROM runs")
    assert "redirected to https://khac.vn/" in reason


class Insisting(BaseHTTPRequestHandler):
    """Sends whoever brings no cookie back to the same address with one."""

    cookies = 0

    def do_GET(self) -> None:
        body = b"<ul><li><a href='/tin/bai-1.html'>B\xc3\xa0i s\xe1\xbb\x91 1</a></li></ul>"
        if self.headers.get("Cookie") != "ASP.NET_SessionId=abc; lang=vi":
            type(self).cookies += 1
            self.send_response(302)
            self.send_header("Location", self.path)
            self.send_header("Set-Cookie", "ASP.NET_SessionId=abc; path=/; HttpOnly")
            self.send_header("Set-Cookie", "lang=vi; path=/")
            body = b""
        else:
            self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_a_portal_that_insists_on_a_cookie_gets_it_once_and_for_all(
    tmp_path: Path, database: str, conn: Connection
) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Insisting)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        write_site(tmp_path, "nho", f"http://127.0.0.1:{server.server_port}")
        assert crawl(tmp_path, database, "nho")[0] == 0
    finally:
        server.shutdown()
        server.server_close()
    assert rows(conn, "SELECT role FROM snapshot ORDER BY id") == ["list", "item"]
    assert Insisting.cookies == 1
    assert all("cookie" not in str(headers).lower() for headers in rows(conn, "SELECT headers FROM snapshot"))
