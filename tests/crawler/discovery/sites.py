"""A site for tests that need no portal."""

from __future__ import annotations

from typing import Any

from seeds.config.site import Level, Paging, Platform, Site, Start

HOST = "https://hanam.gov.vn"
START = f"{HOST}/Pages/Tin.aspx"


def make_site(**keys: Any) -> Site:
    """Articles at /Pages/NAME.aspx and /tin/NAME.html; one start page."""
    own = Platform(id="generic", name="Generic")
    chosen: dict[str, Any] = {
        "start": (Start(url=START, section=("Tin tức",)),),
        "articles": (r"^/(?:Pages/[\w-]+\.aspx|(?:[\w-]+/)*tin/[\w-]+\.html)$",),
        "paging": Paging(query=("page",), postback=True),
        **keys,
    }
    return Site(**{"id": "x", **chosen}, name="X", level=Level.NATIONAL, platforms=(own,), own=own)
