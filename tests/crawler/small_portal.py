"""A small portal of our own on loopback, and a way to crawl it with Scrapy as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tests import preloaded

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
WORDS = "Hội nghị tổng kết công tác xây dựng Đảng và hệ thống chính trị"

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class SmallPortal:
    """Pages by path (with query), what was asked, and how slowly it answers."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    delay: float = 0.0
    under_way: int = 0
    most_at_once: int = 0
    """How many requests it had under way at the same time, at most."""

    posts: Callable[[str, dict[str, str]], str | None] = lambda path, form: None  # noqa: ARG005
    """The page that a form posted to a path gives; None for none."""

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **names}, sent)

    def begin(self) -> None:
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)

    def articles_asked(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/tin/")]

    def lists_asked(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/muc")]

    def fill(self, articles: int, per_page: int = 4, section: str = "/muc") -> None:
        """`articles` articles, newest first, one a day back from 30 June 2022, on pages of `section`?page=N."""
        numbers = list(range(1, articles + 1))
        groups = [numbers[at : at + per_page] for at in range(0, articles, per_page)]
        for page, group in enumerate(groups, 1):
            links = "".join(f"<a href='{section}?page={n}'>{n}</a>" for n in range(1, len(groups) + 1) if n != page)
            body = self.items(group) + f"<div class='pager'>{links}</div>"
            self.put(section if page == 1 else f"{section}?page={page}", f"<html><body>{body}</body></html>")
        for number in numbers:
            text = f"<h1>Bài {number}</h1><p>{WORDS}.</p><p>{WORDS}.</p>"
            self.put(f"/tin/bai-{number}.html", f"<html><body>{text}</body></html>")

    def items(self, numbers: list[int]) -> str:
        return "".join(
            f"<li><a href='/tin/bai-{n}.html'>Bài số {n}</a> <i>({max(1, 30 - n)}/06/2022)</i></li>" for n in numbers
        )


@contextmanager
def serve(portal: SmallPortal) -> Iterator[SmallPortal]:
    """Serves it on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            portal.asked.append(self.path)
            portal.begin()
            time.sleep(portal.delay)
            portal.under_way -= 1
            status, headers, body = portal.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"khong thay"))
            if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            portal.asked.append(f"POST {self.path}")
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = portal.posts(self.path, dict(parse_qsl(sent, keep_blank_values=True)))
            body = (answer or "").encode()
            self.send_response(500 if answer is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    portal.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()


def write_site(folder: Path, site: str, base: str, **changes: str) -> None:
    """A site file of the small portal in a seeds folder of its own."""
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    if not (folder / "platforms").exists():
        (folder / "platforms").symlink_to(SEEDS / "platforms")
    keys = {
        "name": "Cổng nhỏ",
        "level": "national",
        "start": f"[{{url: '{base}/muc', section: [Tin tức, Tin hoạt động]}}]",
        "articles": "['^/(tin|noi-bo)/bai-\\d+\\.html$']",
        "paging": "{query: [page]}",
        "delay": "0",
        "allow_private": "true",
        **changes,
    }
    text = "".join(f"{key}: {value}\n" for key, value in keys.items())
    (folder / "sites" / f"{site}.yaml").write_text(text, encoding="utf-8")


def environment(seeds: Path, database: str) -> dict[str, str]:
    """The caller's, without proxies, for a crawl of these seeds into this database."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "TINHUY_SEEDS": str(seeds), "DATABASE_URL": database}


def start_crawl(seeds: Path, database: str, *args: str) -> subprocess.Popen[str]:
    """`scrapy crawl …` in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", *args],
        cwd=ROOT,
        env=environment(seeds, database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def crawl(seeds: Path, database: str, *args: str, limit: float = 180) -> tuple[int, str]:
    """`scrapy crawl …` to its end, within `limit` seconds: exit code and what it said on stderr."""
    code, _, said = preloaded.run("scrapy", ["crawl", *args], environment(seeds, database), limit)
    return code, said
