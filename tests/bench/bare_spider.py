"""What a crawl is measured against: a Scrapy spider without a corpus, which writes the pages to JSON Lines.

`scrapy runspider tests/bench/bare_spider.py -a base=URL -O pages.jsonl`
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response


class BareSpider(Spider):
    """Follows the list's items and its next page."""

    name = "bare"

    def __init__(self, base: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.base = base

    async def start(self) -> AsyncIterator[Request]:
        yield Request(f"{self.base}/muc")

    def parse(self, response: Response) -> Iterator[Any]:
        yield _page(response)
        for link in response.css("ul.tin a::attr(href)").getall():
            yield response.follow(link, self.parse_item)
        for link in response.css("a.trang::attr(href)").getall():
            yield response.follow(link)

    def parse_item(self, response: Response) -> Iterator[Any]:
        yield _page(response)


def _page(response: Response) -> dict[str, Any]:
    return {
        "url": response.url,
        "status": response.status,
        "headers": dict(response.headers.to_unicode_dict()),
        "body": response.text,
    }
