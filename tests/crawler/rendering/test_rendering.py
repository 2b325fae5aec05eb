"""Sites with `render: true`: what they need, the browser's guard, and pages that mean no good, in real Chromium."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.exceptions import CannotResolveHostError
from sqlalchemy import Connection

from crawler.network.outcomes import Outcome, RequestEnded
from crawler.rendering.proxy import GuardProxy
from crawler.rendering.requirements import flags
from tests.crawler.small_portal import SmallPortal, crawl, serve, write_site
from tests.crawler.stored import rows

needs_chromium = pytest.mark.skipif(
    find_spec("scrapy_playwright") is None or shutil.which("chromium") is None,
    reason="the extra `render` or Chromium is not installed",
)


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve(SmallPortal()) as running:
        running.put("/muc", "<html><body>Tin tức</body></html>")
        yield running


def test_without_extra_or_browser_one_line_says_what_to_install(
    portal: SmallPortal, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TINHUY_CHROMIUM", "/nowhere/chromium")
    write_site(tmp_path, "nho", portal.url, render="true")
    code, said = crawl(tmp_path, database, "nho")
    assert code == 2 and len(said.splitlines()) == 1
    assert "nho: `render: true` needs" in said and "nstall it" in said
    assert portal.asked == []


async def _asked_through(guard: GuardProxy, request: str) -> bytes:
    proxy = urlsplit(await guard.start())
    reader, writer = await asyncio.open_connection(proxy.hostname, proxy.port)
    try:
        writer.write(request.encode())
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()
        await guard.close()


def test_the_guard_passes_on_what_the_portal_says(portal: SmallPortal) -> None:
    request = f"GET {portal.url}/muc HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n"
    answer = asyncio.run(_asked_through(GuardProxy(True, 10_000, 5), request))
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith("Tin tức</body></html>".encode())
    assert portal.asked == ["/muc"]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "2130706433", "[::1]", "169.254.169.254"])
def test_the_guard_lets_nothing_through_to_a_private_address(portal: SmallPortal, name: str) -> None:
    port = urlsplit(portal.url).port
    for request in (f"GET http://{name}:{port}/muc HTTP/1.1\r\n\r\n", f"CONNECT {name}:{port} HTTP/1.1\r\n\r\n"):
        assert asyncio.run(_asked_through(GuardProxy(False, 10_000, 5), request)) == b""
    assert portal.asked == []


def test_the_guard_says_why_a_host_can_not_be_asked() -> None:
    guard = GuardProxy(False, 10_000, 5)
    with pytest.raises(RequestEnded, match="which is a private address") as end:
        asyncio.run(guard.address_of("localhost"))
    assert end.value.outcome is Outcome.REFUSED_ADDRESS
    with pytest.raises(CannotResolveHostError):
        asyncio.run(guard.address_of("khong-co.invalid"))


def test_the_guard_cuts_what_grows_too_large_and_what_is_no_request(portal: SmallPortal) -> None:
    portal.put("/lon", b"x" * 500_000)
    answer = asyncio.run(_asked_through(GuardProxy(True, 100_000, 5), f"GET {portal.url}/lon HTTP/1.1\r\n\r\n"))
    assert len(answer) <= 100_000
    for request in ("\x16\x03\x01\r\n\r\n", "GET " + "a" * 200_000):
        assert asyncio.run(_asked_through(GuardProxy(True, 100_000, 1), request)) == b""


@needs_chromium
@pytest.mark.slow
def test_chromium_asks_nobody_past_the_guard(portal: SmallPortal) -> None:
    from playwright.async_api import Error, async_playwright

    async def visit(guard: GuardProxy) -> str:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags())
            page = await browser.new_page(proxy={"server": await guard.start(), "bypass": "<-loopback>"})
            try:
                await page.goto(f"{portal.url}/muc", timeout=10_000)
                return str(await page.inner_text("body"))
            except Error as error:
                return str(error)
            finally:
                await browser.close()
                await guard.close()

    assert "ERR_EMPTY_RESPONSE" in asyncio.run(visit(GuardProxy(False, 10_000, 5)))
    assert portal.asked == []
    assert asyncio.run(visit(GuardProxy(True, 10_000, 5))) == "Tin tức"


@needs_chromium
@pytest.mark.slow
def test_pages_that_mean_no_good_end_as_counted_outcomes(
    portal: SmallPortal, tmp_path: Path, database: str, conn: Connection
) -> None:
    away = portal.url.replace("127.0.0.1", "localhost")
    scripts = {
        1: "setInterval(() => fetch('/thoi-tiet'), 100)",
        2: f"location.href = '{away}/muc'",
        3: "while (true) {}",
        4: "document.body.append('x'.repeat(3e6))",
        5: "fetch('/noi-bo/so-lieu.json').catch(() => document.body.append('bị chặn'))",
    }
    body = "<html><body><h1>Bài</h1><script>{}</script></body></html>"
    for number, script in scripts.items():
        portal.put(f"/tin/bai-{number}.html", body.format(script))
    portal.put("/tin/bai-6.html", "%PDF-1.4", Content_Type="application/pdf", Content_Disposition="attachment")
    portal.put("/tin/bai-7.html", body.format(""), status=404)
    portal.put("/robots.txt", "User-agent: *\nDisallow: /noi-bo/\n")
    links = "".join(f'<a href="/tin/bai-{n}.html">Bài số {n}</a>' for n in range(1, 8))
    portal.put("/muc", f"<html><body><script>document.body.innerHTML = '{links}'</script></body></html>")
    write_site(tmp_path, "nho", portal.url, render="true")
    limits = ("DOWNLOAD_FIRST_BYTE_TIMEOUT=4", "RETRY_TIMES=0", "DOWNLOAD_MAXSIZE=2000000")
    code, said = crawl(tmp_path, database, "nho", *(part for limit in limits for part in ("-s", limit)))
    assert code == 0, said
    ends = dict(rows(conn, "SELECT substring(url from '[0-9]+.html$'), outcome FROM fetch_log WHERE url LIKE '%bai-%'"))
    assert ends == {
        "1.html": "stored", "2.html": "redirected away", "3.html": "timeout", "4.html": "too large", "5.html": "stored",
        "6.html": "not text", "7.html": "not found",
    }  # fmt: skip
    assert not any(path.startswith("/noi-bo/") for path in portal.asked), "robots.txt holds for what a page loads too"
    assert "/thoi-tiet" in portal.asked
