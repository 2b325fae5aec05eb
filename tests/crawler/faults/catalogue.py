"""The faults of one article address each, with the outcome that each must end as."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from typing import Any

from crawler.network.outcomes import Outcome
from tests.crawler.faults.server import Answer, Visit, not_found, page

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
HTML = "<!DOCTYPE html><html><head><title>Bài</title></head><body><h1>Bài</h1><p>Nội dung.</p></body></html>"
ZIPPED = gzip.compress((HTML * 200).encode())
MAXSIZE = 1_000_000
"""Bytes; what the tests set DOWNLOAD_MAXSIZE to."""
BOMB = gzip.compress(bytes(30 * MAXSIZE), 1)


async def silent(_: Visit) -> None:
    await asyncio.sleep(60)


async def drips_its_head(visit: Visit) -> None:
    for byte in HEAD * 50:
        await visit.send(bytes([byte]))
        await asyncio.sleep(0.05)


async def drips_its_body(visit: Visit) -> None:
    await visit.send(HEAD + b"Content-Length: 5000\r\n\r\n")
    for _ in range(5000):
        await visit.send(b"a")
        await asyncio.sleep(0.05)


async def cut_at_a_length(visit: Visit) -> None:
    await visit.send(HEAD + b"Content-Length: 5000\r\n\r\n" + HTML.encode()[:60])
    visit.writer.close()


async def announces_too_little(visit: Visit) -> None:
    await visit.send(HEAD + b"Content-Length: 40\r\n\r\n" + HTML.encode())


async def cut_in_chunks(visit: Visit) -> None:
    await visit.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n20\r\n" + HTML.encode()[:32] + b"\r\n")
    visit.writer.close()


async def cut_in_gzip(visit: Visit) -> None:
    await visit.answer(ZIPPED[: len(ZIPPED) // 2], Content_Encoding="gzip")


async def no_gzip(visit: Visit) -> None:
    await visit.answer(HTML.encode(), Content_Encoding="gzip")


async def broken_gzip(visit: Visit) -> None:
    await visit.answer(ZIPPED[:40] + bytes(200) + ZIPPED[240:], Content_Encoding="gzip")


async def gzip_named_twice(visit: Visit) -> None:
    await visit.answer(ZIPPED, Content_Encoding="gzip, gzip")


async def gzip_not_named(visit: Visit) -> None:
    await visit.answer(ZIPPED)


async def from_a_proxy(visit: Visit) -> None:
    await visit.answer(HTML.encode(), "203 Non-Authoritative Information")


async def gzip_bomb(visit: Visit) -> None:
    await visit.answer(BOMB, Content_Encoding="gzip")


async def endless(visit: Visit) -> None:
    await visit.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        await visit.send(b"10000\r\n" + b"a" * 0x10000 + b"\r\n")


async def announces_too_much(visit: Visit) -> None:
    await visit.send(HEAD + b"Content-Length: 10000000000\r\n\r\n" + HTML.encode())


async def reset(visit: Visit) -> None:
    connection: Any = visit.writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.writer.transport.abort()


async def closes_without_a_word(visit: Visit) -> None:
    visit.writer.close()


async def no_http(visit: Visit) -> None:
    await visit.send(b"SSH-2.0-OpenSSH_7.4\r\n\r\n")
    visit.writer.close()


async def endless_header(visit: Visit) -> None:
    await visit.send(HEAD + b"X-Dai: " + b"a" * 400_000 + b"\r\n\r\n")
    visit.writer.close()


async def overloaded(visit: Visit) -> None:
    await visit.answer(b"qua tai", "503 Service Unavailable")


async def broken(visit: Visit) -> None:
    await visit.answer(b"Runtime Error", "500 Internal Server Error")


async def loops(visit: Visit) -> None:
    await visit.answer(b"", "302 Found", Location=visit.path)


async def resets_once(visit: Visit) -> None:
    await (reset(visit) if visit.number == 1 else visit.answer(HTML.encode()))


async def asks_to_wait_once(visit: Visit) -> None:
    if visit.number == 1:
        return await visit.answer(b"", "429 Too Many Requests", Retry_After="1")
    return await visit.answer(HTML.encode())


FAULTS: dict[str, tuple[Answer, Outcome, str]] = {
    "silent": (silent, Outcome.TIMEOUT, "gave no answer within"),
    "drips-its-head": (drips_its_head, Outcome.TIMEOUT, "gave no answer within"),
    "drips-its-body": (drips_its_body, Outcome.TIMEOUT, "took longer than"),
    "cut-at-a-length": (cut_at_a_length, Outcome.CUT_BODY, "not as long as announced"),
    "cut-in-chunks": (cut_in_chunks, Outcome.CUT_BODY, "not as long as announced"),
    "announces-too-little": (announces_too_little, Outcome.CUT_BODY, "not as long as announced"),
    "cut-in-gzip": (cut_in_gzip, Outcome.CUT_BODY, "cut or broken"),
    "no-gzip": (no_gzip, Outcome.STORED, ""),
    "broken-gzip": (broken_gzip, Outcome.CUT_BODY, "cut or broken"),
    "gzip-named-twice": (gzip_named_twice, Outcome.STORED, ""),
    "gzip-not-named": (gzip_not_named, Outcome.STORED, ""),
    "from-a-proxy": (from_a_proxy, Outcome.STORED, ""),
    "gzip-bomb": (gzip_bomb, Outcome.TOO_LARGE, "once it is unpacked"),
    "endless": (endless, Outcome.TOO_LARGE, "larger than"),
    "announces-too-much": (announces_too_much, Outcome.TOO_LARGE, "larger than"),
    "reset": (reset, Outcome.CONNECTION_FAILED, ""),
    "closes": (closes_without_a_word, Outcome.CONNECTION_FAILED, ""),
    "no-http": (no_http, Outcome.CONNECTION_FAILED, ""),
    "endless-header": (endless_header, Outcome.TOO_LARGE, "of its head"),
    "overloaded": (overloaded, Outcome.HTTP_ERROR, "status 503"),
    "broken": (broken, Outcome.HTTP_ERROR, "status 500"),
    "missing": (not_found, Outcome.NOT_FOUND, "status 404"),
    "loops": (loops, Outcome.REDIRECTED_AWAY, "max redirections"),
    "pdf": (page("%PDF-1.5 ...", Content_Type="application/pdf"), Outcome.NOT_TEXT, "application/pdf"),
    "pdf-as-html": (page("%PDF-1.5 ..."), Outcome.NOT_TEXT, "text/html"),
    "html-as-plain": (page(HTML, Content_Type="text/plain"), Outcome.STORED, ""),
    "html-as-bytes": (page(HTML, Content_Type="application/octet-stream"), Outcome.STORED, ""),
    "html-as-pdf": (page(HTML, Content_Type="application/pdf"), Outcome.STORED, ""),
    "resets-once": (resets_once, Outcome.STORED, ""),
    "asks-to-wait-once": (asks_to_wait_once, Outcome.STORED, ""),
}
