"""Connections to portals: with a timeout for connecting, and strict about the announced length of a body."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet import error
from twisted.internet.defer import Deferred
from twisted.web.client import HTTPConnectionPool

from crawler.network.response_heads import Parser


class Pool(HTTPConnectionPool):
    """Connection pool with a timeout for connecting; Scrapy has one for connection and body together."""

    def __init__(self, connect_timeout: float) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 (importing it installs one)

        super().__init__(reactor, persistent=True)  # type: ignore[no-untyped-call]
        self._patience = connect_timeout
        self._factory = _Factory

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: N802 (Twisted's name)
        connection: Deferred[Any] = super().getConnection(key, endpoint)
        return connection.addTimeout(self._patience, self._reactor, self._give_up)

    def _give_up(self, _cancelled: object, _timeout: float) -> None:
        raise error.TimeoutError(f"no connection within {self._patience:g} seconds")  # type: ignore[no-untyped-call]


class _Protocol(_LenientHTTP11ClientProtocol):
    """HTTP client that treats a body beyond its announced length as an error, like a body that ends before it."""

    def request(self, request: Any) -> Any:
        answer = super().request(request)
        assert self._parser is not None  # noqa: S101 (Scrapy's own has just looked)
        self._parser.__class__ = Parser  # as Scrapy does: Twisted names its parser's class in the middle of a method
        return answer

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 (Twisted's name)
        decoder: Any = getattr(self._parser, "bodyDecoder", None)
        if rest.strip() and getattr(decoder, "contentLength", None) == 0:
            decoder.contentLength = len(rest)  # which the decoder reports as lost data
            request: Any = self._currentRequest
            request.persistent = False  # nobody knows where the next answer would begin
        super()._finishResponse(rest)


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: ARG002, N802 (Twisted's signature)
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
