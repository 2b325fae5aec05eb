"""Any number of small portals in one process, a port each: `python -m tests.soak.portals HOST NUMBER ARTICLES`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.crawler.small_portal import write_site
from tests.portals.fast import ROOT, Answering


async def _serve(host: str, number: int, articles: int) -> None:
    Answering.articles = articles
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(Answering, host, 0) for _ in range(number)]
    print(*[server.sockets[0].getsockname()[1] for server in servers], flush=True)
    await asyncio.gather(*[server.serve_forever() for server in servers])


@contextmanager
def serve(number: int, articles: int, host: str = "127.0.0.1") -> Iterator[list[str]]:
    """Serves them until the block ends; their addresses."""
    command = [sys.executable, "-m", "tests.soak.portals", host, str(number), str(articles)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield [f"http://{host}:{port}" for port in process.stdout.readline().split()]
        finally:
            process.kill()


def write_seeds(folder: Path, addresses: list[str], **keys: str) -> list[str]:
    """Their site files; the sites' ids."""
    names = [f"cong-{number:02}" for number in range(1, len(addresses) + 1)]
    for name, address in zip(names, addresses, strict=True):
        articles = "['^/tin/bai-\\d+\\.html$']"
        write_site(folder, name, address, articles=articles, state="verified", **keys)
    return names


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
