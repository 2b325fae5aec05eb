"""The portal of Bình Gia's district Party committee, a Liferay 6.2: lists, articles, chrome and traps."""

from __future__ import annotations

import base64
import re
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from tests.portals.binhgia import chrome
from tests.portals.binhgia.generated import generated_articles
from tests.portals.content import SampleArticle, written_articles

HERE = Path(__file__).parent
SITE = "/web/huyen-uy"
SECTIONS = {"tin-tuc": ["Tin tức - Sự kiện", "Tin trong huyện"], "xay-dung-dang": ["Xây dựng Đảng", "Công tác Đảng"]}
INSTANCE = "101_INSTANCE_xx"
DELTAS = (5, 10, 20, 30, 50, 75)
LOGIN_PATH = f"{SITE}/tin-tuc/-/view_content/1-dang-nhap"
ERROR_PATH = f"{SITE}/tin-tuc/-/view_content/0-khong-tim-thay"
JPEG = base64.b64decode(
    "/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEB"
    "AREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)


def ident(article: SampleArticle) -> str:
    """What names an article in its address: <id>-<slug>."""
    return f"{article.page['id']}-{article.slug}"


def address(article: SampleArticle) -> str:
    """The canonical path of an article."""
    folder = "noi-bo" if article.section == "noi-bo" else "tin-tuc"
    return f"{SITE}/{folder}/-/view_content/{ident(article)}"


def _newest_first(articles: list[SampleArticle]) -> list[SampleArticle]:
    return sorted(articles, key=lambda article: str(article.page["published"]), reverse=True)


ARTICLES: list[SampleArticle] = _newest_first(written_articles(HERE / "articles") + generated_articles())
FORBIDDEN: list[SampleArticle] = written_articles(HERE / "forbidden")


def create_app() -> Flask:
    """The portal; `SITE_STATE` may be changed while it is served."""
    app = Flask("binhgia", template_folder=str(HERE / "templates"), static_folder=None)
    state: dict[str, Any] = {"hidden": set(), "replaced": {}, "down": False}
    app.config["SITE_STATE"] = state
    counter = chrome.Counter()
    app.jinja_env.filters.update(shown_date=shown_date, short_date=short_date, summary=summary, path=address)

    def visible(section: str | None = None) -> list[SampleArticle]:
        return [a for a in ARTICLES if a.slug not in state["hidden"] and section in (None, a.section)]

    @app.before_request
    def refuse_when_down() -> tuple[str, int] | None:
        return ("<h1>503 Service Unavailable</h1>", 503) if state["down"] else None

    @app.context_processor
    def surroundings() -> dict[str, Any]:
        return {"chrome": chrome, "clock": chrome.header_clock(), "counter": counter.numbers(), "site": SITE,
                "newest": visible()[:8], "noted": visible("xay-dung-dang")[3:9], "internal": FORBIDDEN,
                "here": re.sub(r";jsessionid=\w+", "", request.path), "sections": SECTIONS, "login": LOGIN_PATH,
                "error": ERROR_PATH, "today": datetime.now(chrome.VIETNAM)}  # fmt: skip

    def show_article(name: str, articles: list[SampleArticle], section: list[str]) -> str:
        article = next((a for a in articles if ident(a) == name), None)
        if article is None:
            raise NotFound
        related = [a for a in visible(article.section) if a is not article]
        extra = Markup(state["replaced"].get(article.slug, ""))  # noqa: S704 (a test wrote it)
        return render_template("article.html", article=article, crumbs=section or SECTIONS[article.section],
                               crumb_link=f"{SITE}/{article.section}", extra=extra, related=related[:5],
                               older=related[-4:])  # fmt: skip

    def show_list(section: str) -> str:
        articles = visible(section)
        delta = next((d for d in DELTAS if str(d) == request.args.get(f"_{INSTANCE}_delta")), 10)
        last = max(1, -(-len(articles) // delta))
        wanted = request.args.get(f"_{INSTANCE}_cur", "1")
        page = min(max(int(wanted), 1), last) if wanted.isdigit() else 1
        first = (page - 1) * delta
        return render_template("list.html", crumbs=SECTIONS[section], articles=articles[first : first + delta],
                               first=first + 1, total=len(articles), page=page, last=last, delta=delta, deltas=DELTAS,
                               link=lambda n, d=delta: list_link(section, n, d),
                               short_link=lambda n: f"{SITE}/{section}?p_p_id={INSTANCE}&_{INSTANCE}_delta={delta}"
                                                    f"&_{INSTANCE}_cur={n}")  # fmt: skip

    def show_calendar() -> str:
        month = max(1, min(12, request.args.get("thang", 1, type=int)))
        year = request.args.get("nam", datetime.now(chrome.VIETNAM).year, type=int)
        return render_template("calendar.html", month=month, year=year, crumbs=["Lịch công tác"])

    @app.get(f"{SITE}/<path:rest>")
    def page(rest: str) -> str:
        rest = re.sub(r"(/(en|vi))+$", "", re.sub(r";jsessionid=\w+", "", rest))
        folder, _, name = rest.partition("/-/view_content/")
        if f"{SITE}/{rest}" == LOGIN_PATH:
            return render_template("login.html", crumbs=["Đăng nhập"])
        if f"{SITE}/{rest}" == ERROR_PATH:
            return render_template("error.html", crumbs=["Thông báo"])
        if name and folder == "noi-bo":
            return show_article(name, FORBIDDEN, ["Nội bộ"])
        if name and folder == "tin-tuc":
            return show_article(name, visible(), [])
        if rest in SECTIONS:
            return show_list(rest)
        if rest.rstrip("/") == "noi-bo":
            return render_template("static.html", crumbs=["Nội bộ"], items=FORBIDDEN)
        if rest == "lich":
            return show_calendar()
        if rest in chrome.STATIC_PAGES:
            return render_template("static.html", crumbs=[chrome.STATIC_PAGES[rest]], items=[])
        raise NotFound

    @app.get("/")
    def home() -> Any:
        return redirect(f"{SITE}/trang-chu")

    @app.get("/robots.txt")
    def robots() -> Response:
        return Response(f"User-agent: *\nDisallow: {SITE}/noi-bo/\n", mimetype="text/plain")

    @app.get("/documents/<path:name>")
    def document(name: str) -> Response:
        if ".pdf" in name:
            return Response(b"%PDF-1.4\n%%EOF\n", mimetype="application/pdf")
        return Response(JPEG, mimetype="application/msword" if name.endswith(".doc") else "image/jpeg")

    @app.errorhandler(404)
    def missing(_: Exception) -> tuple[str, int]:
        return render_template("error.html", crumbs=["Thông báo"]), 404

    @app.after_request
    def as_liferay(response: Response) -> Response:
        response.headers["Liferay-Portal"] = "Liferay Portal Community Edition 6.2 CE GA6"
        response.set_cookie("GUEST_LANGUAGE_ID", "vi_VN", path="/")
        response.set_cookie("JSESSIONID", "4F1C0A9D7B3E62588D21C6A0E95F7B34", path="/", httponly=True)
        return response

    return app


def list_link(section: str, page: int, delta: int) -> str:
    """The address that Liferay's page iterator writes for a page of a list."""
    query = {"p_p_id": INSTANCE, "p_p_lifecycle": 0, "p_p_state": "normal", "p_p_mode": "view",
             "p_p_col_id": "column-2", "p_p_col_pos": 1, "p_p_col_count": 2, f"_{INSTANCE}_delta": delta,
             f"_{INSTANCE}_keywords": "", f"_{INSTANCE}_advancedSearch": "false", f"_{INSTANCE}_andOperator": "true",
             "p_r_p_564233524_resetCur": "false", f"_{INSTANCE}_cur": page}  # fmt: skip
    return f"{SITE}/{section}?{urlencode(query)}"


def shown_date(published: str | date) -> str:
    """A publication date as this portal shows it: 09/10/2023 | 02:30 PM."""
    if isinstance(published, date):
        return f"{published:%d/%m/%Y}"
    return f"{datetime.fromisoformat(published):%d/%m/%Y | %I:%M %p}"


def short_date(published: str | date) -> str:
    """A publication date as lists of titles show it."""
    return shown_date(published)[:10]


def summary(article: SampleArticle, limit: int = 180) -> str:
    """The short text of an article in a list: its lead or the beginning of its body, cut at a word."""
    text = article.page.get("lead") or re.sub(r"<[^>]+>", " ", article.page["body"])
    text = " ".join(unescape(text).replace("\u200b", "").split())
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "..."
