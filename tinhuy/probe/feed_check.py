"""Feeds and sitemaps of a portal, and a check that they answer."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from crawler.discovery.feeds import feed_links, read_feed
from seeds.config.site import Site
from seeds.urls.canonical import same_portal
from tinhuy.probe.http_client import HttpClient, NoAnswerError, Response

MOST = 2
"""Feeds that are requested, at most; most portals that have several have one for each section."""


def feeds_of(asker: HttpClient, home: Response, site: Site) -> list[str]:
    """Return the paths of feeds that have entries: among those that the page names, and its platform's."""
    offered = (*(urljoin(home.url, path) for path in site.own.feeds), *feed_links(home.root, home.base))
    own = [url for url in dict.fromkeys(offered) if same_portal(url, site)]
    return [_path(url) for url in own[:MOST] if _has_entries(asker, url)]


def sitemaps_of(asker: HttpClient, home: Response) -> list[str]:
    """Return the addresses of sitemaps: those that robots.txt names, else the usual one if it exists."""
    named = list(asker.robots(home.url).sitemaps)
    usual = urljoin(home.url, "/sitemap.xml")
    return named or ([usual] if b"<loc>" in _body(asker, usual) else [])


def _has_entries(asker: HttpClient, url: str) -> bool:
    return next(read_feed(_body(asker, url), url), None) is not None


def _body(asker: HttpClient, url: str) -> bytes:
    """Return the body at an address; empty where there is none."""
    try:
        return asker.page(url).body
    except NoAnswerError:
        return b""


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
