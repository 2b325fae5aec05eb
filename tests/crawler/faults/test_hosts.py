"""What is wrong with a whole host, and what a run keeps to: one process crawls a dozen hosts at once."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import psycopg
import pytest
import sqlalchemy
from sqlalchemy.pool import NullPool

from corpus.database.dsn import parameters
from seeds.timing import VIETNAM
from tests.conftest import clone
from tests.crawler.faults import certificates
from tests.crawler.faults.catalogue import overloaded
from tests.crawler.faults.server import FaultServer, Visit, page, portal, serving
from tests.crawler.small_portal import ROOT, SmallPortal, environment, serve, write_site
from tests.crawler.stored import rows

pytestmark = [pytest.mark.xdist_group("hosts"), pytest.mark.slow]  # a group, that all of it has one crawl
PAUSE, CRAWL_DELAY = 1.0, 0.4
SETTINGS = {
    "DOWNLOAD_CONNECT_TIMEOUT": 1,
    "RETRY_TIMES": 1,
    "RETRY_BACKOFF": [0.05],
    "BREAKER_TRIES": 4,
    "BREAKER_PAUSE": PAUSE,
    "LOG_LEVEL": "WARNING",
}
ARTICLES = [f"/tin/bai-{number}.html" for number in range(1, 13)]
CHALLENGE = page('<html><body><script>document.cookie="D1N=abc;path=/";location.reload();</script></body></html>')
SUSPENDED = page("<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1></body></html>")
ROBOTS = page(f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n")
WIDE_ROBOTS = page(f"User-agent: *\nDisallow: {ARTICLES[1]}\n".encode("utf-16"))
NO_SUCH_HOST = ".".join(["khong-co-may-chu-nay"] * 15) + ".vn"
"""Longer than a name may be, so that no resolver has to be asked."""


@dataclass(frozen=True)
class Run:
    """As its record has it."""

    ending: str
    exit_code: int
    reason: str
    counts: dict[str, Any]


async def asks_for_an_hour(visit: Visit) -> None:
    await visit.answer(b"", "503 Service Unavailable", Retry_After="3600")


async def too_many(visit: Visit) -> None:
    await visit.answer(b"", "429 Too Many Requests")


def failing_at_first(times: int) -> Any:
    """An answer for all pages of a host, which is overloaded for so many requests to any of them."""
    visits = count(1)

    async def answer(visit: Visit) -> None:
        await (overloaded(visit) if next(visits) <= times else visit.answer(b"<html><h1>Xin</h1></html>"))

    return answer


def every_article(answer: Any) -> dict[str, Any]:
    return {**portal(*ARTICLES), **dict.fromkeys(ARTICLES, answer)}


SERVERS: dict[str, FaultServer] = {
    "tls-good": FaultServer(portal("/tin/bai-1.html")),
    "tls-incomplete": FaultServer(portal("/tin/bai-1.html")),
    "tls-incomplete-lax": FaultServer(portal("/tin/bai-1.html")),
    "challenge": FaultServer({**portal(*ARTICLES), "/muc": CHALLENGE}),
    "suspended": FaultServer({**portal(*ARTICLES), "/muc": SUSPENDED}),
    "challenged-later": FaultServer(every_article(CHALLENGE)),
    "dies": FaultServer(every_article(overloaded)),
    "recovers": FaultServer(every_article(failing_at_first(4))),
    "asks-for-an-hour": FaultServer(every_article(asks_for_an_hour)),
    "budget": FaultServer(portal(*ARTICLES)),
    "closed": FaultServer(portal(*ARTICLES)),
    "closed-but-now": FaultServer(portal("/tin/bai-1.html")),
    "crawl-delay": FaultServer({**portal(*ARTICLES[:3]), "/robots.txt": ROBOTS}),
    "robots-fails": FaultServer({**portal(*ARTICLES), "/robots.txt": overloaded}),
    "robots-refuses": FaultServer({**portal(*ARTICLES), "/robots.txt": too_many}),
    "robots-in-utf16": FaultServer({**portal(*ARTICLES[:3]), "/robots.txt": WIDE_ROBOTS}),
}
KEYS = {
    "tls-incomplete-lax": {"tls": "lax"},
    "budget": {"budget": "6"},
}


@contextmanager
def full_backlog() -> Iterator[int]:
    """A port that takes no connection: its queue is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
        for one in waiting:
            one.close()


@contextmanager
def old_tls(authority: certificates.Authority) -> Iterator[list[str]]:
    """Two portals that speak TLS 1.0 and 1.1 only; on plain sockets, which tell a visitor why they refuse him."""
    with ExitStack() as stack:
        running = [stack.enter_context(serve(SmallPortal())) for _ in range(2)]
        for one in running:
            one.fill(1)
        context = certificates.context(authority.chain, old=True)
        yield [stack.enter_context(certificates.terminated(one.url, context)) for one in running]


def tomorrow_night() -> str:
    later = [datetime.now(UTC).astimezone(VIETNAM) + timedelta(hours=hours) for hours in (2, 3)]
    return "-".join(f"{moment:%H:%M}" for moment in later)


@pytest.fixture(scope="module")
def crawled(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The corpus after one crawl of every site."""
    folder = tmp_path_factory.mktemp("hosts")
    authority = certificates.make(folder)
    contexts = {
        "tls-good": certificates.context(authority.chain),
        "tls-incomplete": certificates.context(authority.lone),
        "tls-incomplete-lax": certificates.context(authority.lone),
    }
    tls = {place: contexts[name] for place, name in enumerate(SERVERS) if name in contexts}
    servers = serving(*SERVERS.values(), tls=tls)
    with clone(server) as url, servers, full_backlog() as port, old_tls(authority) as old:
        for name, running in SERVERS.items():
            keys = {**KEYS.get(name, {}), **({"hours": f"'{tomorrow_night()}'"} if name.startswith("closed") else {})}
            write_site(folder, name, running.url, **keys)
        write_site(folder, "tls-old", old[0])
        write_site(folder, "tls-old-old", old[1], tls="old")
        write_site(folder, "no-name", f"http://{NO_SUCH_HOST}")
        write_site(folder, "no-port", "http://127.0.0.1:9")
        write_site(folder, "no-connection", f"http://127.0.0.1:{port}")
        command = [sys.executable, "-m", "tests.crawler.faults.fleet", json.dumps(SETTINGS)]
        sites = [f"{name}?now=1" if name == "closed-but-now" else name for name in SERVERS]
        sites += ["tls-old", "tls-old-old", "no-name", "no-port", "no-connection"]
        known = {**environment(folder, url), "SSL_CERT_FILE": str(authority.root)}
        done = subprocess.run([*command, *sites], cwd=ROOT, env=known, stderr=subprocess.PIPE, timeout=100, check=False)
        assert done.returncode == 0, done.stderr
        yield url


@pytest.fixture(scope="module")
def ended(crawled: str) -> dict[str, Run]:
    """How the run of each site ended."""
    engine = sqlalchemy.create_engine("postgresql+psycopg://", connect_args=parameters(crawled), poolclass=NullPool)
    with engine.connect() as conn:
        found = rows(conn, "SELECT site, ending, exit_code, coalesce(reason, ''), counts FROM crawl_run")
    return {site: Run(*rest) for site, *rest in found}


@pytest.mark.parametrize(
    ("site", "outcome", "words"),
    [
        ("tls-incomplete", "tls failed", "certificate verify failed"),
        ("tls-old", "tls failed", "alert protocol version"),
        ("no-name", "dns failed", "DNS lookup failed"),
        ("no-port", "connection failed", "Connection refused"),
        ("no-connection", "timeout", "no connection within 1 seconds"),
    ],
)
def test_a_host_that_can_not_be_reached_fails_with_its_reason(
    ended: dict[str, Run], site: str, outcome: str, words: str
) -> None:
    run = ended[site]
    assert (run.ending, run.exit_code, run.counts["outcomes"]) == ("failed", 1, {outcome: 1})
    assert f"could be fetched ({outcome}: " in run.reason and words in run.reason


@pytest.mark.parametrize("site", ["tls-good", "tls-incomplete-lax", "tls-old-old"])
def test_bad_tls_is_taken_where_the_site_file_says_so(ended: dict[str, Run], site: str) -> None:
    assert (ended[site].ending, ended[site].counts["outcomes"]) == ("finished", {"stored": 2})


@pytest.mark.parametrize(("site", "kind"), [("challenge", "challenge page"), ("suspended", "suspended")])
def test_a_start_page_that_is_not_the_portals_ends_the_run(ended: dict[str, Run], site: str, kind: str) -> None:
    assert (ended[site].ending, ended[site].exit_code) == ("failed", 1)
    assert f"its list page is no list ({kind})" in ended[site].reason
    assert SERVERS[site].asked == ["/robots.txt", "/muc"]


def test_a_row_of_challenges_ends_the_run(ended: dict[str, Run]) -> None:
    run = ended["challenged-later"]
    assert run.ending == "failed" and "answers in a row are no pages of the portal (challenge page)" in run.reason
    assert len(SERVERS["challenged-later"].asked) < len(ARTICLES)


def test_a_host_that_dies_gets_one_pause_and_is_given_up(ended: dict[str, Run]) -> None:
    run, server = ended["dies"], SERVERS["dies"]
    assert run.ending == "failed" and "stopped answering (status 503)" in run.reason
    articles = [at for path, at in zip(server.asked, server.times, strict=True) if path in ARTICLES]
    assert len(articles) < 2 * len(ARTICLES)
    assert max(later - at for at, later in pairwise(articles)) >= PAUSE


def test_a_host_that_comes_back_after_the_pause_is_crawled_on(ended: dict[str, Run]) -> None:
    run, times = ended["recovers"], SERVERS["recovers"].times
    assert (run.ending, sum(run.counts["outcomes"].values())) == ("finished", 1 + len(ARTICLES))
    assert run.counts["outcomes"]["stored"] >= len(ARTICLES) - 1, "each page has two tries, and four were for nothing"
    assert max(later - at for at, later in pairwise(times)) >= PAUSE


def test_a_host_that_asks_for_an_hour_gets_it(ended: dict[str, Run]) -> None:
    run, server = ended["asks-for-an-hour"], SERVERS["asks-for-an-hour"]
    assert run.ending == "failed" and "asks to be left alone for 3600 seconds (status 503)" in run.reason
    assert len([path for path in server.asked if path in ARTICLES]) == 1


def test_a_budget_ends_the_run_gently(ended: dict[str, Run], crawled: str) -> None:
    run = ended["budget"]
    assert (run.ending, run.exit_code, run.reason) == ("stopped", 0, "its budget of 6 requests is used up")
    assert len(SERVERS["budget"].asked) == 6
    with psycopg.connect(**parameters(crawled)) as conn:
        left = "SELECT count(*), max(failures) FROM page WHERE site = 'budget' AND role = 'item' AND fetched_at IS NULL"
        assert conn.execute(left).fetchone() == (len(ARTICLES) - 4, 0)


def test_outside_its_hours_a_portal_is_not_asked(ended: dict[str, Run]) -> None:
    run = ended["closed"]
    assert (run.ending, run.exit_code, SERVERS["closed"].asked) == ("stopped", 0, [])
    assert run.reason.startswith("outside its hours (")
    assert ended["closed-but-now"].counts["outcomes"] == {"stored": 2}, "-a now=1"


@pytest.mark.parametrize(("site", "status"), [("robots-fails", 503), ("robots-refuses", 429)])
def test_a_robots_txt_that_can_not_be_had_forbids_everything(
    ended: dict[str, Run], crawled: str, site: str, status: int
) -> None:
    run = ended[site]
    assert (run.ending, run.exit_code) == ("failed", 1)
    with psycopg.connect(**parameters(crawled)) as conn:
        ends = "SELECT DISTINCT outcome, detail FROM fetch_log JOIN crawl_run r ON r.id = run_id WHERE r.site = %s"
        said = conn.execute(ends, (site,)).fetchall()
    assert said == [("forbidden by robots", f"robots.txt gave status {status}, which forbids everything")]
    assert f"does not say what may be asked for: robots.txt gave status {status}" in run.reason
    assert set(SERVERS[site].asked) == {"/robots.txt"}


def test_a_robots_txt_in_utf16_is_kept_to(ended: dict[str, Run]) -> None:
    assert ended["robots-in-utf16"].ending == "finished"
    assert ARTICLES[0] in SERVERS["robots-in-utf16"].asked
    assert ARTICLES[1] not in SERVERS["robots-in-utf16"].asked


def test_crawl_delay_is_kept_to(ended: dict[str, Run]) -> None:
    assert ended["crawl-delay"].ending == "finished"
    times = SERVERS["crawl-delay"].times
    assert len(times) == 5 and times[-1] - times[0] >= 4 * CRAWL_DELAY


def test_no_host_is_asked_twice_at_once(ended: dict[str, Run]) -> None:
    assert ended and {server.most_at_once for server in SERVERS.values() if server.asked} == {1}
