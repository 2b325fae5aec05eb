"""Articles that an interface gave as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.articles.records import Article, Outcome, Page, Reason, Rejection
from normalize.article import normalise
from seeds.config.json_api import JsonApi
from tests.crawler.discovery.sites import HOST, make_site

SITE = make_site(
    json_api=JsonApi.model_validate(
        {
            "lists": [{"url": "/api"}],
            "items": "@",
            "page": "/bai/{id}",
            "article": {
                "title": "ten", "content": "noi_dung", "lead": "sapo", "published": "ngay", "author": "tac_gia",
                "source": "nguon",
            },
        }
    )
)  # fmt: skip
FIRST = "Sáng 18/6, đoàn công tác của Ban Thường vụ Huyện ủy đã đi kiểm tra các vườn nhãn ghép ở hai xã vùng thấp."
SECOND = "Đoàn đề nghị mỗi chi bộ bản cử một đảng viên phụ trách sổ vườn để hợp tác xã có căn cứ làm việc."
GOOD = {"ten": "Huyện ủy rà soát tiến độ tu bổ vườn nhãn", "noi_dung": f"<p>{FIRST}</p><p>{SECOND}</p>"}


def cleaned(data: Any, content_type: str = "application/json") -> Outcome:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return normalise(Page(f"{HOST}/bai/7", body, content_type, datetime(2026, 1, 1, tzinfo=UTC)), SITE)


def article(**changes: Any) -> Article:
    outcome = cleaned({**GOOD, **changes})
    assert isinstance(outcome, Article), outcome
    return outcome


def test_its_parts_come_from_the_named_fields() -> None:
    made = article(sapo="Sau ba tháng, mười bốn xã đã lập xong sổ.", ngay="2024-06-18T09:25:00", tac_gia="Lò Thị Hoa")
    assert (made.title, made.text, made.lead) == (
        GOOD["ten"], f"{FIRST}\n\n{SECOND}", "Sau ba tháng, mười bốn xã đã lập xong sổ.",
    )  # fmt: skip
    assert made.published_at == datetime.fromisoformat("2024-06-18T09:25:00+07:00") and made.author == "Lò Thị Hoa"
    assert made.sources["title"] == ".json-title" and made.sources["text"] == ".json-content"


@pytest.mark.parametrize(
    "content",
    [
        f"{FIRST}\r\n\r\n{SECOND}",
        f"</div></article><p>{FIRST}<div><p>{SECOND}</body></html>",
        f"{FIRST}<br><br>{SECOND}<!-- hết --><script>alert(1)</script>",
        [f"<p>{FIRST}</p>", f"<p>{SECOND}</p>"],
    ],
)
def test_plain_text_and_broken_html_stay_within_the_article(content: Any) -> None:
    assert article(noi_dung=content).text == f"{FIRST}\n\n{SECOND}"


def test_escapes_and_markup_in_a_title_are_read() -> None:
    assert article(ten="Huyện ủy &amp; <b>chi bộ</b> bản Mung họp").title == "Huyện ủy & chi bộ bản Mung họp"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"loi": "không có bài viết"}, Reason.ERROR_PAGE), (b'{"ten": ', Reason.NOT_HTML),
        (b"[" * 100_000, Reason.NOT_HTML), ({"ten": "Chỉ có tiêu đề", "noi_dung": None}, Reason.TOO_SHORT),
        (b"", Reason.EMPTY), ([], Reason.ERROR_PAGE),
    ],
)  # fmt: skip
def test_json_without_an_article_is_rejected(body: Any, reason: Reason) -> None:
    outcome = cleaned(body)
    assert isinstance(outcome, Rejection) and outcome.reason is reason


def test_a_page_of_html_is_read_as_one() -> None:
    body = f"<html><body><h1>{GOOD['ten']}</h1>{GOOD['noi_dung']}</body></html>".encode()
    outcome = cleaned(body, "text/html")
    assert isinstance(outcome, Article) and outcome.title == GOOD["ten"]
