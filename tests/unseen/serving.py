"""Serves a portal over HTTP on loopback, and remembers what was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.unseen.generator.portal import Portal


class Server(ThreadingHTTPServer):
    """The portal at `home`; `asked` holds every path with query, in the order of asking."""

    daemon_threads = True

    def __init__(self, portal: Portal, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.portal = portal
        self.host = f"127.0.0.1:{self.server_port}"
        self.home = f"http://{self.host}/"
        self.asked: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        self.server.asked.append(self.path)
        answer = self.server.portal.answer(self.path, self.server.host, datetime.now())
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if body:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve(portal: Portal, port: int = 0) -> Iterator[Server]:
    """Serve a portal until the block ends."""
    server = Server(portal, port)
    thread = threading.Thread(target=server.serve_forever, name=f"portal {portal.seed}", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
