"""A portal of any size that answers as fast as it can, in a process of its own: `python -m tests.portals.fast N`.

Lists of 50 articles at `/muc?page=N`, articles at `/tin/bai-N.html` (some 20 KB, with an ETag), all made from their
number when they are asked for. `/_dem` tells what was asked, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from corpus.child_processes import die_with_parent, spawn

ROOT = Path(__file__).parents[2]
PER_PAGE = 50
STATUSES = {200: "OK", 304: "Not Modified", 404: "Not Found"}
NEWEST = date(2024, 6, 30)
WORDS = (
    "hội nghị tổng kết công tác xây dựng Đảng và hệ thống chính trị huyện ủy đảng viên chi bộ cơ sở nghị quyết thực "
    "hiện nhiệm vụ phát triển kinh tế xã hội địa phương nhân dân cán bộ đồng chí bí thư kiểm tra giám sát kết quả"
).split()
MENU = "".join(
    f"<li class='muc-{n}'><a href='/gioi-thieu/trang-{n}'>{' '.join(WORDS[n % 40 :][:5])}</a></li>" for n in range(140)
)
FRAME = "<!doctype html><html><head><title>{title}</title></head><body><ul class='menu'>{menu}</ul>{body}</body></html>"


def article(number: int) -> str:
    """The page of an article, the same one every time."""
    chance = random.Random(number)
    texts = (" ".join(chance.choices(WORDS, k=45)).capitalize() for _ in range(16))
    body = f"<h1>Bài {number}</h1><i>{_day(number)}</i>" + "".join(f"<p>{text}.</p>" for text in texts)
    return FRAME.format(title=f"Bài {number}", menu=MENU, body=body)


def listing(page: int, articles: int) -> str:
    """A page of the list: its articles, and links to its neighbours and the last page."""
    last = -(-articles // PER_PAGE)
    numbers = range((page - 1) * PER_PAGE + 1, min(page * PER_PAGE, articles) + 1)
    items = "".join(f"<li><a href='/tin/bai-{n}.html'>Bài số {n}</a> <i>{_day(n)}</i></li>" for n in numbers)
    others = sorted({number for number in (page - 1, page + 1, last) if 1 <= number <= last} - {page})
    pager = "".join(f"<a class='trang' href='/muc?page={n}'>{n}</a>" for n in others)
    return FRAME.format(title="Tin tức", menu=MENU, body=f"<ul class='tin'>{items}</ul><div>{pager}</div>")


def _day(number: int) -> str:
    return f"{NEWEST - timedelta(days=number // 5):%d/%m/%Y}"


class Answering(asyncio.Protocol):
    """One connection, kept open; only as much of HTTP as a crawler speaks."""

    articles = 0
    asked: ClassVar[Counter[str]] = Counter()
    first = 0.0
    """When the first request came, on the clock that all processes of a machine share."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            self.transport.write(self._answer(head.decode("latin-1")))

    def _answer(self, head: str) -> bytes:
        path = head.split(" ", 2)[1]
        if path == "/_dem":
            return _response(200, json.dumps({"asked": self.asked, "first": Answering.first}), "")
        Answering.first = Answering.first or time.monotonic()
        self.asked[path.split("?")[0].split("-")[0].removesuffix(".txt")] += 1
        status, body = self._page(path)
        tag = f'"{hash(path) & 0xFFFF:x}-1"' if path.startswith("/tin/") else ""
        if tag and f"if-none-match: {tag}" in head.lower():
            return _response(304, "", tag)
        return _response(status, body, tag)

    def _page(self, path: str) -> tuple[int, str]:
        address, _, query = path.partition("?page=")
        if address == "/muc" and (not query or query.isdecimal()):
            return 200, listing(int(query or 1), self.articles)
        number = address.removeprefix("/tin/bai-").removesuffix(".html")
        if number.isdecimal() and 1 <= int(number) <= self.articles:
            return 200, article(int(number))
        return 404, "khong thay"


def _response(status: int, body: str, tag: str) -> bytes:
    sent = body.encode()
    lines = [f"HTTP/1.1 {status} {STATUSES[status]}", "Content-Type: text/html; charset=utf-8"]
    lines += [f"ETag: {tag}"] if tag else []
    return "\r\n".join([*lines, f"Content-Length: {len(sent)}", "", ""]).encode() + sent


async def _serve(articles: int) -> None:
    Answering.articles = articles
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@dataclass(frozen=True)
class FastPortal:
    """A served one."""

    url: str

    def asked(self) -> dict[str, int]:
        """Requests so far by the start of their path: `/muc`, `/tin/bai`, `/robots`."""
        counts: dict[str, int] = self._told()["asked"]
        return counts

    def first(self) -> float:
        """When the first request came, as time.monotonic() has it."""
        return float(self._told()["first"])

    def _told(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/_dem", timeout=10) as answer:  # noqa: S310 (it is on loopback)
            told: dict[str, Any] = json.load(answer)
        return told


@contextmanager
def serve(articles: int) -> Iterator[FastPortal]:
    """Serves a portal of so many articles until the block ends."""
    command = [sys.executable, "-m", "tests.portals.fast", str(articles)]
    with spawn(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield FastPortal(f"http://127.0.0.1:{process.stdout.readline().strip()}")
        finally:
            process.kill()


if __name__ == "__main__":
    die_with_parent()
    asyncio.run(_serve(int(sys.argv[1])))
