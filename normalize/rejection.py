"""How a step of the normaliser says that the page is no article."""

from __future__ import annotations

from corpus.articles.records import Reason, Rejection


class RejectedError(Exception):
    """The page is no article; `normalise` turns this into a Rejection."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def rejection(self, *, page_kind: str | None, platform: str | None) -> Rejection:
        """The same as a record."""
        return Rejection(self.reason, self.detail, page_kind, platform)
