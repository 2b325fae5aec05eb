"""Joomla: `?start=` counts articles, and pages have a print view, a mail form and a component view."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request

from tests.portals.makes.articles import MadeArticle
from tests.portals.makes.portal import PER_PAGE, SECTIONS, MadePortal


class Joomla(MadePortal):
    """Beyond the end of a list it shows the last page again."""

    make = "joomla"
    generator = "Joomla! - Open Source Content Management"

    def article_address(self, slug: str, section: int = 0) -> str:
        return f"/{SECTIONS[section][0]}/{slug.rpartition('-')[2].strip('{}')}-{slug}"

    def list_address(self, section: int) -> str:
        return f"/{SECTIONS[section][0]}"

    def paged(self, address: str, page: int) -> str:
        return f"{address}?start={(page - 1) * PER_PAGE}" if page > 1 else address

    def split(self, path: str) -> tuple[str, int]:
        return path, request.args.get("start", 0, int) // PER_PAGE + 1

    def prints(self, article: MadeArticle) -> Iterator[str]:
        yield f"{self.article_address(article.slug, article.section)}?tmpl=component&print=1&layout=default&page="

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        head = f"<div class='page-header'><h2>{article.title}</h2></div>"
        shown = f"<dl class='article-info'><dd class='published'>{article.day:%d/%m/%Y}</dd></dl>"
        return f"<div class='item-page'>{head}{shown}<div itemprop='articleBody'>{text}</div></div>"
