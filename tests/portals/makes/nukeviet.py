"""NukeViet: `/page-N/`, print and save views with paths of their own, and lists that begin anew beyond their end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.portals.makes.articles import MadeArticle
from tests.portals.makes.portal import SECTIONS, Answer, MadePortal


class NukeViet(MadePortal):
    """Beyond the end of a list it shows the first page."""

    make = "nukeviet"
    generator = "NukeViet v4.5"
    ending = re.compile(r"page-(\d+)/?$")

    def article_address(self, slug: str, section: int = 0) -> str:
        return f"/{SECTIONS[section][0]}/{slug}.html"

    def list_address(self, section: int) -> str:
        return f"/{SECTIONS[section][0]}/"

    def paged(self, address: str, page: int) -> str:
        return f"{address}page-{page}/"

    def list_page(self, section: int, page: int) -> Answer:
        return super().list_page(section, page if page <= self.last_page(section) else 1)

    def prints(self, article: MadeArticle) -> Iterator[str]:
        folder = SECTIONS[article.section][0]
        yield f"/print/{folder}/{article.slug}.html"
        yield f"/savefile/{folder}/{article.slug}.html"

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        head = f"<h1 class='title'>{article.title}</h1><span class='time'>{article.day:%d/%m/%Y}</span>"
        return f"<div class='news_column'>{head}<div id='news-bodyhtml'>{text}</div></div>"
