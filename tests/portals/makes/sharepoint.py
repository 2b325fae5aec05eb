"""SharePoint: publishing pages of any case, and lists that page by `?PageIndex=`; Tân Dân's own by `/PhanTrang/`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.portals.makes.articles import MadeArticle, number_in
from tests.portals.makes.portal import MadePortal

LISTS = ("Tin-tuc", "Xay-dung-Dang")


class SharePoint(MadePortal):
    """Reads addresses without regard to case, as IIS does."""

    make = "sharepoint"
    generator = "Microsoft SharePoint"
    parameter = "PageIndex"

    def article_address(self, slug: str, section: int = 0) -> str:  # noqa: ARG002 (one folder for all)
        return f"/Pages/{slug}.aspx"

    def list_address(self, section: int) -> str:
        return f"/Pages/{LISTS[section]}.aspx"

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        head = f"<div class='News_Detail_Title'>{article.title}</div><div class='day'>{article.day:%d/%m/%Y}</div>"
        return f"<div id='s4-workspace'>{head}<div class='ms-rtestate-field'>{text}</div></div>"

    def more_spellings(self, address: str) -> Iterator[str]:
        yield address.replace("/Pages/", "/pages/").replace("bai-", "Bai-")
        yield address.upper().replace(".ASPX", ".aspx")


class TanDan(SharePoint):
    """SharePoint as the company Tân Dân builds it."""

    make = "sharepoint-tandan"
    ending = re.compile(r"/PhanTrang/(\d+)/?$", re.IGNORECASE)

    def article_address(self, slug: str, section: int = 0) -> str:  # noqa: ARG002 (one folder for all)
        number = number_in(slug)
        day = self.articles[number - 1].day if number else None
        folder = f"{day.year}-{day.month}-{day.day}" if day else "2021-1-5"
        return f"/portal/Pages/{folder}/{slug}.aspx"

    def list_address(self, section: int) -> str:
        return f"/portal/Pages/{LISTS[section]}.aspx"

    def paged(self, address: str, page: int) -> str:
        return f"{address.rstrip('/')}/PhanTrang/{page}/"

    def forbidden_article(self, number: int) -> str:
        return f"/portal/Pages/2020-1-1/mat-{number}.aspx"

    forbidden = "/portal/Pages/2020-1-1/"
