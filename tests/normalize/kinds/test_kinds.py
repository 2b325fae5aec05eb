"""Pages that are no article say why."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Page, Reason, Rejection
from normalize.article import normalise
from normalize.html.parse import MAX_DEPTH
from tests.normalize.pages import PARAGRAPHS, any_site, outcome

FORM = "<form>Tên đăng nhập <input name='u'> Mật khẩu <input type='password' name='p'></form>"
TEASER = (
    "<div><h3><a href='/tin/{n}'>Huyện ủy họp bàn việc số {n} trong quý</a></h3>"
    "<p>Hội nghị do đồng chí Bí thư chủ trì, bàn {n} việc quan trọng của huyện.</p></div>"
)
TEASERS = "".join(TEASER.format(n=n) for n in range(1, 9))
WEEK = "<tr>" + "".join(f"<th>{day}</th>" for day in ("T2", "T3", "T4", "T5", "T6", "T7", "CN")) + "</tr>"
MONTH = WEEK + "".join(
    "<tr>" + "".join(f"<td>{n} giao ban Thường trực Huyện ủy</td>" for n in range(7)) + "</tr>" for _ in range(4)
)


def _reason(markup: str, url: str = "https://x.vn/tin/1", title: str = "") -> Reason | None:
    page = Page(url, f"<html><head><title>{title}</title></head><body>{markup}</body></html>".encode(), "text/html")
    found = normalise(page, any_site())
    return found.reason if isinstance(found, Rejection) else None


def _container(inner: str) -> str:
    return f"<div class='ArticleContent'>{inner}</div>"


PAGES = {
    f"<h1>Đăng nhập hệ thống</h1>{_container('<p>Vui lòng dùng tài khoản do Văn phòng cấp nhé.</p>' + FORM)}": "login",
    f"<h1>Đăng nhập</h1>{FORM}": "login",
    "<h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại hoặc đã được chuyển đi nơi khác.</p>": "error page",
    "<h1>404 NOT FOUND</h1><p>File or directory not found.</p>": "error page",
    "<h1>Thông báo lỗi</h1><p>Đã có lỗi xảy ra trong quá trình xử lý, xin vui lòng thử lại sau.</p>": "error page",
    f"<h1>Tin tức</h1><div id='main'>{TEASERS}</div>": "list",
    f"<h1>Lịch công tác</h1><table>{MONTH}</table>": "list",
    "<h1>Sơ đồ trang</h1><p>Các chuyên mục của trang thông tin điện tử Huyện ủy, xếp theo thứ tự.</p>": "sitemap",
    "<script>document.cookie='D1N=abc';location.reload()</script>": "challenge page",
    "<h1>Account Suspended</h1><p>This account has been suspended.</p>": "suspended",
    f"<h1>Họp</h1>{_container('<p>Hội nghị.</p>')}": "too short",
    f"<div><h1>Ảnh lễ hội Lồng tồng</h1>{_container('<img src=/a.jpg><img src=/b.jpg>')}</div>": "media only",
    "<div><h1>Nghị quyết về thu ngân sách</h1>"
    + _container("<p>Tệp đính kèm: <a href='/27.pdf'>Nghị quyết số 27-NQ/TU về thu ngân sách</a></p>")
    + "</div>": "document only",
}


@pytest.mark.parametrize(("markup", "reason"), PAGES.items(), ids=range(len(PAGES)))
def test_reasons(markup: str, reason: str) -> None:
    assert _reason(markup) == reason


def test_the_address_tells_home_and_search_from_other_lists() -> None:
    assert _reason(f"<div>{TEASERS}</div>", "https://x.vn/") is Reason.HOME
    assert _reason(f"<div>{TEASERS}</div>", "https://x.vn/trang-chu") is Reason.HOME
    assert _reason(f"<div>{TEASERS}</div>", "https://x.vn/?s=hop") is Reason.SEARCH
    assert _reason(f"<div>{TEASERS}</div>", "https://x.vn/tag/hop/") is Reason.SEARCH


def test_an_article_stays_one_beside_login_boxes_and_lists() -> None:
    assert isinstance(outcome(f"{PARAGRAPHS}{FORM}"), Article)
    assert _reason(f"<h1>Huyện ủy họp</h1><div class='ArticleContent'>{PARAGRAPHS}</div><div>{TEASERS}</div>") is None
    assert _reason(f"<h1>Không tìm thấy sai phạm</h1><div class='ArticleContent'>{PARAGRAPHS}</div>") is None


def test_a_rejection_says_what_was_recognised() -> None:
    found = normalise(
        Page("", f"<meta name=generator content='WordPress 6'><h1>Đăng nhập</h1>{FORM}".encode()), any_site()
    )
    assert isinstance(found, Rejection)
    assert (found.reason, found.page_kind) == (Reason.LOGIN, "login")


def test_pages_nested_without_bound_are_refused() -> None:
    assert _reason("<div>" * (MAX_DEPTH + 50) + PARAGRAPHS) is Reason.EXTRACTOR_FAILED


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", Reason.EMPTY), (b"just words", Reason.NOT_HTML), (b"%PDF-1.4", Reason.NOT_HTML)]
)
def test_what_is_no_page(body: bytes, reason: Reason) -> None:
    found = normalise(Page("", body), any_site())
    assert isinstance(found, Rejection) and found.reason is reason
