"""Heads of answers that no browser minds, and heads without end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection

from crawler.network.response_heads import MAX_FIELDS, MAX_HEAD
from tests.crawler.small_portal import WORDS, crawl, write_site
from tests.crawler.stored import last_run, rows

ARTICLE = f"<html><body><h1>B\u00e0i</h1><p>{WORDS}.</p></body></html>".encode()
ODD = """ continues nothing\r\nX Powered By: a\r\nServer : IIS\r\n: blank\r\nT\u00ean: b\r\n(x): c\r\nno colon\r
Content-Type: text/html\r\nX-Own: 1\r\nTransfer-Encoding: identity\r\nX-Generator: Joomla\r\n"""
HEADS = {
    "/tin/bai-1.html": ODD.encode(),
    "/tin/bai-2.html": b"X-A: " + b"a" * (MAX_HEAD + 10) + b"\r\n",
    "/tin/bai-3.html": b"X-A: 1\r\n" * (MAX_FIELDS + 1),
    "/tin/bai-4.html": b"Server: " + b"a" * 100_000 + b"\r\n" + b"Link: a\r\n" * 500,
}
"""The fields of each article's answer."""


@pytest.fixture
def url() -> Iterator[str]:
    """A portal with these heads."""
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listening,), daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.close()


def serve(listening: socket.socket) -> None:
    links = "".join(f"<a href='{path}'>B\u00e0i</a>" for path in HEADS)
    pages = {"/muc": f"<html><body>{links}</body></html>".encode(), **dict.fromkeys(HEADS, ARTICLE)}
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            path = connection.recv(65536).split(b" ")[1].decode()
            body = pages.get(path, b"")
            status = b"HTTP/1.1 200 OK\r\n" if body else b"HTTP/1.1 404 No\r\n"
            length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
            connection.sendall(status + HEADS.get(path, b"") + length + body)


def test_odd_fields_are_left_out_and_heads_have_bounds(
    url: str, tmp_path: Path, database: str, conn: Connection
) -> None:
    write_site(tmp_path, "nho", url)
    code, said = crawl(tmp_path, database, "nho")
    assert code == 0, said
    assert last_run(conn)[0] == "finished"
    found = rows(conn, "SELECT substring(url from '-[0-9].html'), outcome FROM fetch_log ORDER BY url")
    assert found == [
        (None, "stored"), ("-1.html", "stored"), ("-2.html", "too large"),
        ("-3.html", "too large"), ("-4.html", "stored"),
    ]  # fmt: skip
    first, last = rows(conn, "SELECT headers FROM snapshot WHERE role = 'item' ORDER BY url")
    length = str(len(ARTICLE))
    assert first == {
        "content-type": "text/html", "server": "IIS", "x-generator": "Joomla", "content-length": length,
    }  # fmt: skip
    assert last == {"server": "a" * 1_000, "link": ["a"] * 10, "content-length": length}
