"""Outcomes of requests: a closed list, of which every request gets exactly one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from corpus.crawling.records import FetchOutcome as Outcome
from crawler.network.private_addresses import was_refused

NOT_ASKED = frozenset({Outcome.FORBIDDEN_BY_ROBOTS, Outcome.REFUSED_ADDRESS, Outcome.CANCELLED})
"""Outcomes of requests that never reached the host, or were not meant to."""

_TLS = ("ssl", "tls", "certificate")
_OPENSSL = re.compile(r"\('SSL routines', '[^']*', '([^']*)'\)|service_identity\.\w+: (.{1,200})")
_TOO_LARGE = "maxsize"


class RequestEnded(IgnoreRequest):
    """A middleware ended a request before or instead of its answer."""

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        super().__init__(detail or outcome.value)
        self.outcome = outcome


def outcome_of_status(status: int) -> Outcome:
    """Map an answer's status, where it is not a page's, to an outcome."""
    return {304: Outcome.UNCHANGED, 404: Outcome.NOT_FOUND, 410: Outcome.GONE}.get(status, Outcome.HTTP_ERROR)


def outcome_of_error(error: BaseException, url: str) -> Outcome:
    """Map an exception of the downloader or of a middleware to an outcome; `url` is the address that was asked for."""
    text = f"{error} {error.__cause__ or ''}".lower()
    if isinstance(error, RequestEnded):
        return error.outcome
    if isinstance(error, DownloadTimeoutError):
        return Outcome.TIMEOUT
    if isinstance(error, CannotResolveHostError):
        return Outcome.REFUSED_ADDRESS if was_refused(urlsplit(url).hostname or "") else Outcome.DNS_FAILED
    if isinstance(error, ResponseDataLossError):
        return Outcome.CUT_BODY
    if isinstance(error, DownloadCancelledError | IgnoreRequest):
        return _of_ignored(text)
    if any(word in text for word in _TLS):
        return Outcome.TLS_FAILED
    return Outcome.CONNECTION_FAILED if _is_network(error) else Outcome.FAILED


def words(error: BaseException | None) -> str:
    """Describe an error for people: by OpenSSL's own words where it has some, else its message, else its class name.

    Scrapy's sentences are for whoever writes spiders.
    """
    if error is None:
        return ""
    if isinstance(error, DownloadCancelledError | IgnoreRequest) and _is_too_large(str(error).lower()):
        unpacked = ", once it is unpacked," if "decompression" in str(error) else ""
        return f"the answer{unpacked} is larger than what is read of one (DOWNLOAD_MAXSIZE)"
    said = [one or other for one, other in _OPENSSL.findall(str(error))]
    if isinstance(error, ResponseDataLossError):
        return str(error) or "the body is not as long as announced"
    return "; ".join(said) or str(error) or type(error).__name__


def _of_ignored(text: str) -> Outcome:
    if "max redirections" in text:
        return Outcome.REDIRECTED_AWAY
    return Outcome.TOO_LARGE if _is_too_large(text) else Outcome.CANCELLED


def _is_too_large(text: str) -> bool:
    """Recognise Scrapy's messages on an answer beyond DOWNLOAD_MAXSIZE."""
    return _TOO_LARGE in text or "larger than download max size" in text


def _is_network(error: BaseException) -> bool:
    modules = ("twisted.internet.error", "twisted.web", "scrapy.exceptions", "scrapy.core.downloader")
    return isinstance(error, OSError) or type(error).__module__.startswith(modules)


__all__ = ["NOT_ASKED", "Outcome", "RequestEnded", "outcome_of_error", "outcome_of_status", "words"]
