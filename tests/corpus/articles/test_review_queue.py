"""New texts that would take a good article's place wait for a person; the article stays meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from corpus.articles import publishing, review_queue
from corpus.articles.publishing import Change
from corpus.articles.records import Article, Outcome
from corpus.articles.review_rule import review_reason
from tests.corpus.samples import REJECTED, article, capture, full_article, hours, publish, site

LONG = " ".join(f"Câu thứ {number} của bài viết về hội nghị." for number in range(20))
GOOD = replace(full_article(), text=LONG)
SHORT = replace(GOOD, text="Trang chủ. Liên hệ. Sơ đồ cổng.")
OTHER = replace(GOOD, text=LONG + " Một câu đính chính.")


@pytest.fixture(autouse=True)
def _site(conn: Connection) -> None:
    site(conn)


def step(conn: Connection, at: float, outcome: Outcome, body: str = "") -> Change:
    """A capture at that hour, published at once."""
    capture(conn, "a", hours(at), (body or str(at)).encode())
    return publish(conn, outcome)


def again(conn: Connection, outcomes: dict[float, Outcome]) -> list[Change]:
    """Everything cleaned again: by the hour of the capture, what it becomes under new rules."""
    found = publishing.walk(conn, (0, 0), 100)
    given = {hours(at): outcome for at, outcome in outcomes.items()}
    return [publishing.publish(conn, one, given[one.fetched_at], 2, "hash2") for one in found]


def row(one: Article) -> dict[str, Any]:
    """What `review_reason` looks at, captured two hours after NOON."""
    named = {name: getattr(one, name) for name in ("title", "lead", "text", "published_at")}
    return {**named, "captured_at": hours(2)}


def versions(conn: Connection) -> list[tuple[Any, ...]]:
    """Version, its first word, and what it is."""
    found = conn.execute(text("SELECT version, text, current, held FROM versions ORDER BY version"))
    return [(one.version, one.text[:5], "held" if one.held else "now" if one.current else "was") for one in found]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (SHORT, "the text shrank from"),
        (replace(GOOD, text="Lời khác hẳn với bài trước, từ đầu chí cuối. " * 12), "nothing of the old text is left"),
        (replace(GOOD, title="Cổng thông tin điện tử tỉnh Hà Nam"), "the title became the site's name"),
        (replace(GOOD, title="Thông báo"), "the title has no word in common"),
        (replace(GOOD, published_at=None), "the date is gone"),
        (replace(GOOD, published_at=hours(1)), "the date became the day on which"),
    ],
)
def test_what_is_doubtful(new: Article, why: str) -> None:
    said = review_reason(row(GOOD), row(new), "Tỉnh Hà Nam")
    assert said is not None and said.startswith(why)


@pytest.mark.parametrize(
    "new",
    [
        OTHER,
        replace(GOOD, text=LONG[: len(LONG) * 2 // 3]),
        replace(GOOD, title="Hội nghị Tỉnh ủy Hà Nam lần thứ hai"),
        replace(GOOD, author=None, source_name="Báo Nhân Dân"),
        replace(GOOD, published_at=GOOD.published_at and GOOD.published_at + timedelta(hours=3)),
    ],
)
def test_what_portals_do_every_day_is_not(new: Article) -> None:
    assert review_reason(row(GOOD), row(new), "Tỉnh Hà Nam") is None


def test_a_notice_may_become_shorter() -> None:
    notice = article("Hoãn họp ngày mai.", "Thông báo")
    assert review_reason(row(notice), row(replace(notice, text="Hoãn họp.")), "Tỉnh Hà Nam") is None


def test_a_doubtful_text_does_not_replace_the_article(conn: Connection) -> None:
    step(conn, 0, GOOD)
    assert step(conn, 1, SHORT) is Change.HELD
    assert versions(conn) == [(1, "Câu t", "now"), (2, "Trang", "held")]
    (waiting,) = review_queue.waiting(conn)
    assert waiting.because == f"the text shrank from {len(LONG) + 10} to {len(SHORT.text) + 10} letters"
    assert (waiting.old["text"], waiting.new["text"]) == (LONG, SHORT.text)
    assert review_queue.waiting(conn, ["other"]) == []
    assert conn.scalar(text("SELECT captured_at FROM article")) == hours(0)


def test_the_same_doubtful_text_is_asked_about_once(conn: Connection) -> None:
    step(conn, 0, GOOD)
    for at in (1, 2, 3):
        assert step(conn, at, SHORT) is Change.HELD
    assert len(versions(conn)) == 2
    assert again(conn, {0: GOOD, 1: SHORT, 2: SHORT, 3: SHORT}) == [Change.UNCHANGED, *[Change.HELD] * 3]
    assert len(versions(conn)) == 2


def test_it_is_passed_by_when_the_portal_has_mended_itself(conn: Connection) -> None:
    step(conn, 0, GOOD)
    step(conn, 1, SHORT)
    assert step(conn, 2, GOOD) is Change.UNCHANGED
    assert review_queue.waiting(conn) == []
    assert step(conn, 3, OTHER) is Change.UPDATED
    assert versions(conn) == [(1, "Câu t", "was"), (2, "Trang", "held"), (3, "Câu t", "now")]


def test_an_accepted_text_is_the_article_and_the_old_one_a_version(conn: Connection) -> None:
    step(conn, 0, GOOD)
    step(conn, 1, SHORT)
    (waiting,) = review_queue.waiting(conn)
    review_queue.accept(conn, waiting.page_id, waiting.version)
    assert versions(conn) == [(1, "Câu t", "was"), (2, "Trang", "now")]
    assert review_queue.waiting(conn) == []
    assert conn.scalar(text("SELECT words LIKE '%sơ đồ cổng%' FROM article_search"))
    assert again(conn, {1: SHORT}) == [Change.UNCHANGED]
    assert step(conn, 2, GOOD) is Change.UPDATED
    assert versions(conn)[-1] == (3, "Câu t", "now")


def test_a_text_is_decided_upon_by_its_capture_though_it_is_numbered_anew_meanwhile(conn: Connection) -> None:
    step(conn, 1, GOOD)
    step(conn, 2, SHORT)
    (waiting,) = review_queue.waiting(conn)
    assert waiting.version == 2
    step(conn, 0, OTHER)  # an older capture comes in late: it is the first text now
    assert versions(conn) == [(1, "Câu t", "was"), (2, "Câu t", "now"), (3, "Trang", "held")]
    number = review_queue.number_now(conn, waiting)
    assert number == 3
    review_queue.refuse(conn, waiting.page_id, number)
    assert review_queue.waiting(conn) == []
    assert versions(conn) == [(1, "Câu t", "was"), (2, "Câu t", "now"), (3, "Trang", "held")]


def test_a_rejected_text_is_never_published_nor_asked_about_again(conn: Connection) -> None:
    step(conn, 0, GOOD)
    step(conn, 1, SHORT)
    (waiting,) = review_queue.waiting(conn)
    review_queue.refuse(conn, waiting.page_id, waiting.version)
    assert review_queue.waiting(conn) == []
    assert step(conn, 2, SHORT) is Change.HELD
    assert review_queue.waiting(conn) == []
    assert again(conn, {0: GOOD, 1: SHORT, 2: SHORT}) == [Change.UNCHANGED, Change.HELD, Change.HELD]
    assert versions(conn) == [(1, "Câu t", "now"), (2, "Trang", "held")]
    assert step(conn, 3, replace(SHORT, text="Lỗi.")) is Change.HELD
    assert [one.version for one in review_queue.waiting(conn)] == [3]


def test_better_rules_publish_what_was_held(conn: Connection) -> None:
    step(conn, 0, GOOD)
    step(conn, 1, SHORT)
    assert again(conn, {0: GOOD, 1: OTHER}) == [Change.UNCHANGED, Change.UPDATED]
    assert versions(conn) == [(1, "Câu t", "was"), (2, "Câu t", "now")]


def test_rules_of_our_own_may_shorten_a_text(conn: Connection) -> None:
    step(conn, 0, GOOD)
    assert again(conn, {0: SHORT}) == [Change.REPLACED]


def test_an_older_capture_finds_its_place_before_what_is_held(conn: Connection) -> None:
    step(conn, 0, GOOD)
    step(conn, 4, SHORT)
    assert step(conn, 2, OTHER) is Change.UPDATED
    assert step(conn, 1, replace(OTHER, text=LONG + " Bản hai.")) is Change.STALE
    assert [(number, what) for number, _, what in versions(conn)] == [(1, "was"), (2, "was"), (3, "now"), (4, "held")]


def test_what_is_held_of_a_page_without_article_becomes_one(conn: Connection) -> None:
    step(conn, 0, GOOD)
    step(conn, 1, SHORT)
    assert again(conn, {0: REJECTED, 1: SHORT}) == [Change.WITHDRAWN, Change.NEW]
    assert [(what, first) for _, first, what in versions(conn)] == [("now", "Trang")]


def test_what_a_field_was_read_by_stands_with_its_capture(conn: Connection) -> None:
    step(conn, 0, replace(GOOD, sources={"title": "h1.title", "author": "text"}))
    step(conn, 1, REJECTED)
    rows = conn.scalars(text("SELECT sources FROM snapshot ORDER BY id")).all()
    assert rows == [{"title": "h1.title", "author": "text"}, None]
    assert again(conn, {0: replace(GOOD, sources={"title": "h1"}), 1: REJECTED}) == [Change.UNCHANGED, Change.REJECTED]
    assert conn.scalar(text("SELECT sources ->> 'title' FROM snapshot WHERE sources IS NOT NULL")) == "h1"


def test_short_samples_are_articles_too(conn: Connection) -> None:
    step(conn, 0, article("Một."))
    assert step(conn, 1, article("Hai.")) is Change.UPDATED
