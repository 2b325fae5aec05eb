"""A sample portal: a state management review on WordPress with the tagDiv Newspaper theme."""

from __future__ import annotations

import base64

from flask import Flask, Response, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tests.portals.content import SampleArticle
from tests.portals.quanlynhanuoc import archives, machine, portal
from tests.portals.quanlynhanuoc.portal import ARTICLES, CHROME, INTERNAL, PER_PAGE, SECTIONS

__all__ = ["ARTICLES", "SECTIONS", "create_app"]

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
PDF = b"%PDF-1.4\n%%EOF\n"
ROBOTS = """User-agent: *
Disallow: /wp-admin/
Disallow: /noi-bo/
Allow: /wp-admin/admin-ajax.php

Sitemap: {base}/wp-sitemap.xml
"""


def create_app() -> Flask:
    """The portal, ready to serve."""
    app = Flask(__name__, static_folder=None)
    app.config["SITE_STATE"] = {"hidden": set(), "replaced": {}, "down": False}
    app.jinja_env.globals.update(
        chrome=CHROME, base=portal.base, today=portal.today, weekdays=portal.WEEKDAYS, address=portal.address,
        published=portal.published, excerpt=portal.excerpt, first_image=portal.first_image, post_id=portal.post_id,
        visible=portal.visible, month_table=archives.month_table,
    )  # fmt: skip
    app.before_request(_gate)
    app.register_error_handler(404, lambda _: (render_template("message.html", kind="404"), 404))
    app.register_blueprint(machine.routes)
    app.register_blueprint(archives.routes)
    _add_pages(app)
    _add_articles(app)
    return app


def _gate() -> AnyResponse | None:
    if current_app.config["SITE_STATE"]["down"]:
        return Response("<h1>503 Service Unavailable</h1>", 503, {"Retry-After": "120"})
    last = request.path.rsplit("/", 1)[1]
    if last and "." not in last and not request.path.startswith("/wp-json"):
        query = "?" + request.query_string.decode() if request.query_string else ""
        return redirect(f"{portal.base()}{request.path}/{query}", 301)
    return None


def _add_pages(app: Flask) -> None:
    @app.get("/")
    def home() -> AnyResponse | str:
        if number := request.args.get("p", type=int):
            article = next((item for item in portal.visible() if portal.post_id(item) == number), None)
            return redirect(portal.base() + portal.address(article), 301) if article else abort(404)
        if month := request.args.get("m"):
            return archives.month_page(month[:4], month[4:])
        if "s" in request.args:
            return render_template("list.html", title="Kết quả tìm kiếm", items=portal.visible()[:5], page=1, pages=1)
        newest = portal.visible()[:14]
        return render_template("list.html", title="Mới cập nhật", items=newest, page=1, pages=1, home=True)

    @app.get("/category/<path:path>/")
    def category(path: str) -> str:
        path, _, number = path.partition("/page/")
        name = next((name for name, own in SECTIONS.values() if own == path), None)
        items = portal.in_section(path)
        page, pages = int(number) if number.isdigit() else 1, -(-len(items) // PER_PAGE)
        if name is None or not 1 <= page <= pages:
            abort(404)
        shown = items[(page - 1) * PER_PAGE : page * PER_PAGE]
        return render_template("list.html", title=name, items=shown, page=page, pages=pages, path=f"/category/{path}/")

    @app.get("/tag/<name>/")
    @app.get("/author/<name>/")
    def tagged(name: str) -> str:
        return render_template("list.html", title=name.replace("-", " "), items=portal.visible()[:8], page=1, pages=1)

    @app.get("/trang/<name>/")
    def page(name: str) -> str:
        return render_template("message.html", kind="page", name=name)

    @app.get("/noi-bo/")
    def internal() -> str:
        return render_template("list.html", title="Nội bộ", items=INTERNAL, page=1, pages=1)

    @app.get("/robots.txt")
    def robots() -> Response:
        return Response(ROBOTS.format(base=portal.base()), mimetype="text/plain")

    @app.get("/wp-content/<path:path>")
    def upload(path: str) -> Response:
        if path.endswith((".pdf", ".docx")):
            return Response(PDF, mimetype="application/pdf")
        return Response(PIXEL, mimetype="image/gif")

    @app.get("/wp-admin/")
    def admin() -> AnyResponse:
        return redirect(portal.base() + "/2020/01/01/dang-nhap/", 302)


def _add_articles(app: Flask) -> None:
    @app.get("/2020/01/01/dang-nhap/")
    def login() -> str:
        return render_template("message.html", kind="login")

    @app.get("/2020/01/02/khong-tim-thay/")
    def lost() -> str:
        return render_template("message.html", kind="404")

    @app.get("/<year>/<month>/<day>/<slug>/")
    def article(year: str, month: str, day: str, slug: str) -> AnyResponse | str:
        found = _find(portal.visible(), slug)
        if portal.address(found) != f"/{year}/{month}/{day}/{slug}/":
            return redirect(portal.base() + portal.address(found), 301)
        return _show(found)

    @app.get("/<year>/<month>/<day>/<slug>/amp/")
    def amp(year: str, month: str, day: str, slug: str) -> str:  # noqa: ARG001 (names of the route)
        found = _find(portal.visible(), slug)
        return render_template("amp.html", article=found, body=portal.body(found), crumbs=portal.crumbs(found))

    @app.get("/noi-bo/<year>/<month>/<day>/<slug>/")
    def internal_article(year: str, month: str, day: str, slug: str) -> str:  # noqa: ARG001 (names of the route)
        return _show(_find(INTERNAL, slug))


def _find(articles: list[SampleArticle], slug: str) -> SampleArticle:
    found = next((item for item in articles if item.slug == slug), None)
    return found or abort(404)


def _show(article: SampleArticle) -> str:
    others = [item for item in portal.visible() if item is not article]
    place = portal.visible().index(article) if article in portal.visible() else 0
    return render_template(
        "article.html",
        article=article,
        body=portal.body(article),
        crumbs=portal.crumbs(article),
        related=[item for item in others if item.section == article.section][:6] or others[:6],
        newer=others[place - 1] if place else None,
        older=others[place] if place < len(others) else None,
    )
