"""Whether an answer with status 200 is no page of the portal, but that of somebody who stands in front of it."""

from __future__ import annotations

from scrapy.http import Response, TextResponse

from seeds.kinds import Kind, raw_kind

MOST = 5
"""Such answers in a row before a run ends: a page of its own may look like one, a row of them does not."""


class Blocks:
    """Counts them: cookie challenges, and pages of a host that was suspended."""

    def __init__(self) -> None:
        self.in_a_row = 0
        self._good_list = False

    def note(self, kind: Kind | None, is_list: bool) -> str | None:
        """Why the run has to end after this stored answer, by its kind; None while it can go on.

        A run whose first list is such an answer ends there, before it takes articles for fetched that it never saw.
        """
        self.in_a_row = self.in_a_row + 1 if kind else 0
        self._good_list = self._good_list or (is_list and kind is None)
        if kind and is_list and not self._good_list:
            return f"its list page is no list ({kind})"
        too_many = self.in_a_row >= MOST
        return f"{self.in_a_row} answers in a row are no pages of the portal ({kind})" if too_many else None


def blocked(response: Response | None) -> Kind | None:
    """Challenge or suspended; None for anything else."""
    return raw_kind(response.text) if isinstance(response, TextResponse) else None
