"""The ways by which articles are found; all of them end in one set of pages."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How the page that first named an article was found itself."""

    LIST = "list"
    POSTBACK = "postback"
    MENU = "menu"
    FEED = "feed"
    SITEMAP = "sitemap"
    API = "api"
    JSON = "json"


INTERFACES = frozenset({Way.API, Way.JSON})
"""Lists for programs: their addresses are asked for as they are, and lead nowhere else."""
