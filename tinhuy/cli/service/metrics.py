"""`tinhuy metrics`: figures on the corpus and its service, for Prometheus."""

from __future__ import annotations

import signal
import sys
from threading import Event
from typing import Annotated

import typer
from prometheus_client import generate_latest, start_http_server

from corpus.database import engines
from seeds.errors import UsageError
from tinhuy.metrics.collector import registry
from tinhuy.terminal import err


def metrics(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to serve the metrics on; 0: any free port.")] = 9108,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0: all. There is no password.")] = "127.0.0.1",
    once: Annotated[bool, typer.Option("--once", help="Print the metrics to stdout and exit.")] = False,
) -> None:
    """Serve metrics of corpus, crawls and jobs to Prometheus.

    The metrics are read from Postgres at each scrape, so one process serves for any number of workers.
    """
    engine = engines.engine(engines.address())
    figures = registry(engine)
    if once:
        sys.stdout.write(generate_latest(figures).decode())
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        server, thread = start_http_server(port, host, figures)
    except OSError as error:
        raise UsageError(f"{host}:{port} can't be opened: {error.strerror}.", "Choose another --port.") from None
    err.print(f"Metrics: http://{host}:{server.server_port}/metrics", markup=False)
    stop.wait()
    server.shutdown()
    thread.join()
