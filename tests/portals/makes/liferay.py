"""Liferay: portlet parameters on every link, and session ids in the path."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from tests.portals.makes.articles import MadeArticle
from tests.portals.makes.portal import PER_PAGE, SECTIONS, Answer, MadePortal

PORTLET = "101_INSTANCE_tinBai"


class Liferay(MadePortal):
    """Beyond the end of a list it shows an empty one, with a link to the next page."""

    make = "liferay"
    generator = "Liferay Portal"
    parameter = f"_{PORTLET}_cur"
    site_keys = f"paging: {{query: [_{PORTLET}_cur]}}\n"

    def article_address(self, slug: str, section: int = 0) -> str:  # noqa: ARG002 (one folder for all)
        return f"/web/huyen-uy/-/view_content/{slug}"

    def list_address(self, section: int) -> str:
        return f"/web/huyen-uy/{SECTIONS[section][0]}"

    def paged(self, address: str, page: int) -> str:
        state = f"p_p_id={PORTLET}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-2"
        return f"{address}?{state}&_{PORTLET}_delta={PER_PAGE}&_{PORTLET}_cur={page}"

    def list_page(self, section: int, page: int) -> Answer:
        if page > self.last_page(section):
            return f"<ul class='danh-sach'></ul><a href='{self.page_address(section, page + 1)}'>Tiếp</a>"
        return super().list_page(section, page)

    def more_spellings(self, address: str) -> Iterator[str]:
        yield f"{address};jsessionid={secrets.token_hex(12).upper()}"
        yield f"{address}?p_p_auth={secrets.token_hex(4)}&p_p_state=maximized&redirect=%2Fweb%2Fhuyen-uy"

    def prints(self, article: MadeArticle) -> Iterator[str]:
        yield f"{self.article_address(article.slug)}?p_p_state=pop_up&viewMode=print"

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        head = f"<h1 class='asset-full-content-title'>{article.title}</h1>"
        shown = f"<span class='assetPublishDate'>{article.day:%d/%m/%Y}</span>"
        return f"<div class='asset-full-content'>{head}{shown}<div class='journal-content-article'>{text}</div></div>"
