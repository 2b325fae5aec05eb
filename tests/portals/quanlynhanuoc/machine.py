"""What WordPress says to machines: feeds, the REST interface, sitemaps."""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from tests.portals.content import SampleArticle
from tests.portals.quanlynhanuoc import portal
from tests.portals.quanlynhanuoc.portal import PER_PAGE, SECTIONS

routes = Blueprint("machine", __name__)
CATEGORY_IDS = {key: 21 + number for number, key in enumerate(SECTIONS)}


@routes.get("/feed/")
def feed() -> Response:
    return _feed(portal.visible(), "Tạp chí Quản lý nhà nước", "/")


@routes.get("/category/<path:path>/feed/")
def category_feed(path: str) -> Response:
    name = next((name for name, own in SECTIONS.values() if own == path), None) or abort(404)
    return _feed(portal.in_section(path), f"{name} – Tạp chí Quản lý nhà nước", f"/category/{path}/")


def _feed(items: list[SampleArticle], title: str, link: str) -> Response:
    page = request.args.get("paged", 1, type=int)
    shown = items[(page - 1) * PER_PAGE : page * PER_PAGE]
    if not shown:
        abort(404)
    helpers = {"body": portal.body, "rfc": _rfc, "section": _section}
    text = render_template("feed.xml", title=title, link=link, items=shown, **helpers)
    return Response(text, content_type="application/rss+xml; charset=UTF-8")


def _section(article: SampleArticle) -> str:
    return SECTIONS[article.section][0]


def _rfc(article: SampleArticle) -> str:
    return format_datetime(portal.published(article).astimezone(UTC))


@routes.get("/wp-json/wp/v2/posts")
def posts() -> tuple[Response, int]:
    size, page = request.args.get("per_page", 10, type=int), request.args.get("page", 1, type=int)
    wanted = {int(part) for part in request.args.get("categories", "").split(",") if part.isdigit()}
    items = [item for item in portal.visible() if not wanted or CATEGORY_IDS[item.section] in wanted]
    pages = -(-len(items) // size) if 0 < size <= 100 else 0
    if not 1 <= page <= pages:
        code = "rest_post_invalid_page_number" if pages else "rest_invalid_param"
        return jsonify(code=code, message="Yêu cầu không hợp lệ.", data={"status": 400}), 400
    answer = jsonify([_post(item) for item in items[(page - 1) * size : page * size]])
    answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"] = str(len(items)), str(pages)
    if page < pages:
        answer.headers["Link"] = f'<{portal.base()}/wp-json/wp/v2/posts?page={page + 1}&per_page={size}>; rel="next"'
    return answer, 200


def _post(article: SampleArticle) -> dict[str, Any]:
    when = portal.published(article)
    return {
        "id": portal.post_id(article),
        "date": f"{when:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "slug": article.slug,
        "status": "publish",
        "type": "post",
        "link": portal.base() + portal.address(article),
        "title": {"rendered": article.page["title"]},
        "content": {"rendered": portal.body(article), "protected": False},
        "excerpt": {"rendered": f"<p>{portal.excerpt(article)}</p>\n", "protected": False},
        "author": 3,
        "categories": [CATEGORY_IDS[article.section]],
    }


@routes.get("/wp-json/wp/v2/categories")
def categories() -> Response:
    return jsonify(
        [
            {"id": CATEGORY_IDS[key], "name": name, "slug": key, "link": f"{portal.base()}/category/{path}/"}
            for key, (name, path) in SECTIONS.items()
            if request.args.get("slug", key) == key
        ]
    )


@routes.get("/wp-json/")
def index() -> Response:
    return jsonify(name="Tạp chí Quản lý nhà nước", url=portal.base(), namespaces=["wp/v2"], gmt_offset="7")


@routes.get("/wp-sitemap.xml")
def sitemap_index() -> Response:
    parts = ["wp-sitemap-posts-post-1.xml", "wp-sitemap-taxonomies-category-1.xml"]
    return _xml("sitemapindex", "sitemap", [(f"/{part}", None) for part in parts])


@routes.get("/wp-sitemap-posts-post-1.xml")
def sitemap_posts() -> Response:
    return _xml("urlset", "url", [(portal.address(a), portal.published(a).isoformat()) for a in portal.visible()])


@routes.get("/wp-sitemap-taxonomies-category-1.xml")
def sitemap_categories() -> Response:
    return _xml("urlset", "url", [(f"/category/{path}/", None) for _, path in SECTIONS.values()])


def _xml(root: str, item: str, entries: list[tuple[str, str | None]]) -> Response:
    inner = "".join(
        f"<{item}><loc>{portal.base()}{path}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</{item}>"
        for path, when in entries
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    text = f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>\n'
    return Response(text, content_type="application/xml; charset=UTF-8")
