"""Report from any step of the normaliser that a page is no article."""

from __future__ import annotations

from corpus.articles.records import Reason, Rejection


class RejectedError(Exception):
    """Raised where the page is no article; `normalise` turns it into a Rejection."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def rejection(self, *, page_kind: str | None, platform: str | None) -> Rejection:
        """Return this error as a record."""
        return Rejection(self.reason, self.detail, page_kind, platform)
