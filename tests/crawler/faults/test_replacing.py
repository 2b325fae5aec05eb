"""What answers in an article's place never takes the article's place in the corpus."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from corpus.articles import publishing
from corpus.articles.publishing import Change
from corpus.crawling import sites
from corpus.crawling.page_store import store_item
from corpus.crawling.records import Fetched, Role
from normalize.article import normalise
from seeds.urls.canonical import key
from tests.corpus.samples import NOON
from tests.crawler.discovery.test_list_page import SITE

URL = "https://hanam.gov.vn/Pages/hoi-nghi-tong-ket.aspx"
SENTENCE = "Hội nghị đã thảo luận và thống nhất nhiều nội dung quan trọng về công tác xây dựng Đảng trong năm tới. "
ARTICLE = f"<html><body><h1>Hội nghị tổng kết công tác xây dựng Đảng</h1><p>{SENTENCE * 8}</p></body></html>"
CHALLENGE = '<html><body><script>document.cookie="D1N=0f3a"+"; path=/";window.location.reload();</script></body></html>'
SUSPENDED = (
    "<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1>"
    "<p>This account has been suspended. Contact your hosting provider for more information.</p></body></html>"
)
ERROR = (
    "<html><head><title>Lỗi hệ thống</title></head><body><h1>Thông báo lỗi</h1>"
    "<p>Đã xảy ra lỗi trong quá trình xử lý. Xin vui lòng quay lại sau.</p></body></html>"
)


def capture(conn: Connection, body: str, day: int) -> Change:
    headers = {"Content-Type": "text/html; charset=utf-8"}
    at = NOON + timedelta(days=day)
    store_item(conn, Fetched("hanam", key(URL, SITE), URL, Role.ITEM, URL, 200, headers, body.encode(), at), None)
    (pending,) = publishing.claim(conn, 1)
    return publishing.publish(conn, pending, normalise(pending.page(), SITE), 1, "rules")


@pytest.mark.parametrize(
    ("body", "reason"), [(CHALLENGE, "challenge page"), (SUSPENDED, "suspended"), (ERROR, "error page")]
)
def test_a_newer_answer_that_is_no_article_leaves_the_article(conn: Connection, body: str, reason: str) -> None:
    sites.ensure(conn, "hanam", "hanam")
    assert capture(conn, ARTICLE, 0) is Change.NEW
    before = conn.execute(text("SELECT * FROM article")).one()
    assert capture(conn, body, 1) is Change.REJECTED
    assert conn.execute(text("SELECT * FROM article")).one() == before
    assert conn.execute(text("SELECT reason FROM rejections")).scalars().all() == [reason]
    assert conn.scalar(text("SELECT count(*) FROM versions WHERE NOT current")) == 0
    assert capture(conn, ARTICLE, 2) is Change.UNCHANGED, "it is back, and nothing was lost meanwhile"
