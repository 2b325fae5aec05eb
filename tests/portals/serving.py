"""Serves sample portals over real HTTP on loopback and remembers what was asked of each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler, make_server


@dataclass
class RunningPortal:
    """A portal that is being served: its address, its Flask application and every path asked for so far."""

    name: str
    url: str
    app: Flask
    requests: list[str] = field(default_factory=list)


class _QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@contextmanager
def serve(name: str, create_app: Callable[[], Flask], port: int = 0) -> Iterator[RunningPortal]:
    """Serve `create_app()` on 127.0.0.1 at `port` (0: a free one) until the block ends. Raises OSError if taken."""
    app = create_app()
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_QuietHandler)
    portal = RunningPortal(name, f"http://127.0.0.1:{server.server_port}", app)
    app.before_request(lambda: portal.requests.append(request.full_path.rstrip("?")))
    thread = threading.Thread(target=server.serve_forever, name=f"portal-{name}", daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
