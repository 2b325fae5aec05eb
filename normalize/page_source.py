"""Make HTML of an article that its portal gave as JSON. The site file says where its parts are."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from lxml import html

from corpus.articles.records import Page, Reason
from normalize.decoding.decode import MAX_BYTES, decode
from normalize.decoding.entities import once_escaped
from normalize.html.parse import parse
from normalize.rejection import RejectedError
from normalize.text import one_line
from seeds.config.json_api import JsonArticle
from seeds.config.site import Clean, Site
from seeds.pages.json_path import parsed, text_at, time_at

FIELDS = ("title", "published", "author", "source", "lead", "content")
"""In their order on the page. The page's classes are these names with `json-` before them."""
SELECTORS = Clean(**{name: (f".json-{name}",) for name in FIELDS})
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|figure|span|img|section|article|blockquote)\b", re.IGNORECASE)
_LINES = re.compile(r"(?<![ \t])(?:[ \t]*+\r?\n)++")


def page_text(page: Page, site: Site) -> str:
    """Return the HTML of a page: as it was sent, or made of the JSON that was sent. Raises RejectedError."""
    article = in_json(page, site)
    return once_escaped(decode(page.body, page.content_type) if article is None else _page(page.body, article))


def clean_of(page: Page, site: Site) -> Clean:
    """Return the site's selectors; for a page made of JSON, those of its parts go first."""
    return site.clean if in_json(page, site) is None else _joined(site.clean)


def in_json(page: Page, site: Site) -> JsonArticle | None:
    """Return where the article's parts are in its JSON; None where the answer is HTML, as some interfaces send."""
    return site.json_api.article if site.json_api and _BEGINS.match(page.body) else None


@lru_cache(maxsize=256)
def _joined(own: Clean) -> Clean:
    return SELECTORS.over(own)


def _page(body: bytes, article: JsonArticle) -> str:
    if len(body) > MAX_BYTES:
        raise RejectedError(Reason.TOO_LARGE, f"{len(body):,} bytes; the limit is {MAX_BYTES:,}")
    try:
        data = parsed(body)
    except ValueError as error:
        raise RejectedError(Reason.NOT_HTML, f"it begins as JSON does: {error}"[:200]) from None
    texts = {name: text_at(getattr(article, name), data) for name in FIELDS if name != "published"}
    if not texts["title"] and not texts["content"]:
        where = f"{article.title} and {article.content}"
        raise RejectedError(Reason.ERROR_PAGE, f"its JSON has neither title nor text ({where})")
    title = escape(_plain(texts["title"]))
    published = escape(time_at(article.published, data))
    parts = {
        "title": f"<h1 class='json-title'>{title}</h1>",
        "published": f"<time class='json-published' datetime='{published}'>{published}</time>" if published else "",
        "content": f"<div class='json-content'>{_inside(texts['content'])}</div>",
    }
    shown = "\n".join(parts.get(name, _line(name, texts.get(name, ""))) for name in FIELDS)
    return f"<html><head><title>{title}</title></head><body><article>{shown}</article></body></html>"


def _line(name: str, value: str) -> str:
    text = _plain(value) if value else ""
    return f"<p class='json-{name}'>{escape(text)}</p>" if text else ""


def _plain(value: str) -> str:
    """Return a value without markup and escapes, which many interfaces leave in titles."""
    return one_line(str(parse(f"<p>{value}</p>").text_content()))


def _inside(value: str) -> str:
    """Return a value as HTML with all elements closed; plain text becomes paragraphs."""
    if not _MARKUP.search(value):
        return "".join(f"<p>{line}</p>" for line in _LINES.split(value) if line.strip())
    body = parse(f"<html><body>{value}</body></html>").find("body")
    return "" if body is None else (escape(body.text or "") + "".join(map(_serialised, body)))


def _serialised(element: html.HtmlElement) -> str:
    return str(html.tostring(element, encoding="unicode"))
