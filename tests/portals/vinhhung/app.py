"""A district Party committee's home-made ASP.NET WebForms portal, made of nested tables."""

from __future__ import annotations

import base64
import random
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from tests.portals.content import SampleArticle, written_articles
from tests.portals.vinhhung.generated import generated_articles, internal_articles

HERE = Path(__file__).parent
ARTICLES = [*written_articles(HERE / "articles"), *generated_articles()]
SECTIONS = {"tin-hoat-dong": "Tin hoạt động", "xay-dung-dang": "Xây dựng Đảng"}
CATEGORIES = {"tin-hoat-dong": 12, "xay-dung-dang": 15}  # the number that `cm` carries
PER_PAGE = 10
_INTERNAL = internal_articles()
_MENU_ONLY = {
    "kiem-tra-giam-sat": "Kiểm tra - Giám sát",
    "tuyen-giao": "Tuyên giáo",
    "dan-van": "Dân vận",
    "hoc-tap-lam-theo": "Học tập và làm theo Bác",
}
_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
    "////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def address(article: SampleArticle) -> str:
    """The canonical address of an article."""
    return f"/tin-chi-tiet.aspx?id={article.slug}"


def create_app() -> Flask:
    """The portal; `SITE_STATE` in its config may be changed while it is served."""
    app = Flask(__name__)
    app.config["SITE_STATE"] = {"hidden": set(), "replaced": {}, "down": False}
    app.jinja_env.globals.update(day_of=_day_of, shown=_shown, summary=_summary, cm=CATEGORIES, menu_only=_MENU_ONLY)

    def visible(section: str | None = None) -> list[SampleArticle]:
        hidden = app.config["SITE_STATE"]["hidden"]
        return [a for a in ARTICLES if a.slug not in hidden and section in (None, a.section)]

    @app.context_processor
    def chrome() -> dict[str, Any]:
        return {
            "now": datetime.now(UTC) + timedelta(hours=7),
            "viewstate": _viewstate(request.full_path),
            "sections": SECTIONS,
            "newest": visible()[:8],
            "internal": _INTERNAL,
            "asked": request.full_path.rstrip("?"),
        }

    def home() -> str:
        return render_template("home.html", lists={key: visible(key)[:6] for key in SECTIONS})

    def listing(slug: str) -> str:
        name = SECTIONS.get(slug) or _MENU_ONLY.get(slug) or abort(404)
        found = visible(slug)
        pages = max(1, -(-len(found) // PER_PAGE))
        page = request.args.get("page", 1, type=int)
        if not 1 <= page <= pages:
            abort(404)
        items = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        return render_template("list.html", slug=slug, name=name, items=items, page=page, pages=pages)

    def detail() -> AnyResponse:
        slug = request.args.get("id", "")
        if slug == "1":
            return make_response(render_template("login.html"))
        if slug == "999999":
            return make_response(render_template("error.html"))
        article = next((a for a in visible() if a.slug == slug), None) or abort(404)
        return article_page(article)

    def internal() -> AnyResponse:
        return article_page(next((a for a in _INTERNAL if a.slug == request.args.get("id")), None) or abort(404))

    def article_page(article: SampleArticle) -> AnyResponse:
        others = [a for a in visible(article.section) if a.slug != article.slug]
        added = Markup(app.config["SITE_STATE"]["replaced"].get(article.slug, ""))  # noqa: S704 (a test's own HTML)
        body = Markup(article.page["body"])  # noqa: S704 (our own fixtures)
        answer = make_response(
            render_template(
                "article.html", article=article, page=article.page, body=body, added=added, others=others[:9]
            )
        )
        if article.page.get("charset") == "meta":
            answer.headers["Content-Type"] = "text/html"
        return answer

    def calendar() -> str:
        today = datetime.now(UTC).date()
        month, year = request.args.get("thang", today.month, type=int), request.args.get("nam", today.year, type=int)
        if not (1 <= month <= 12 and 1 <= year <= 9998):
            abort(404)
        return render_template("calendar.html", month=month, year=year, first=date(year, month, 1).weekday())

    @app.after_request
    def down(answer: Response) -> Response:
        if app.config["SITE_STATE"]["down"]:
            answer = make_response("<html><body><h1>Service Unavailable</h1></body></html>", 503)
        answer.headers["Server"] = "Microsoft-IIS/7.5"
        answer.headers["X-AspNet-Version"] = "4.0.30319"
        return answer

    for path in ("/", "/default.aspx", "/Default.aspx"):
        app.add_url_rule(path, f"home {path}", home)
    for path in ("/tin-chi-tiet.aspx", "/Tin-Chi-Tiet.aspx", "/TIN-CHI-TIET.ASPX"):  # IIS knows no case
        app.add_url_rule(path, f"detail {path}", detail)
    app.add_url_rule("/noi-bo/tin-chi-tiet.aspx", "internal", internal)
    app.add_url_rule("/danh-muc/<slug>.aspx", "listing", listing)
    app.add_url_rule("/lich.aspx", "calendar", calendar)
    app.add_url_rule("/gioi-thieu/<slug>.aspx", "about", lambda slug: render_template("about.html", slug=slug))
    app.add_url_rule("/tim-kiem.aspx", "search", lambda: redirect("/"))
    app.add_url_rule("/robots.txt", "robots", _robots)
    app.add_url_rule("/upload/<path:name>", "upload", _upload)
    app.register_error_handler(404, lambda _: (render_template("missing.html"), 404))
    return app


def _robots() -> Response:
    return Response("User-agent: *\nDisallow: /noi-bo/\nDisallow: /tim-kiem.aspx\n", mimetype="text/plain")


def _upload(name: str) -> Response:
    if name.lower().endswith((".pdf", ".doc")):
        return Response(_PDF, mimetype="application/pdf" if name.lower().endswith("pdf") else "application/msword")
    return Response(_JPEG, mimetype="image/jpeg")


def _day_of(article: SampleArticle) -> str:
    """The date that lists show."""
    return f"{datetime.fromisoformat(str(article.page.get('published') or article.page['listed'])):%d/%m/%Y}"


def _shown(page: dict[str, Any]) -> str:
    """The date line of an article page, or nothing."""
    if page["shows"] == "none":
        return ""
    published = datetime.fromisoformat(str(page["published"]))
    forms = {"updated": "Cập nhật: %H:%M %d-%m-%Y", "posted": "Ngày đăng: %d/%m/%Y %H:%M", "day": "Ngày đăng: %d/%m/%Y"}
    return published.strftime(forms[page["shows"]])


def _summary(article: SampleArticle) -> str:
    """The beginning of a text, cut short as the CMS does it."""
    words = Markup(re.sub(r"<!--.*?-->", "", article.page["body"])).striptags().split()  # noqa: S704 (our own fixtures)
    return " ".join(words[:32]) + ("..." if len(words) > 32 else "")


def _viewstate(seed: str) -> str:
    """A hidden field of the usual size, the same for the same address."""
    return base64.b64encode(random.Random(seed).randbytes(6200)).decode()
