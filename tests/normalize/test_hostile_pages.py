"""Pages of 1 MB that were made to keep the cleaner busy: each is an article or a rejection within seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from corpus.articles.records import Article, Outcome, Page, Reason, Rejection
from normalize.article import normalise
from seeds.config.catalogue import catalogue

SENTENCE = "Ngày 16/10/2021, đoàn công tác của Huyện ủy đã làm việc với Đảng ủy xã về tiến độ thực hiện nghị quyết. "
SITE = catalogue().unlisted("_x", "vi")
SECONDS = 6.0
"""Of processor time, on a machine that does other things as well; the slowest takes 2 to 4, as busy as that is."""
LINKS = "".join(f"<p><a href='/tin/{n}.html'>Huyện ủy làm việc {n}</a></p>" for n in range(20_000))
FILES = "".join(f"<p><a href='/tep/{n}.pdf'>Tệp đính kèm số {n}.pdf</a></p>" for n in range(15_000))
CAPTION = "<figure><img src='/a.jpg' alt='{0}'><figcaption>Ảnh {0}</figcaption></figure>"


def cleaned(body: str) -> Outcome:
    """What becomes of an article with this in it."""
    text = f"<div class='article-content'><h1>Huyện ủy làm việc</h1><p>{SENTENCE * 3}</p>{body}</div>"
    page = f"<html><head><title>Huyện ủy làm việc</title></head><body>{text}</body></html>".encode()
    began = time.process_time()
    outcome = normalise(Page("http://x.gov.vn/tin/1.html", page, "text/html", datetime.now(UTC)), SITE)
    assert time.process_time() - began < SECONDS
    return outcome


@pytest.mark.parametrize(
    "body",
    [
        CAPTION.format("(" * 100_000),
        CAPTION.format("[" * 100_000),
        CAPTION.format("Ảnh: " * 20_000),
        f"<img src='/qc{'7' * 100_000}x'>",
        "<p " + " ".join(f"a{n}='{n}'" for n in range(60_000)) + ">x</p>",
        f"<p>{'author' * 20_000}</p>",
        f"<p>(Trích {chr(0xA0) * 100_000})</p>",
        pytest.param(LINKS, marks=pytest.mark.slow),
        pytest.param(FILES, marks=pytest.mark.slow),
    ],
    ids=["round", "square", "captions", "picture", "attributes", "author", "blanks", "links", "attachments"],
)
def test_the_article_is_read_all_the_same(body: str) -> None:
    outcome = cleaned(body)
    assert isinstance(outcome, Article)
    assert "đoàn công tác của Huyện ủy" in outcome.text
    assert "Huyện ủy làm việc 7" not in outcome.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>Nghị quyết số {n}-NQ/TU ngày 01/02/2021 của Tỉnh ủy.</p>" for n in range(15_000)),
        f"<p>{''.join(f'Nghị quyết số {n}-NQ/TU, ' for n in range(40_000))}</p>",
        "<h2>Huyện ủy làm việc</h2>" * 40_000,
        "<p>Huyện ủy làm</p>" * 50_000,
        "".join(f"<p>Huyện ủy làm việc số {n} với.</p>" for n in range(25_000)),
        f"<p>{'Huyện ủy<br>' * 70_000}</p>",
        "".join(f"<p class='c{n} d{n} e{n}'>từ {n}</p>" for n in range(25_000)),
        "<img src='/anh.jpg'>" * 50_000,
        "<p><img src='/a.jpg'></p>" + "<p>Ảnh: Bá Hoàng</p>" * 40_000,
        "<img src='/icon.gif'>" * 30_000 + "<p>Ảnh: Bá Hoàng</p>" * 15_000,
        f"<p>{''.join(f'<a href=/tin/{n}>Huyện ủy làm việc số {n}</a> ' for n in range(12_000))}</p>",
        f"<div hidden>{SENTENCE * 2}</div>" * 3_000,
        "<div class='article-content'>" * 200 + SENTENCE * 5_000 + "</div>" * 200,
        f"<p>{'Hội nghị kết thúc. ' * 20_000}</p>" + "<p>Hội nghị kết thúc.</p>" * 15_000,
    ],
    ids=[
        "numbers", "numbers in a line", "headings", "paragraphs", "other paragraphs", "breaks", "classes", "pictures",
        "credits", "ornaments",
        "links in a line", "hidden", "nested", "last sentence again",
    ],
)  # fmt: skip
def test_a_line_costs_the_same_whatever_stands_before_it(body: str) -> None:
    outcome = cleaned(f"<p>{SENTENCE}</p>{body}")
    assert isinstance(outcome, Article)
    assert "đoàn công tác của Huyện ủy" in outcome.text


@pytest.mark.parametrize(
    "body",
    ["<dl>" + "<dt>x<dd>y" * 60_000 + "</dl>", "<p>x" * 150_000, "<a href=x>x" * 90_000],
    ids=["definitions", "paragraphs", "links"],
)
def test_more_elements_than_any_page_has_are_refused(body: str) -> None:
    outcome = cleaned(body)
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.TOO_LARGE
    assert "elements; the limit is 80,000" in outcome.detail
