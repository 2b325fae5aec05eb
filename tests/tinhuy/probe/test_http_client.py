"""A portal is asked as the crawler would: politely, within bounds, and never our own network."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.serving import make_server

from crawler.settings import USER_AGENT
from seeds.config.site import Tls
from tests.crawler.small_portal import SmallPortal, serve
from tinhuy.probe import http_client
from tinhuy.probe.http_client import ForbiddenError, HttpClient, NoAnswerError

ROBOTS = "User-agent: *\nDisallow: /noi-bo/\nCrawl-delay: 0.3\nSitemap: https://huyenuy.vn/so-do.xml\n"


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as portal:
        portal.put("/", "<p>Trang chủ</p>")
        portal.put("/robots.txt", ROBOTS, Content_Type="text/plain")
        yield portal


def asker(delay: float = 0.0) -> HttpClient:
    return HttpClient(lambda _: None, delay, allow_private=True)


def test_robots_txt_is_asked_once_and_obeyed(portal: SmallPortal) -> None:
    one = asker()
    assert one.page(f"{portal.url}/").status == 200
    for path in ("/noi-bo/tin", "/noi-bo/"):
        with pytest.raises(ForbiddenError, match=r"robots\.txt forbids"):
            one.ask(portal.url + path)
    portal.put("/cu", "", 302, Location="/noi-bo/tin")
    with pytest.raises(ForbiddenError):
        one.ask(f"{portal.url}/cu")
    assert portal.asked == ["/robots.txt", "/", "/cu"]
    assert list(one.robots(portal.url).sitemaps) == ["https://huyenuy.vn/so-do.xml"]


@pytest.mark.parametrize(
    "stub",
    [
        "<html><head><meta http-equiv='refresh' content='0;url=/vi'></head></html>",
        '<html><head><script>window.location="/vi";</script></head><body></body></html>',
    ],
)
def test_a_page_that_only_leads_to_another_is_a_redirect(portal: SmallPortal, stub: str) -> None:
    portal.put("/chao", stub)
    portal.put("/vi", "<p>Trang tiếng Việt</p>")
    answer = asker().page(f"{portal.url}/chao")
    assert (answer.asked, answer.url) == (f"{portal.url}/chao", f"{portal.url}/vi")
    assert "Trang tiếng Việt" in answer.text


def test_there_is_a_pause_between_requests_and_robots_txt_may_ask_for_a_longer_one(portal: SmallPortal) -> None:
    one, begun = asker(delay=0.1), time.monotonic()
    one.ask(f"{portal.url}/")
    one.ask(f"{portal.url}/muc")
    assert one.delay == 0.3
    assert time.monotonic() - begun >= 0.6  # before the page, and before the list
    one.ask(f"{portal.url}/")
    assert portal.asked.count("/") == 1  # what was asked for is not asked for again


def test_we_say_who_we_are_and_what_we_ask() -> None:
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(NoAnswerError, match="gives no answer"):
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        heard: list[bytes] = []

        def listen() -> None:
            connection, _ = server.accept()
            heard.append(connection.recv(4096))
            connection.close()

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        HttpClient(said.append, allow_private=True).ask(url)
    listener.join(5)
    assert said == [f"asking {url}robots.txt"]
    assert f"User-Agent: {USER_AGENT}".encode() in heard[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_our_own_network_is_refused_before_a_word_is_sent(portal: SmallPortal, host: str) -> None:
    url = portal.url.replace("127.0.0.1", host)
    with pytest.raises(NoAnswerError, match="which is a private address") as refused:
        HttpClient(lambda _: None, 0).ask(url)
    assert "--allow-private" in refused.value.remedy
    assert portal.asked == []


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/vong", "redirects more than 5 times"),
        ("ftp://huyenuy.vn/", "neither http"),
        ("http://khong-co.invalid/", "Failed to resolve"),
    ],
)
def test_redirects_are_followed_within_bounds(portal: SmallPortal, location: str, words: str) -> None:
    portal.put("/robots.txt", "", 404)
    portal.put("/vong", "", 302, Location=location)
    portal.put("/cu", "", 301, Location="/?tu=cu")
    portal.put("/?tu=cu", "<p>Trang chủ</p>")
    assert asker().page(f"{portal.url}/cu").url == f"{portal.url}/?tu=cu"
    with pytest.raises(NoAnswerError, match=words):
        asker().ask(f"{portal.url}/vong")


def test_an_answer_is_bounded_in_size_also_unpacked(portal: SmallPortal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_client, "MOST_BYTES", 100_000)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    portal.pages["/bom"] = (200, headers, gzip.compress(bytes(5_000_000)))
    with pytest.raises(NoAnswerError, match="more than 100,000 bytes"):
        asker().ask(f"{portal.url}/bom")


def test_an_answer_that_drips_is_bounded_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_client, "SECONDS_A_PAGE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                try:
                    while True:
                        connection.sendall(b"x")
                        time.sleep(0.05)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(NoAnswerError, match=r"more than 0\.5 seconds"):
            asker().ask(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - begun < 5


def test_certificates_are_verified_unless_the_operator_says_otherwise() -> None:
    server = make_server("127.0.0.1", 0, Flask(__name__), ssl_context="adhoc")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"https://127.0.0.1:{server.server_port}/"
        with pytest.raises(NoAnswerError, match="certificate verify failed") as refused:
            asker().ask(url)
        assert "--tls lax" in refused.value.remedy
        for tls in (Tls.LAX, Tls.OLD):
            assert HttpClient(lambda _: None, 0, allow_private=True, tls=tls).ask(url).status == 404
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_that_is_not_there_is_told_with_its_status(portal: SmallPortal) -> None:
    assert asker().ask(f"{portal.url}/khong").status == 404
    with pytest.raises(NoAnswerError, match="answers with 404"):
        asker().page(f"{portal.url}/khong")
