"""DotNetNuke: addresses by tab and number, and lists whose further pages, beyond the end, show articles at random."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.portals.makes.articles import MadeArticle
from tests.portals.makes.portal import PER_PAGE, SECTIONS, Answer, MadePortal


class DotNetNuke(MadePortal):
    """Beyond the end of a list it shows ten articles that come as they come."""

    make = "dotnetnuke"
    generator = "DotNetNuke"
    parameter = "page"

    def article_address(self, slug: str, section: int = 0) -> str:
        number = "".join(filter(str.isdigit, slug)) or "0"
        return f"/{SECTIONS[section][0]}/tabid/{90 + section}/id/{number}/{slug}.aspx"

    def list_address(self, section: int) -> str:
        return f"/{SECTIONS[section][0]}/tabid/{80 + section}/Default.aspx"

    def list_page(self, section: int, page: int) -> Answer:
        last = self.last_page(section)
        if page <= last:
            return super().list_page(section, page)
        shown = random.sample(list(self.listed(section)), min(PER_PAGE, len(self.listed(section))))
        return self.items(shown, section) + f"<a href='{self.page_address(section, page + 1)}'>{page + 1}</a>"

    def more_spellings(self, address: str) -> Iterator[str]:
        yield address.replace("/tabid/", "/TabId/")

    def prints(self, article: MadeArticle) -> Iterator[str]:
        skin = "SkinSrc=%5BG%5DSkins%2F_default%2FNo+Skin&dnnprintmode=true"
        yield f"{self.article_address(article.slug, article.section)}?{skin}"

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        head = f"<h1 class='NewsTitle'>{article.title}</h1><span class='NewsDate'>{article.day:%d/%m/%Y}</span>"
        return f"<div id='dnn_ContentPane'>{head}<div class='NewsContent'>{text}</div></div>"
