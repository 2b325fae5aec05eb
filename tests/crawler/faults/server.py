"""A server on loopback that behaves as badly as it is told: every path is a function that writes what it likes."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[["Visit"], Awaitable[None]]


@dataclass
class Visit:
    """One request, and the connection to misbehave on."""

    path: str
    head: str
    writer: asyncio.StreamWriter
    number: int
    """Which time it is that this path is asked for, from 1."""

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """A proper answer; headers are named with underscores."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **given}
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        await self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)


@dataclass
class FaultServer:
    """What it serves, and what was asked of it."""

    answers: dict[str, Answer] = field(default_factory=dict)
    url: str = ""
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """When each request came (monotonic seconds)."""
    most_at_once: int = 0
    """Requests, not connections: Scrapy keeps an idle one."""
    _under_way: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open for as many requests as come."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(head.decode("latin-1"), writer)
                if writer.is_closing():
                    break
        writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        path = head.split(" ")[1]
        self.asked.append(path)
        self.times.append(time.monotonic())
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            await self.answers.get(path, not_found)(Visit(path, head, writer, self.asked.count(path)))
        finally:
            self._under_way -= 1


async def not_found(visit: Visit) -> None:
    await visit.answer(b"khong thay", "404 Not Found")


def page(html: str | bytes, **headers: str) -> Answer:
    """A good page."""
    body = html.encode() if isinstance(html, str) else html

    async def answer(visit: Visit) -> None:
        await visit.answer(body, **headers)

    return answer


def portal(*paths: str, **others: Answer) -> dict[str, Answer]:
    """A portal whose list names these paths, each of which is a good article."""
    links = "".join(f"<li><a href='{path}'>Bài {path}</a></li>" for path in paths)
    articles = {path: page(f"<html><body><h1>Bài {path}</h1><p>Nội dung.</p></body></html>") for path in paths}
    return {"/muc": page(f"<html><body><ul>{links}</ul></body></html>"), **articles, **others}


@contextmanager
def serving(*servers: FaultServer, tls: dict[int, ssl.SSLContext] | None = None) -> Iterator[None]:
    """Serves each on a free port of 127.0.0.1, in a thread; `tls` has contexts by place in `servers`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> list[asyncio.Server]:
        started = []
        for place, server in enumerate(servers):
            context = (tls or {}).get(place)
            running = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
            server.url = f"{'https' if context else 'http'}://127.0.0.1:{running.sockets[0].getsockname()[1]}"
            started.append(running)
        return started

    async def stop() -> None:
        for server in started:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    started = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
