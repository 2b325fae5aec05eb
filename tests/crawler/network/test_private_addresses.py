"""Addresses that are not on the public Internet are seen for what they are, and requests end with the right outcome."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.private_address import PrivateAddressMiddleware
from crawler.middlewares.redirect import PortalRedirectMiddleware
from crawler.network.outcomes import Outcome, RequestEnded, outcome_of_error
from crawler.network.private_addresses import is_private, literal
from crawler.storage.revisit import due_after_failure, due_at
from tests.crawler.discovery.test_list_page import SITE


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "::1", "::ffff:10.0.0.1", "10.1.2.3",
        "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "[fe80::1%25eth0]", "fc00::1", "224.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "::10.0.0.1", "::8.8.8.8", "fec0::1",
    ],
)  # fmt: skip
def test_private_addresses_in_every_spelling(host: str) -> None:
    address = literal(host)
    assert address is not None and is_private(address)
    with pytest.raises(RequestEnded):
        PrivateAddressMiddleware(False).process_request(Request(f"http://{'[::1]' if ':' in host else host}/"))
    PrivateAddressMiddleware(True).process_request(Request("http://127.0.0.1/"))


@pytest.mark.parametrize("host", ["hanam.gov.vn", "127.0.0.1.nip.io", "xn--h-fiq", "localhost"])
def test_names_are_left_to_the_resolver(host: str) -> None:
    assert literal(host) is None


def test_public_addresses_are_public() -> None:
    for address in ("203.162.0.181", "2401:d800::1", "64:ff9b::cba2:b5", "::ffff:203.162.0.181"):
        assert not is_private(ip_address(address))


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://127.0.0.1/x", Outcome.REFUSED_ADDRESS),
        ("http://2130706433:8080/", Outcome.REFUSED_ADDRESS),
        ("https://khac.gov.vn/", Outcome.REDIRECTED_AWAY),
        ("https://www.hanam.gov.vn/Pages/b.aspx", None),
        ("/Pages/b.aspx", None),
    ],
)
def test_redirects_stay_inside_the_portal(location: str, expected: Outcome | None) -> None:
    crawler: Any = get_crawler(type("HanamSpider", (Spider,), {"name": "hanam", "site": SITE}))
    crawler.spider = crawler._create_spider()
    middleware = PortalRedirectMiddleware.from_crawler(crawler)
    response = Response("https://hanam.gov.vn/Pages/a.aspx", status=302, headers={"Location": location})
    request = Request(response.url)
    if expected is None:
        assert isinstance(middleware.process_response(request, response), Request)
        return
    with pytest.raises(RequestEnded) as ended:
        middleware.process_response(request, response)
    assert ended.value.outcome is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (DownloadTimeoutError("took longer than 60 seconds"), Outcome.TIMEOUT),
        (CannotResolveHostError("DNS lookup failed"), Outcome.DNS_FAILED),
        (DownloadCancelledError("Expected response size larger than download max size"), Outcome.TOO_LARGE),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (1 B) during decompression"), Outcome.TOO_LARGE),
        (IgnoreRequest("max redirections reached"), Outcome.REDIRECTED_AWAY),
        (DownloadFailedError("[('SSL routines', '', 'certificate verify failed')]"), Outcome.TLS_FAILED),
        (DownloadFailedError("connection lost"), Outcome.CONNECTION_FAILED),
        (ConnectionResetError(), Outcome.CONNECTION_FAILED),
        (RequestEnded(Outcome.FORBIDDEN_BY_ROBOTS), Outcome.FORBIDDEN_BY_ROBOTS),
        (KeyError("x"), Outcome.FAILED),
    ],
)
def test_every_error_has_its_outcome(error: Exception, expected: Outcome) -> None:
    assert outcome_of_error(error, "http://hanam.gov.vn/") is expected


def test_what_is_new_is_asked_again_soon() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    waits = [due_at(now, day) - now for day in (date(2026, 11, 21), date(2026, 11, 1), date(2022, 1, 1), None)]
    assert [wait.days for wait in waits] == [1, 7, 60, 7]
    assert due_after_failure(now, 1) - now == timedelta(hours=1)
    assert due_after_failure(now, 99) - now == timedelta(days=30)
