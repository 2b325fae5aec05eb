"""Retries of failures that may have been accidents, with growing pauses."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from crawler.middlewares.compression import CUT
from crawler.network.backoff import ASKING, retry_after
from crawler.network.gate import gate_of
from crawler.network.outcomes import Outcome, outcome_of_error

CERTAIN = frozenset({Outcome.TLS_FAILED, Outcome.REFUSED_ADDRESS})
"""Failures that would repeat a moment later."""


class PatientRetryMiddleware(RetryMiddleware):
    """Retry middleware with pauses.

    RETRY_BACKOFF: seconds before the first, second, … retry, varied by RETRY_JITTER, a share. A longer Retry-After goes
    before it; 429 and 503 also hold back all other requests.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self.gate = gate_of(crawler)
        self.backoff = [float(seconds) for seconds in crawler.settings.getlist("RETRY_BACKOFF")] or [0.0]
        self.jitter = crawler.settings.getfloat("RETRY_JITTER")
        self.longest = crawler.settings.getfloat("MAX_RETRY_AFTER")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatientRetryMiddleware:
        return cls(crawler)

    async def process_response(  # type: ignore[override]  # Scrapy awaits what is awaitable, its annotations don't say so
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return a retry, or the response. Raises ResponseDataLossError for a body that is cut in every try."""
        if CUT in response.flags:
            cut = ResponseDataLossError("the compressed body is cut or broken")
            return await self._later(self._retry(request, cut)) or _raised(cut)
        if response.status == 500 and request.meta.get("retry_times", 0) >= 1:
            return response  # mostly a page that is not there: asked once more, and not three times
        retry = super().process_response(request, response)
        if not isinstance(retry, Request):
            return retry
        asked = min(retry_after(response, datetime.now(UTC)) or 0.0, self.longest)
        return await self._later(retry, asked, spare=response.status in ASKING) or response

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | None:
        """Return a retry for a request without an answer; None where its failure is certain."""
        outcome = outcome_of_error(exception, request.url)
        retry = None if outcome in CERTAIN else super().process_exception(request, exception)
        return await self._later(retry if isinstance(retry, Request) else None)

    async def _later(self, retry: Request | None, asked: float = 0.0, spare: bool = False) -> Request | None:
        """Return the retry once its pause is over; `spare` holds back all other requests for as long."""
        if retry is None:
            return None
        earlier = retry.meta["retry_times"] - 1
        pause = self.backoff[min(earlier, len(self.backoff) - 1)] * random.uniform(1 - self.jitter, 1 + self.jitter)  # noqa: S311
        pause = max(pause, asked)
        if spare:
            self.gate.pause(pause)
        await self.gate.rest(pause)
        return retry


def _raised(error: Exception) -> Response:
    raise error
