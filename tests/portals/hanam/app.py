"""Tỉnh ủy Hà Nam: a SharePoint 2013 publishing site, its addresses read without regard to case, as IIS does."""

from __future__ import annotations

import base64
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, Response, abort, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from tests.portals.content import SampleArticle, written_articles
from tests.portals.hanam import chrome
from tests.portals.hanam.generated import generated_articles

FOLDER = Path(__file__).parent
ITEMS_A_PAGE = 10
FIRST_YEAR, LAST_YEAR = 1, 9998  # of the calendar


class Section(NamedTuple):
    """One list: its address and the two parts of its breadcrumb."""

    path: str
    name: str
    parent_path: str
    parent: str


SECTIONS = {
    "tin-lanh-dao": Section(
        "/Pages/Tin-hoat-dong-cua-Lanh-dao-Tinh.aspx",
        "Tin hoạt động của Lãnh đạo Tỉnh",
        "/Pages/Tin-tuc-su-kien.aspx",
        "Tin tức - Sự kiện",
    ),
    "tin-tong-hop": Section(
        "/Pages/Tin-tong-hop.aspx", "Tổng hợp", "/Pages/Tin-theo-linh-vuc.aspx", "Tin theo lĩnh vực"
    ),
}
# Pages of the menu that only list headlines of a section; nobody names them as a start.
OVERVIEWS = {
    "/Pages/Tin-tuc-su-kien.aspx": ("Tin tức - Sự kiện", "tin-lanh-dao"),
    "/Pages/Tin-theo-linh-vuc.aspx": ("Tin theo lĩnh vực", "tin-tong-hop"),
    "/Pages/Xay-dung-Dang.aspx": ("Xây dựng Đảng", "tin-tong-hop"),
    "/Pages/Doi-moi-va-Phat-trien.aspx": ("Đổi mới và Phát triển", "tin-lanh-dao"),
}
ARTICLES: list[SampleArticle] = sorted(
    [*written_articles(FOLDER / "articles"), *generated_articles()],
    key=lambda article: str(article.page["published"]),
    reverse=True,
)
INTERNAL = written_articles(FOLDER / "internal")  # the folder that robots.txt forbids
ROBOTS = "User-agent: *\nDisallow: /_layouts/\nDisallow: /_catalogs/\nDisallow: /Pages/noi-bo/\n"
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
FILES = ("/publishingimages/", "/siteassets/", "/vanban/", "/_layouts/", "/style library/")
MIME_TYPES = {".css": "text/css", ".js": "text/javascript", ".pdf": "application/pdf", ".doc": "application/msword"}


def address(article: SampleArticle) -> str:
    """The canonical path of an article."""
    return f"/Pages/{article.slug}.aspx"


def create_app() -> Flask:
    """The portal; SITE_STATE may be changed while it is served."""
    app = Flask(__name__, static_folder=None)
    app.config["SITE_STATE"] = {"hidden": set(), "replaced": {}, "down": False}
    portal = Portal(app)
    app.jinja_env.globals.update(
        clock=chrome.clock,
        digest=chrome.digest,
        counter=chrome.counter,
        view_state=chrome.view_state,
        link=chrome.link,
        shown_date=chrome.shown_date,
        day=chrome.day,
        newest=portal.visible,
        internal=INTERNAL,
        sections=SECTIONS,
        overviews=OVERVIEWS,
    )
    app.before_request(lambda: Response("Service Unavailable", 503) if portal.state["down"] else None)
    app.add_url_rule("/robots.txt", "robots", lambda: Response(ROBOTS, mimetype="text/plain"))
    app.add_url_rule("/", "root", lambda: redirect("/Pages/default.aspx"))
    app.add_url_rule("/<path:path>", "page", portal.answer)
    app.register_error_handler(404, lambda _: (render_template("missing.html"), 404))
    return app


class Portal:
    """Answers the addresses of the portal, as far as its state lets it."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @property
    def state(self) -> dict[str, Any]:
        """SITE_STATE as it is now."""
        state: dict[str, Any] = self._app.config["SITE_STATE"]
        return state

    def answer(self, path: str) -> str | BaseResponse:
        """The page at `path`, whatever its case."""
        address = f"/{path}".lower()
        fixed = {
            "/pages/default.aspx": "home.html",
            "/pages/dang-nhap.aspx": "login.html",
            "/pages/thong-bao-loi.aspx": "error.html",
        }
        if address in fixed:
            return render_template(fixed[address])
        if address == "/pages/lich-cong-tac.aspx":
            return _calendar()
        if address.startswith(FILES):
            return _file(address)
        if address.startswith("/sites/"):
            return redirect("/Pages/default.aspx")
        for key, section in SECTIONS.items():
            if address == section.path.lower():
                return self._list(key, section)
        for overview, (name, key) in OVERVIEWS.items():
            if address == overview.lower():
                return render_template("overview.html", name=name, articles=self.visible(key)[:6])
        return self._article(address)

    def visible(self, section: str | None = None) -> list[SampleArticle]:
        """The published articles, of one section or all, newest first."""
        return [a for a in ARTICLES if a.slug not in self.state["hidden"] and section in (None, a.section)]

    def _list(self, key: str, section: Section) -> str:
        articles = self.visible(key)
        last = max(1, -(-len(articles) // ITEMS_A_PAGE))
        page = max(1, request.args.get("PageIndex", 1, type=int))
        shown = articles[(page - 1) * ITEMS_A_PAGE : page * ITEMS_A_PAGE]
        return render_template("list.html", section=section, articles=shown, page=page, last=last)

    def _article(self, address: str) -> str:
        pages = {f"/pages/{article.slug}.aspx": article for article in self.visible()}
        pages |= {f"/pages/noi-bo/{article.slug}.aspx": article for article in INTERNAL}
        if address not in pages:
            abort(404)
        article = pages[address]
        others = [other for other in self.visible(article.section) if other is not article]
        return render_template(
            "article.html",
            article=article,
            page=article.page,
            body=self._body(article),
            section=SECTIONS[article.section],
            related=others[5:8],
            others=others[:2] + others[-6:],
        )

    def _body(self, article: SampleArticle) -> Markup:
        body = article.page["body"]
        if article.page.get("nfd"):
            body = unicodedata.normalize("NFD", body)
        added = self.state["replaced"].get(article.slug, "")
        if added and not added.lstrip().startswith("<"):
            added = f"<p>{added}</p>"
        return Markup(body + added)  # noqa: S704 (the editors' own HTML)


def _calendar() -> str:
    today = datetime.now(chrome.HANOI)
    month = min(12, max(1, request.args.get("thang", today.month, type=int)))
    year = min(LAST_YEAR, max(FIRST_YEAR, request.args.get("nam", today.year, type=int)))
    before = (month - 1, year) if month > 1 else (12, year - 1)
    after = (month + 1, year) if month < 12 else (1, year + 1)
    return render_template("calendar.html", month=month, year=year, before=before, after=after)


def _file(address: str) -> Response:
    kind = next((kind for ending, kind in MIME_TYPES.items() if address.endswith(ending)), "image/gif")
    bodies = {"image/gif": GIF, "application/pdf": b"%PDF-1.4\n%%EOF\n", "application/msword": b"{\\rtf1 }"}
    return Response(bodies.get(kind, b"/* */"), mimetype=kind)
