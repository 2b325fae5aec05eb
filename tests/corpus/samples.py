"""Small portals' worth of rows for the corpus tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from corpus.articles import publishing
from corpus.articles.publishing import Change
from corpus.articles.records import Article, Image, Outcome, Precision, Reason, Rejection, Source
from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Found, Role

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def hours(number: float) -> datetime:
    """That many hours after NOON."""
    return NOON + timedelta(hours=number)


def key(name: str) -> bytes:
    """The key of a page."""
    return hashlib.sha256(name.encode()).digest()


def url(name: str) -> str:
    """Its address."""
    return f"https://hanam.gov.vn/Pages/{name}.aspx"


def site(conn: Connection, name: str = "hanam") -> None:
    """A site's row."""
    sites.ensure(conn, name, name)


def found(name: str, title: str | None = None, on: date | None = None, section: Sequence[str] = ()) -> Found:
    """A page as a list names it."""
    return Found(url(name), key(name), title=title, date=on, section=tuple(section))


def fetched(
    name: str, at: datetime = NOON, body: bytes = b"<p>", role: Role = Role.ITEM, site: str = "hanam"
) -> Fetched:
    """A capture of a page."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": ["a=1", "b=2"]}
    return Fetched(site, key(name), url(name), role, url(name), 200, headers, body, at)


def capture(conn: Connection, name: str, at: datetime = NOON, body: bytes = b"<p>", site: str = "hanam") -> int:
    """Store a pending capture; the page's id."""
    return page_store.store_item(conn, fetched(name, at, body, site=site), None)


def article(text: str = "Một đoạn.", title: str = "Tựa đề", lead: str | None = None, **more: object) -> Article:
    """An article as the normaliser gives it."""
    return Article(title=title, text=text, lead=lead, language="vi", **more)  # type: ignore[arg-type]


def full_article() -> Article:
    """One with every field set."""
    return article(
        "Đoạn một.\n\nĐoạn hai.",
        "Hội nghị Tỉnh ủy",
        "Sáng nay.",
        published_at=datetime(2022, 6, 22, 17, tzinfo=UTC),
        published_precision=Precision.DAY,
        published_source=Source.SELECTOR,
        event_date=date(2022, 6, 23),
        author="Trần Rem",
        source_name="Báo Hà Nam",
        section=("Tin tức", "Lãnh đạo"),
        images=(Image("https://hanam.gov.vn/a.jpg", "a.jpg", "Quang cảnh", "P.V"), Image(caption="Không rõ tệp")),
        platform="sharepoint",
    )


REJECTED = Rejection(Reason.LIST, "ten links", "list")


def publish(conn: Connection, outcome: Outcome, rules: int = 1) -> Change:
    """Claim the oldest pending capture and publish this for it."""
    (pending,) = publishing.claim(conn, 1)
    return publishing.publish(conn, pending, outcome, rules, f"hash{rules}")


def step(conn: Connection, at: float, outcome: Outcome, body: bytes, rules: int = 1) -> Change:
    """A capture at that hour, published at once."""
    capture(conn, "a", hours(at), body)
    return publish(conn, outcome, rules)


def write(
    conn: Connection, name: str, one: Outcome, at: datetime = NOON, body: bytes | None = None, site: str = "hanam"
) -> int:
    """Capture a page and publish what it is; the page's id."""
    page_id = capture(conn, name, at, body if body is not None else f"{name} {at}".encode(), site)
    publish(conn, one)
    return page_id
