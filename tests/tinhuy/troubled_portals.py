"""Three small portals with a good past: one changes its layout, of one a section falls silent, one is suspended."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, update

from corpus.articles import publishing
from corpus.crawling import page_store, runs, sites
from corpus.crawling.records import Fetched, Role
from corpus.database import engines as corpus_database
from corpus.database.tables import CrawlRun
from corpus.health.verdicts import judge_runs
from normalize.article import normalise
from normalize.rules_version import RULES
from normalize.workers.worker import rules_hash
from seeds.config.catalogue import catalogue
from seeds.config.site import Site
from seeds.timing import VIETNAM
from seeds.urls.canonical import canonical, key
from tests.conftest import clone
from tests.crawler.small_portal import SEEDS, SmallPortal, serve, write_site
from tests.normalize.pages import FIRST, SECOND, THIRD
from tests.tinhuy.commands import Ran, Tinhuy, tinhuy
from tests.tinhuy.corpora import Row, rows

TODAY = datetime.now(VIETNAM)
ARTICLES = 8
SILENT = 4
SECTIONS = {"/muc": "Tin tức", "/tin-cu": "Tin cũ"}
SUSPENDED = "<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1></body></html>"
GOOD = (
    "<html><head><title>{title} - Cổng nhỏ</title></head><body><h1 class='ArticleHeader'>{title}</h1>"
    "<span class='PostDate'>{day:%d/%m/%Y}</span><div class='ArticleContent'><p>{first}</p><p>{second}</p>"
    "<p>{third}</p></div></body></html>"
)
BROKEN = (
    "<html><head><title>{title} - Cổng nhỏ</title></head><body><h1>{title}</h1><div class='moi'>"
    "<p>{first}</p></div></body></html>"
)
CONTENT = "SELECT page_id, version, title, text, published_at, snapshot_id FROM article ORDER BY page_id"


def path_of(section: str, day: int) -> str:
    """Address of the section's article of so many days ago."""
    return f"/tin/bai-{len(section)}{day:02}.html"


def publish(portal: SmallPortal, section: str, newest: int, page: str = GOOD) -> None:
    """Put a section's list and articles: one a day, the newest so many days ago."""
    links = []
    for ago in range(newest, newest + ARTICLES):
        day, path = TODAY - timedelta(days=ago), path_of(section, ago)
        title = f"Bài số {ago} của mục {section} về xây dựng Đảng"
        words = {"first": f"Tin {ago}. {FIRST}", "second": f"{SECOND} Lần {ago}.", "third": THIRD}
        portal.put(path, page.format(title=title, day=day, **words))
        links.append(f"<li><a href='{path}'>{title}</a> <i>({day:%d/%m/%Y})</i></li>")
    portal.put(section, f"<html><body><ul>{''.join(links)}</ul></body></html>")


def live(url: str, site: Site, portal: SmallPortal, sections: dict[str, str]) -> None:
    """A past in the corpus: a run a day, which fetched what the portal had published on that day."""
    with corpus_database.transaction(url) as conn:
        sites.sync(conn, [site])
        for ago in range(20, 0, -1):
            at = TODAY - timedelta(days=ago) + timedelta(minutes=5)
            run_id = runs.start(conn, site.id, "x", {})
            for section, name in sections.items():
                if path_of(section, ago) in portal.pages:
                    _fetch(conn, site, portal, path_of(section, ago), name, at, run_id)
            runs.end(conn, run_id, runs.Ending.FINISHED, None, 0)
            past = {"started_at": at - timedelta(minutes=5), "ended_at": at}
            conn.execute(update(CrawlRun).where(CrawlRun.id == run_id).values(past))
        judged = judge_runs(conn, site.id, site.expect)
        assert [judgement.findings for _, judgement in judged if judgement.verdict == "flagged"] == []


def _fetch(
    conn: Connection, site: Site, portal: SmallPortal, path: str, section: str, at: datetime, run_id: int
) -> None:
    address = portal.url + path
    headers, body = portal.pages[path][1:]
    page = (site.id, key(address, site), canonical(address, site), Role.ITEM, address, 200, headers, body, at)
    page_store.store_item(conn, Fetched(*page, run_id=run_id, section=(section,)), None)
    (pending,) = publishing.claim(conn, 1, [site.id])
    publishing.publish(conn, pending, normalise(pending.page(), site), RULES, rules_hash(site))


@contextmanager
def listening() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A webhook on loopback, and what it was sent."""
    sent: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/bao-dong", sent
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Seen:
    """Three portals before and after something went wrong with each."""

    database: str
    tinhuy: Tinhuy
    before: list[Row]
    crawled: Ran
    sent: list[dict[str, Any]]
    commanded: Path
    status: dict[str, dict[str, Any]] = field(default_factory=dict)


@contextmanager
def troubled(server: str, home: Path) -> Iterator[Seen]:
    """The portals with a good past, then one crawl of each with its trouble."""
    with ExitStack() as stack:
        database = stack.enter_context(clone(server))
        shutil.copytree(SEEDS / "platforms", home / "seeds" / "platforms")
        portals = {name: stack.enter_context(serve(SmallPortal())) for name in ("layout", "silent", "suspended")}
        url, sent = stack.enter_context(listening())
        for name, portal in portals.items():
            sections = SECTIONS if name == "silent" else {"/muc": SECTIONS["/muc"]}
            for section in sections:
                publish(portal, section, newest=1 if section == "/muc" else SILENT)
            starts = ", ".join(f"{{url: '{portal.url}{path}', section: [{words}]}}" for path, words in sections.items())
            write_site(home / "seeds", name, portal.url, start=f"[{starts}]")
            live(database, catalogue(home / "seeds").site(name), portal, sections)
        commanded = home / "told.jsonl"
        script = f"import pathlib, sys; pathlib.Path({str(commanded)!r}).open('a').write(sys.stdin.read() + chr(10))"
        command = f'{sys.executable} -c "{script}"'
        run = tinhuy(home, home / "seeds", database, TINHUY_ALARM_URL=url, TINHUY_ALARM_COMMAND=command)
        before = rows(database, CONTENT)
        publish(portals["layout"], "/muc", newest=1, page=BROKEN)
        for path in portals["suspended"].pages:
            portals["suspended"].put(path, SUSPENDED)
        crawled = run("crawl", *portals, "--full")
        status = {one["site"]: one for one in run.here.done("status", "--json").lines}
        yield Seen(database, run, before, crawled, sent, commanded, status)
