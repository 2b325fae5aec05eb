"""A page that shows nothing of what its links promise stands in an article's place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.articles.records import Article, Hints, Page, Reason, Rejection
from normalize.article import normalise
from tests.normalize.pages import any_site

HINT = "Đoàn thanh niên xã Nà Thịnh trồng 300 cây quế"
GONE = "Nội dung mà quý vị tìm đã được chuyển vào kho lưu trữ, xin quay lại vào một dịp khác."
NOTICE = "Sáng thứ Bảy tuần này, đoàn viên toàn xã tập trung tại nhà văn hóa thôn để cùng trồng cây."


def made(heading: str, text: str, hint: str | None) -> Article | Rejection:
    html = f"<html><head><title>Cổng xã</title></head><body><div><h1>{heading}</h1><p>{text}</p></div></body></html>"
    page = Page("https://xa.example.vn/t/1", html.encode(), "text/html", datetime(2026, 11, 1, tzinfo=UTC), Hints(hint))
    return normalise(page, any_site())


def test_a_short_page_without_its_headline_is_no_article() -> None:
    found = made("Xin lỗi quý vị bạn đọc gần xa đã ghé trang này", GONE, HINT)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.ERROR_PAGE and HINT in found.detail


@pytest.mark.parametrize(
    ("heading", "text", "hint"),
    [
        (HINT, NOTICE, HINT),
        (f"{HINT} bên suối", NOTICE, HINT),
        ("Trồng cây đầu xuân ở xã vùng cao", f"{NOTICE} Đoàn thanh niên xã Nà Thịnh trồng 300 cây quế.", HINT),
        (
            "Trồng cây đầu xuân ở xã vùng cao</h1><div class='ngay'>14/10/2025 16:20</div><h1>",
            NOTICE,
            "Mục tin thứ 2 của trang",
        ),
        ("Trồng cây đầu xuân ở xã vùng cao", NOTICE, None),
        ("Trồng cây đầu xuân ở xã vùng cao", NOTICE, "Xem tiếp"),
        ("Trồng cây đầu xuân ở xã vùng cao", " ".join([NOTICE] * 4), HINT),
    ],
    ids=[
        "its headline",
        "a longer one",
        "in its text",
        "a date of its own",
        "no link known",
        "a link that says nothing",
        "a long text",
    ],
)
def test_an_article_stays_one(heading: str, text: str, hint: str | None) -> None:
    assert isinstance(made(heading, text, hint), Article)
