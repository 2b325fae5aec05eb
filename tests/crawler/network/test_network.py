"""Pauses, limits and judgements of the network, each by itself; tests/crawler/faults has them at work."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import HtmlResponse, Response

from crawler.middlewares.content_sniffing import SniffMiddleware
from crawler.middlewares.download_slot import PortalSlotMiddleware
from crawler.network import gate as gate_module
from crawler.network.backoff import Advice, CircuitBreaker, retry_after
from crawler.network.gate import Gate, Limits
from crawler.network.hosts import hosts
from crawler.network.outcomes import Outcome, RequestEnded, words
from crawler.network.whole_body import is_whole
from crawler.spider_loader import SiteLoader
from seeds.config.catalogue import Catalogue
from seeds.config.site import Start
from seeds.pages.html_detection import is_html
from seeds.timing import are_open
from tests.crawler.discovery.test_list_page import SITE
from tests.crawler.small_portal import write_site

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NIGHT = ("22:00-06:00",)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-22T{clock}+07:00")


def test_a_window_over_midnight_is_open_on_both_sides_of_it() -> None:
    assert [are_open(NIGHT, at(clock)) for clock in ("21:59", "22:00", "00:00", "05:59", "06:00")] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert are_open(("12:00-13:30", *NIGHT), at("13:00")) and not are_open(("12:00-13:30",), at("13:30"))
    assert are_open((), at("12:00"))
    assert are_open(NIGHT, datetime(2026, 11, 22, 15, 30, tzinfo=UTC)), "half past ten at night in Vietnam"


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "120", 120), (503, "0", 0), (503, "Sun, 22 Nov 2026 08:02:00 GMT", 120), (429, "soon", None),
        (503, "Sun, 22 Nov 2026 07:00:00 GMT", 0), (429, "-5", None), (429, "", None), (301, "120", None),
        (200, "120", None), (429, "9" * 20, 999_999_999_999),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(status: int, value: str, seconds: float | None) -> None:
    response = Response("https://hanam.gov.vn/", status=status, headers={"Retry-After": value})
    assert retry_after(response, NOW) == seconds


def test_the_circuit_opens_once_and_closes_with_an_answer() -> None:
    strikes = CircuitBreaker(most=3, more=2)
    assert [strikes.unanswered() for _ in range(5)] == [
        Advice.GO_ON, Advice.GO_ON, Advice.PAUSE, Advice.GO_ON, Advice.GIVE_UP,
    ]  # fmt: skip
    strikes.answered()
    assert strikes.unanswered() is Advice.GO_ON


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate"])
def test_a_cut_compressed_body_is_told(encoding: bytes) -> None:
    page = b"a" * 10**6
    body = gzip.compress(page) if encoding == b"gzip" else zlib.compress(page)
    assert is_whole(body, encoding) and is_whole(body + b"\n", encoding)
    assert not is_whole(body[:-1], encoding) and not is_whole(b"<html>", encoding) and not is_whole(b"", encoding)
    assert is_whole(body[:-1], b"br"), "what can't be told is not refused"


def test_raw_deflate_as_iis_sends_it_is_whole() -> None:
    assert is_whole(zlib.compress(b"b" * 99)[2:-4], b"deflate")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", True), (b"\r\n <!-- sao luu --><HTML lang=vi>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC>', True), (b"%PDF-1.5 <html>", False), (b"<rss/>", False),
        (b"<htmlx>", False), (b"", False),
    ],
)  # fmt: skip
def test_html_is_known_by_how_it_begins(body: bytes, expected: bool) -> None:
    assert is_html(body) is expected
    response = Response("https://hanam.gov.vn/a", headers={"Content-Type": "application/octet-stream"}, body=body)
    assert isinstance(SniffMiddleware().process_response(Request(response.url), response), HtmlResponse) is expected


def test_limits_name_what_was_reached() -> None:
    assert Limits().reached(10**9, NOW) is None
    assert Limits(budget=5).reached(4, NOW) is None
    assert Limits(budget=5).reached(5, NOW) == "its budget of 5 requests is used up"
    assert Limits(hours=NIGHT).reached(0, at("12:00")) == "outside its hours (22:00-06:00 in Vietnam)"


def test_the_gate_spaces_requests_and_holds_them_back_while_the_host_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    async def three() -> list[float]:
        gate, times = Gate(), []
        gate.interval = 0.05
        for pause in (0.0, 0.0, 0.2):
            gate.pause(pause)
            await gate.turn()
            times.append(now)
        return times

    monkeypatch.setattr(gate_module, "time", SimpleNamespace(monotonic=lambda: now))  # a machine may be held up
    monkeypatch.setattr(asyncio, "sleep", sleep)

    first, second, third = asyncio.run(three())
    assert second - first >= 0.05 and third - second >= 0.2


def test_a_limit_closes_the_gate_and_tells_once() -> None:
    async def ask() -> tuple[list[str], list[str]]:
        gate, told, ended = Gate(), list[str](), list[str]()
        gate.limits, gate.on_limit = Limits(budget=1), told.append
        await gate.turn()
        for _ in range(2):
            with pytest.raises(RequestEnded) as end:
                await gate.turn()
            assert end.value.outcome is Outcome.CANCELLED
            ended.append(str(end.value))
        return told, ended

    told, ended = asyncio.run(ask())
    assert told == ["its budget of 1 requests is used up"] and ended == told * 2


def test_who_stops_a_crawl_does_not_wait_for_a_resting_host() -> None:
    async def ask() -> None:
        gate = Gate()
        gate.pause(3600)
        gate.is_crawling = lambda: False
        with pytest.raises(RequestEnded):
            await gate.turn()

    asyncio.run(asyncio.wait_for(ask(), 5))


def test_twins_of_a_host_stand_in_one_line_and_under_one_lock() -> None:
    middleware, requests = PortalSlotMiddleware(SITE), []
    for url in ("https://hanam.gov.vn/a", "http://www.hanam.gov.vn/b", "https://khac.gov.vn/"):
        requests.append(Request(url))
        middleware.process_request(requests[-1])
    assert [request.meta.get("download_slot") for request in requests] == ["hanam.gov.vn", "hanam.gov.vn", None]
    names = ("www.hanam.gov.vn", "hanam.gov.vn", "tin.hanam.gov.vn", "hanam.gov.vn:8443")
    site = SITE.model_copy(update={"start": tuple(Start(url=f"https://{name}/") for name in names)})
    assert hosts(site) == ("hanam.gov.vn", "hanam.gov.vn:8443", "tin.hanam.gov.vn")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, {"AUTOTHROTTLE_ENABLED": False, "RETRY_BACKOFF": [0]}),
        ({"delay": "3"}, {"DOWNLOAD_DELAY": 3.0, "AUTOTHROTTLE_ENABLED": None, "DOWNLOAD_VERIFY_CERTIFICATES": None}),
        ({"budget": "50"}, {"REQUEST_BUDGET": 50}),
        ({"tls": "lax"}, {"DOWNLOAD_VERIFY_CERTIFICATES": False, "DOWNLOAD_TLS_MIN_VERSION": None}),
        ({"tls": "old"}, {"DOWNLOAD_VERIFY_CERTIFICATES": False, "DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0"}),
    ],
)
def test_a_site_file_changes_the_settings_of_its_own_crawl_only(
    tmp_path: Path, keys: dict[str, str], expected: dict[str, Any]
) -> None:
    write_site(tmp_path, "nho", "http://127.0.0.1:9", **keys)
    settings = SiteLoader(Catalogue(tmp_path)).load("nho").custom_settings or {}
    assert {name: settings.get(name) for name in expected} == expected


@pytest.mark.parametrize("hours", ["'22:00-06:00'", "['12:00-13:00', '22:00-06:00']"])
def test_hours_are_one_window_or_several(tmp_path: Path, hours: str) -> None:
    write_site(tmp_path, "nho", "http://127.0.0.1:9", hours=hours)
    assert Catalogue(tmp_path).site("nho").hours[-1] == "22:00-06:00"


@pytest.mark.parametrize(
    ("key", "value"),
    [("hours", "22-6"), ("hours", "'24:00-06:00'"), ("hours", "'06:00-06:00'"), ("budget", "0"), ("tls", "none")],
)
def test_what_is_none_of_these_is_refused(tmp_path: Path, key: str, value: str) -> None:
    write_site(tmp_path, "nho", "http://127.0.0.1:9", **{key: value})
    (problem,) = Catalogue(tmp_path).problems()
    assert f"nho.yaml: {key}" in str(problem)


def test_an_error_speaks_with_openssls_words() -> None:
    handshake = (
        "[<twisted.python.failure.Failure OpenSSL.SSL.Error: [('SSL routines', '', 'certificate verify failed')]>]"
    )
    assert words(OSError(handshake)) == "certificate verify failed"
    assert words(ResponseDataLossError()) == "the body is not as long as announced"
    assert words(ConnectionResetError()) == "ConnectionResetError"


@pytest.mark.parametrize(
    "value", ["Wed, 21 Oct 99999999999999999999 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 +99999999", "(" * 500, "21"]
)
def test_a_retry_after_that_no_calendar_has_asks_for_nothing(value: str) -> None:
    response = Response("https://hanam.gov.vn/", status=503, headers={"Retry-After": value})
    assert retry_after(response, NOW) == (21 if value == "21" else None)
