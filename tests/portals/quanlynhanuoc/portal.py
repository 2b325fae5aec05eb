"""The content of the sample magazine: its articles, its sections, its dates and what is published now."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from flask import current_app, request
from markupsafe import Markup

from tests.portals.content import SampleArticle, written_articles
from tests.portals.quanlynhanuoc.generated import generated_articles
from tests.yaml_files import read_yaml

HERE = Path(__file__).parent
VIETNAM = timezone(timedelta(hours=7))
WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
PER_PAGE = 10

ARTICLES: list[SampleArticle] = written_articles(HERE / "articles") + generated_articles()
SECTIONS: dict[str, tuple[str, str]] = {  # key: name, path; the path says what stands in what
    "tin-tuc": ("Tin tức", "tin-tuc"),
    "hoat-dong-hoc-vien": ("Hoạt động Học viện", "tin-tuc/hoat-dong-hoc-vien"),
    "nghien-cuu-trao-doi": ("Nghiên cứu - Trao đổi", "nghien-cuu-trao-doi"),
}
INTERNAL: list[SampleArticle] = written_articles(HERE / "internal")
CHROME: dict[str, Any] = read_yaml(HERE / "chrome.yaml")


def visible() -> list[SampleArticle]:
    """What is published now, newest first."""
    hidden: Collection[str] = current_app.config["SITE_STATE"]["hidden"]
    return [article for article in ARTICLES if article.slug not in hidden]


def in_section(path: str) -> list[SampleArticle]:
    """The published articles of a section and of those below it."""
    return [article for article in visible() if f"{SECTIONS[article.section][1]}/".startswith(f"{path}/")]


def published(article: SampleArticle) -> datetime:
    """When the article was published, in Vietnam's time."""
    return datetime.fromisoformat(article.page["published"])


def address(article: SampleArticle) -> str:
    """The article's path."""
    folder = "/noi-bo" if article in INTERNAL else ""
    return f"{folder}/{published(article):%Y/%m/%d}/{article.slug}/"


def post_id(article: SampleArticle) -> int:
    """The number that WordPress gave the post."""
    return 60000 - 137 * ARTICLES.index(article) if article in ARTICLES else 999


def crumbs(article: SampleArticle) -> list[tuple[str, str]]:
    """Names and paths of the article's section, outermost first."""
    path = SECTIONS[article.section][1]
    return [(name, f"/category/{own}/") for name, own in SECTIONS.values() if f"{path}/".startswith(f"{own}/")]


def body(article: SampleArticle) -> Markup:
    """The article's HTML as the_content() gives it: absolute image addresses, table of contents, what was appended."""
    html: str = article.page["body"].replace('"/wp-content/', f'"{base()}/wp-content/')
    html = html.replace(", /wp-content/", f", {base()}/wp-content/")
    if toc := article.page.get("toc"):
        html = html.replace("<h2", _contents(toc) + "<h2", 1)
    appended = current_app.config["SITE_STATE"]["replaced"].get(article.slug)
    return Markup(f"{html}\n<p>{appended}</p>" if appended else html)  # noqa: S704 (our own text)


def _contents(headings: list[str]) -> str:
    items = "".join(
        f'<li class="ez-toc-page-1"><a class="ez-toc-link ez-toc-heading-{n}" href="#muc-{n}">{heading}</a></li>'
        for n, heading in enumerate(headings, start=1)
    )
    return (
        '<div id="ez-toc-container" class="ez-toc-v2_0_62 counter-hierarchy ez-toc-counter ez-toc-grey">'
        '<p class="ez-toc-title">Mục lục bài viết</p><nav><ul class="ez-toc-list">' + items + "</ul></nav></div>"
    )


def excerpt(article: SampleArticle, words: int = 32) -> str:
    """The first words of the text, as WordPress makes an excerpt."""
    plain = Markup(re.sub(r"<br ?/?>|</p>", " ", article.page["body"])).striptags().split()  # noqa: S704
    return " ".join(plain[:words]) + " […]"


def first_image(article: SampleArticle) -> str:
    """The address of the article's first image, or of the magazine's own."""
    found = re.search(r'"(/wp-content/[^"]+\.jpg)"', article.page["body"])
    return base() + (found[1] if found else "/wp-content/uploads/2019/03/logo-qlnn.png")


def base() -> str:
    """The address of the running portal."""
    return request.url_root.rstrip("/")


def today() -> date:
    """The server's day in Vietnam, which every header shows."""
    return datetime.now(UTC).astimezone(VIETNAM).date()
