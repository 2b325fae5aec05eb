"""A proxy on loopback between the browser and the network, so that no page makes us ask our own network.

It resolves names itself and connects to the address that it has checked. Redirects, scripts, WebSockets and names that
change their address in between all pass here; Playwright's interception is not sure to see any of them.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy.exceptions import CannotResolveHostError

from crawler.network.outcomes import Outcome, RequestEnded
from crawler.network.private_addresses import is_private

logger = logging.getLogger(__name__)

HEAD = 65_536
"""Bytes of a request's head, at most."""
PIECE = 65_536


class GuardProxy:
    """The proxy. `most`: bytes that one connection may bring before it is cut; `patience`: seconds for a connection."""

    def __init__(self, allow_private: bool, most: int, patience: float) -> None:
        self.allow_private = allow_private
        self.most = most
        self.patience = patience
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Start the proxy and return its address."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Accept no further connection."""
        if self._server is not None:
            self._server.close()

    async def address_of(self, host: str) -> str:
        """Resolve a host to an address. Raises Ended for a private one and CannotResolveHostError for none."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise CannotResolveHostError(f"{host}: {error}") from None
        addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
        allowed = [one for one in addresses if self.allow_private or not is_private(ip_address(one.partition("%")[0]))]
        if not allowed:
            raise RequestEnded(Outcome.REFUSED_ADDRESS, f"{host} is at {addresses[0]}, which is a private address")
        return allowed[0]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of the browser; where the far end can't be reached, close it silently."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), self.patience)
            await self._pass_on(head, reader, writer)
        except (OSError, ValueError, EOFError, TimeoutError, RequestEnded, CannotResolveHostError) as error:
            logger.debug("The browser does not get what it asks for: %s", error)
        except asyncio.LimitOverrunError:
            logger.debug("The browser asks with a head of more than %d bytes", HEAD)
        finally:
            writer.close()

    async def _pass_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, _, rest = head.partition(b"\r\n")
        method, target, version = line.split(b" ")
        tunnel = method == b"CONNECT"
        url = urlsplit(f"//{target.decode()}" if tunnel else target.decode())
        host, port = url.hostname or "", url.port or 80
        connection = asyncio.open_connection(await self.address_of(host), port)
        far_reader, far_writer = await asyncio.wait_for(connection, self.patience)
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = url._replace(scheme="", netloc="").geturl() or "/"
                far_writer.write(b" ".join((method, path.encode(), version)) + b"\r\n" + _closing(rest))
            await self._relay(reader, writer, far_reader, far_writer)
        finally:
            far_writer.close()

    async def _relay(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
    ) -> None:
        """Relay both directions until the far end has closed."""
        asking = asyncio.ensure_future(_copy(reader, far_writer, self.most))
        try:
            await _copy(far_reader, writer, self.most)
        finally:
            asking.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await asking


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int) -> None:
    while piece := await reader.read(PIECE):
        most -= len(piece)
        if most < 0:
            raise OSError("it is larger than download max size")
        writer.write(piece)
        await writer.drain()


def _closing(headers: bytes) -> bytes:
    """Rewrite a request's headers for the far end, which gets one request per connection."""
    dropped = (b"connection:", b"proxy-connection:", b"proxy-authorization:")
    lines = [line for line in headers.split(b"\r\n") if line and not line.lower().startswith(dropped)]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])
