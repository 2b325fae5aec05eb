"""A portal whose lists are built by scripts: only its sitemap names articles, in an index and gzipped parts."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from flask import Response, request

from tests.portals.makes.articles import MadeArticle
from tests.portals.makes.portal import SECTIONS, Answer, MadePortal

PART = 200
"""Articles in a part of the sitemap."""
_PART = re.compile(r"/sitemap-(\d+)\.xml\.gz$")
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SitemapOnly(MadePortal):
    """Its start page names no article."""

    make = "generic"
    parameter = "page"
    site_keys = "articles: ['^/bai-viet/[\\w-]+$']\n"

    def article_address(self, slug: str, section: int = 0) -> str:  # noqa: ARG002 (one folder for all)
        return f"/bai-viet/{slug}"

    def list_address(self, section: int) -> str:
        return f"/{SECTIONS[section][0]}"

    def list_page(self, section: int, page: int) -> Answer:  # noqa: ARG002 (no pages)
        return "<div id='app'></div><script src='/app.js'></script>" + self.lures(section)

    def prints(self, article: MadeArticle) -> Iterator[str]:  # noqa: ARG002 (it has none)
        yield from ()

    def more_robots(self) -> str:
        return f"Sitemap: {request.host_url}sitemap.xml\n"

    def answer(self, path: str) -> Answer:
        if path == "/sitemap.xml":
            parts = range(-(-len(self.articles) // PART))
            inner = "".join(f"<sitemap><loc>{request.host_url}sitemap-{n}.xml.gz</loc></sitemap>" for n in parts)
            return Response(_xml("sitemapindex", inner), mimetype="application/xml")
        if found := _PART.search(path):
            first = int(found[1]) * PART
            inner = "".join(map(self._entry, self.articles[first : first + PART]))
            return Response(gzip.compress(_xml("urlset", inner).encode()), mimetype="application/gzip")
        return super().answer(path)

    def _entry(self, article: MadeArticle) -> str:
        address = f"{request.host_url.rstrip('/')}{self.article_address(article.slug)}"
        return f"<url><loc>{address}</loc><lastmod>{article.day.isoformat()}</lastmod></url>"

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        return f"<h1>{article.title}</h1><p class='NewsDate'>{article.day:%d/%m/%Y}</p><article>{text}</article>"


def _xml(name: str, inner: str) -> str:
    return f"<?xml version='1.0' encoding='UTF-8'?><{name} xmlns='{SPACE}'>{inner}</{name}>"
