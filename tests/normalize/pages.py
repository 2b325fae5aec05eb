"""Pages in short, for tests that describe one rule."""

from __future__ import annotations

from functools import cache

from lxml import html

from corpus.articles.records import Article, Hints, Outcome, Page
from normalize.article import normalise
from normalize.html.blocks import Block, read_blocks
from seeds.config.catalogue import catalogue
from seeds.config.site import Site

FIRST = (
    "Chiều ngày 23/6/2022, Ban Thường vụ Huyện ủy tổ chức hội nghị đánh giá kết quả thực hiện nghị quyết nhiệm kỳ qua."
)
SECOND = (
    "Các đại biểu thảo luận về thu ngân sách, xây dựng nông thôn mới và công tác phát triển đảng viên ở chi bộ thôn."
)
THIRD = "Kết luận hội nghị, đồng chí Bí thư đề nghị các xã tập trung tháo gỡ khó khăn, hoàn thành chỉ tiêu đã đề ra."
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


@cache
def any_site(language: str = "vi") -> Site:
    return catalogue().unlisted("somewhere", language)


def page(body: str, *, title: str = "Huyện ủy họp đánh giá nghị quyết", head: str = "", url: str = "") -> Page:
    """A page with a headline and an article's container."""
    text = (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f"<div class='ArticleContent'>{body}</div></body></html>"
    )
    return Page(url, text.encode(), "text/html; charset=utf-8", hints=Hints())


def outcome(body: str, **more: str) -> Outcome:
    return normalise(page(body, **more), any_site())


def article(body: str, **more: str) -> Article:
    """The article on a page of that body."""
    found = outcome(body, **more)
    assert isinstance(found, Article), found
    return found


def blocks(markup: str) -> list[Block]:
    return read_blocks(html.fragment_fromstring(f"<div>{markup}</div>"))


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]
