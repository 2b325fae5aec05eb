"""What all generated portals share: lists with pinned articles, links of many spellings, traps, robots.txt."""

from __future__ import annotations

import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from tests.portals.makes import traps
from tests.portals.makes.articles import MadeArticle, made_articles, number_in

PER_PAGE = 10
PINNED = 3
SECTIONS = (("tin-tuc", "Tin tức"), ("xay-dung-dang", "Xây dựng Đảng"))
FORBIDDEN_LISTS = f"{traps.LISTS}noi-bo/"
Answer = str | AnyResponse | None


class MadePortal(ABC):
    """One portal of one make. Subclasses say how this CMS names its pages and builds them."""

    make: ClassVar[str]
    """Id of its platform."""
    forbidden: ClassVar[str] = "/noi-bo/"
    """What robots.txt forbids; its addresses are of the form of articles."""
    site_keys: ClassVar[str] = ""
    """Further lines of its site file."""
    generator: ClassVar[str] = ""
    parameter: ClassVar[str] = ""
    """Of the query that carries a list's page number."""
    ending: ClassVar[re.Pattern[str] | None] = None
    """Of the path that carries it, where the query does not."""

    def __init__(self, articles: int, seed: int = 1, lures: bool = True) -> None:
        self.articles = made_articles(articles, len(SECTIONS), seed)
        self.has_lures = lures
        """Whether its lists link to traps, print views and what robots.txt forbids."""

    @abstractmethod
    def article_address(self, slug: str, section: int = 0) -> str:
        """Canonical path of an article."""

    @abstractmethod
    def list_address(self, section: int) -> str:
        """Path of a list's first page."""

    def page_address(self, section: int, page: int) -> str:
        """Address of a further page as the pager links it."""
        return self.paged(self.list_address(section), page)

    def paged(self, address: str, page: int) -> str:
        """Address of a further page of any list."""
        return f"{address}?{self.parameter}={page}"

    def split(self, path: str) -> tuple[str, int]:
        """The path of a list without its page number, and that number (1 where there is none)."""
        if self.ending is None:
            return path, max(1, request.args.get(self.parameter, 1, int))
        found = self.ending.search(path)
        return (path[: found.start()], int(found[1])) if found else (path, 1)

    @abstractmethod
    def article_page(self, article: MadeArticle) -> str:
        """The body of an article's page, in the CMS's markup."""

    def article_addresses(self) -> list[str]:
        """Of all its articles, the newest first."""
        return [self.article_address(article.slug, article.section) for article in self.articles]

    def site_file(self, base: str) -> str:
        """Its site file while it is served at `base`."""
        starts = "".join(
            f"  - {{url: '{base}{self.list_address(number)}', section: [{name}]}}\n"
            for number, (_, name) in enumerate(SECTIONS)
        )
        keys = f"lists: ['^{traps.LISTS}']\ndelay: 0\nallow_private: true\nstate: verified\n{self.site_keys}"
        return f"name: Cổng {self.make}\nlevel: national\nplatform: {self.make}\nstart:\n{starts}{keys}"

    def create_app(self) -> Flask:
        """The portal, ready to serve."""
        app = Flask(f"{__name__}.{self.make}", static_folder=None)
        app.add_url_rule("/", "home", lambda: self._answer("/"), methods=["GET", "POST"])
        app.add_url_rule("/<path:path>", "page", lambda path: self._answer(f"/{path}"), methods=["GET", "POST"])
        return app

    def _answer(self, path: str) -> AnyResponse:
        answer = self.answer(path)
        if answer is None:
            return Response(self.frame("<h1>Không tìm thấy trang</h1>"), 404)
        return answer if isinstance(answer, AnyResponse) else Response(self.frame(answer))

    def answer(self, path: str) -> Answer:
        """What stands at a path; None for nothing."""
        if path == "/robots.txt":
            rules = "".join(f"Disallow: {path}\n" for path in (self.forbidden, FORBIDDEN_LISTS))
            return Response(f"User-agent: *\n{rules}{self.more_robots()}", mimetype="text/plain")
        address, page = self.split(path)
        if (trapped := traps.answer(path, self)) is not None:
            return trapped
        number = number_in(path)
        if number is not None and 1 <= number <= len(self.articles):
            return self.article_page(self.articles[number - 1])
        for section in range(len(SECTIONS)):
            if address.rstrip("/").lower() == self.list_address(section).rstrip("/").lower():
                return self.list_page(section, page)
        return None

    def more_robots(self) -> str:
        """Further lines of robots.txt."""
        return ""

    def list_page(self, section: int, page: int) -> Answer:
        """One page of a list; beyond its end, the last page again."""
        shown, last = self.listed(section), self.last_page(section)
        page = min(page, last)
        items = [*shown[:PINNED], *shown[(page - 1) * PER_PAGE : page * PER_PAGE]]
        return self.items(list(dict.fromkeys(items)), section) + self.pager(section, page, last) + self.lures(section)

    def listed(self, section: int) -> Sequence[MadeArticle]:
        """The articles that a list shows, newest first."""
        return [article for article in self.articles if article.section == section]

    def last_page(self, section: int) -> int:
        return max(1, -(-len(self.listed(section)) // PER_PAGE))

    def items(self, articles: Sequence[MadeArticle], section: int) -> str:
        """The list itself."""
        return f"<ul class='danh-sach'>{''.join(self.item(article, section) for article in articles)}</ul>"

    def item(self, article: MadeArticle, section: int) -> str:
        href = self.spelled(self.article_address(article.slug, section), article.number)
        return f"<li><h3><a href='{href}'>{article.title}</a></h3><i>{article.day:%d/%m/%Y}</i></li>"

    def pager(self, section: int, page: int, last: int) -> str:
        """Links to five pages around this one, and to the next even on the last page."""
        numbers = [number for number in range(max(1, page - 2), min(last, page + 2) + 1) if number != page]
        numbers += [last + 1] if page == last else []
        links = "".join(f"<a href='{self.page_address(section, number)}'>{number}</a>" for number in numbers)
        return f"<div class='pager'>{links}</div>"

    def spelled(self, address: str, number: int) -> str:
        """The address as this link writes it: with a session id, tracking, escapes, the whole host."""
        query = "&" if "?" in address else "?"
        spellings = [
            address,
            f"{address}{query}utm_source=zalo&fbclid=Iw{secrets.token_hex(3)}",
            f"{address}{query}PHPSESSID={secrets.token_hex(8)}",
            f"//{request.host}{address}",
            f"{request.host_url.upper().rstrip('/')}{address}#binh-luan",
            address.replace("bai-", "b%61i-"),
            *self.more_spellings(address),
        ]
        return spellings[number % len(spellings)]

    def more_spellings(self, address: str) -> Iterator[str]:  # noqa: ARG002 (of the make)
        """What only this CMS does."""
        yield from ()

    def prints(self, article: MadeArticle) -> Iterator[str]:
        """Addresses of an article's print view."""
        yield f"{self.article_address(article.slug, article.section)}?print=1"

    def lures(self, section: int) -> str:
        """Print views, facets of this list, what robots.txt forbids, and the entries of the traps."""
        if not self.has_lures:
            return ""
        first = self.listed(section)[0]
        links = [f"<a href='{address}'>In trang này</a>" for address in self.prints(first)]
        links += [f"<a href='{self.list_address(section)}?sapxep={one}&mau={one}'>{one}</a>" for one in traps.COLOURS]
        links += [f"<a href='{self.forbidden_article(number)}'>Nội bộ số {number}</a>" for number in range(3)]
        links.append(f"<a href='{FORBIDDEN_LISTS}'>Danh sách nội bộ</a>")
        return f"<div class='khac'>{''.join(links)}{''.join(traps.links(self))}</div>"

    def forbidden_article(self, number: int) -> str:
        """An address that robots.txt forbids, of the form of articles."""
        return f"{self.forbidden.rstrip('/')}{self.article_address(f'mat-{number}')}"

    def frame(self, body: str) -> str:
        """A whole page."""
        maker = f"<meta name='generator' content='{self.generator}'>" if self.generator else ""
        head = f"<meta charset='utf-8'>{maker}<title>Cổng {self.make}</title>"
        menu = "".join(f"<a href='{self.list_address(n)}'>{name}</a>" for n, (_, name) in enumerate(SECTIONS))
        return f"<!doctype html><html><head>{head}</head><body><nav>{menu}</nav>{body}</body></html>"
