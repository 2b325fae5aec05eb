"""WordPress: dated addresses, `/page/N/`, a feed, and the REST interface, which knows posts that no list shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flask import Response, jsonify, request

from tests.portals.makes.articles import MadeArticle, number_in
from tests.portals.makes.portal import SECTIONS, Answer, MadePortal

FEED_LENGTH = 10
UNLISTED = 17
"""Every so manieth post stands in no category's list."""


class WordPress(MadePortal):
    """Beyond the end of a list it answers 404."""

    make = "wordpress"
    generator = "WordPress 6.4"
    ending = re.compile(r"page/(\d+)/?$")
    forbidden = "/2020/01/"
    site_keys = "api: wordpress\n"

    def article_address(self, slug: str, section: int = 0) -> str:  # noqa: ARG002 (by date)
        number = number_in(slug)
        day = self.articles[number - 1].day if number else None
        return f"/{day:%Y/%m/%d}/{slug}/" if day else f"/2021/01/05/{slug}/"

    def forbidden_article(self, number: int) -> str:
        return f"/2020/01/02/mat-{number}/"

    def list_address(self, section: int) -> str:
        return f"/category/{SECTIONS[section][0]}/"

    def paged(self, address: str, page: int) -> str:
        return f"{address}page/{page}/"

    def listed(self, section: int) -> Sequence[MadeArticle]:
        return [article for article in super().listed(section) if article.number % UNLISTED]

    def list_page(self, section: int, page: int) -> Answer:
        return super().list_page(section, page) if page <= self.last_page(section) else None

    def answer(self, path: str) -> Answer:
        if path == "/feed/":
            return self._feed()
        if path == "/wp-json/wp/v2/posts":
            return self._posts()
        return super().answer(path)

    def prints(self, article: MadeArticle) -> Iterator[str]:
        yield f"{self.article_address(article.slug)}?print=print"
        yield f"{self.article_address(article.slug)}#respond"
        yield f"{self.article_address(article.slug)}?replytocom=12"

    def frame(self, body: str) -> str:
        links = "<link rel='https://api.w.org/' href='/wp-json/'>"
        feed = "<link rel='alternate' type='application/rss+xml' href='/feed/'>"
        return super().frame(body).replace("</head>", f"{links}{feed}</head>")

    def article_page(self, article: MadeArticle) -> str:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        shown = f"<time class='entry-date' datetime='{article.day.isoformat()}'>{article.day:%d/%m/%Y}</time>"
        return f"<h1 class='entry-title'>{article.title}</h1>{shown}<div class='entry-content'>{text}</div>"

    def _link(self, article: MadeArticle) -> str:
        return request.host_url.rstrip("/") + self.article_address(article.slug)

    def _feed(self) -> Response:
        items = "".join(
            f"<item><title>{one.title}</title><link>{self._link(one)}</link>"
            f"<pubDate>{one.day:%a, %d %b %Y} 08:00:00 +0700</pubDate></item>"
            for one in self.articles[:FEED_LENGTH]
        )
        channel = f"<channel><title>Cổng</title><link>/</link>{items}</channel>"
        return Response(f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>", mimetype="application/rss+xml")

    def _posts(self) -> Response:
        size = min(100, request.args.get("per_page", 10, int))
        page, pages = request.args.get("page", 1, int), -(-len(self.articles) // size)
        if not 1 <= page <= pages:
            refused = jsonify({"code": "rest_post_invalid_page_number", "data": {"status": 400}})
            refused.status_code = 400
            return refused
        shown = self.articles[(page - 1) * size : page * size]
        posts = [
            {"link": self._link(one), "date": f"{one.day}T08:00:00", "title": {"rendered": one.title}} for one in shown
        ]
        answer = jsonify(posts)
        answer.headers.update({"X-WP-Total": str(len(self.articles)), "X-WP-TotalPages": str(pages)})
        return answer
