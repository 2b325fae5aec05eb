"""Detection of answers with status 200 that are no page of the portal: challenges and suspended hosts."""

from __future__ import annotations

from scrapy.http import Response, TextResponse

from seeds.pages.page_kind import Kind, raw_kind

MOST = 5
"""Such answers in a row, after which a run ends: a real page may look like one, a row of them does not."""


class Blocks:
    """Counts answers in a row that are cookie challenges, or pages of a suspended host."""

    def __init__(self) -> None:
        self.in_a_row = 0
        self._good_list = False

    def note(self, kind: Kind | None, is_list: bool) -> str | None:
        """Count a stored answer of this kind. Returns why the run has to end after it; None while it can go on.

        A run whose first list is such an answer ends there, before articles count as fetched whose pages never came.
        """
        self.in_a_row = self.in_a_row + 1 if kind else 0
        self._good_list = self._good_list or (is_list and kind is None)
        if kind and is_list and not self._good_list:
            return f"its list page is no list ({kind})"
        too_many = self.in_a_row >= MOST
        return f"{self.in_a_row} answers in a row are no pages of the portal ({kind})" if too_many else None


def blocked(response: Response | None) -> Kind | None:
    """Return the kind of an answer that is a challenge or a suspended host's page; None for anything else."""
    return raw_kind(response.text) if isinstance(response, TextResponse) else None
