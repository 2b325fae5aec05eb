"""The embedded server over TCP: it listens on its socket alone, so what comes by TCP is handed through to that."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from psycopg.conninfo import conninfo_to_dict


@contextmanager
def over_tcp(url: str, host: str) -> Iterator[str]:
    """The corpus at `url`, a server's on this machine, at a free port of `host` until the block ends; its address."""
    given = conninfo_to_dict(url)
    socket = f"{given['host']}/.s.PGSQL.{given.get('port', 5432)}"
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, back = await asyncio.open_unix_connection(socket)
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        writer.close()

    server = asyncio.run_coroutine_threadsafe(asyncio.start_server(handle, host, 0), loop).result()
    try:
        port = server.sockets[0].getsockname()[1]
        yield f"postgresql://{given['user']}@{host}:{port}/{given['dbname']}"
    finally:
        loop.call_soon_threadsafe(loop.stop)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.close()
