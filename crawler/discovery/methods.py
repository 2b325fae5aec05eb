"""The ways by which articles are found; all write to one set of pages."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How the page that first named an article was itself found."""

    LIST = "list"
    POSTBACK = "postback"
    MENU = "menu"
    FEED = "feed"
    SITEMAP = "sitemap"
    API = "api"
    JSON = "json"


INTERFACES = frozenset({Way.API, Way.JSON})
"""Lists for programs: their addresses are asked for unchanged, and lead nowhere else."""
