"""JSON Lines: every article once, whole, in the order of their ids."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from sqlalchemy import Connection, text

from corpus.articles.records import Precision
from corpus.search import export
from corpus.search.export import jsonl
from tests.corpus.samples import NOON, REJECTED, article, full_article, hours, site, write


def exported(conn: Connection, **limits: object) -> list[dict[str, object]]:
    """What jsonl() writes, parsed, with its count checked."""
    out = io.StringIO()
    count = jsonl(conn, out, **limits)  # type: ignore[arg-type]
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(lines) == count
    return lines


def test_every_field_comes_back(conn: Connection) -> None:
    site(conn)
    conn.execute(text("INSERT INTO province VALUES ('35', 'Hà Nam', 'Ninh Bình')"))
    conn.execute(text("UPDATE site SET province_code = '35', level = 'province'"))
    page_id = write(conn, "a", full_article())
    write(conn, "r", REJECTED)
    (line,) = exported(conn)
    shown = {
        name: line[name]
        for name in ("id", "url", "site", "level", "province", "successor", "published_at", "event_date")
    }
    assert shown == {
        "id": page_id,
        "url": "https://hanam.gov.vn/Pages/a.aspx",
        "site": "hanam",
        "level": "province",
        "province": "Hà Nam",
        "successor": "Ninh Bình",
        "published_at": "2022-06-23",
        "event_date": "2022-06-23",
    }
    assert line["captured_at"] == "2026-11-20T19:00:00+07:00"
    assert line["text"] == full_article().text
    assert line["images"] == [
        {"url": "https://hanam.gov.vn/a.jpg", "file_name": "a.jpg", "caption": "Quang cảnh", "credit": "P.V"},
        {"url": None, "file_name": None, "caption": "Không rõ tệp", "credit": None},
    ]


def test_many_in_order_and_limits(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    site(conn)
    site(conn, "other")
    monkeypatch.setattr(export, "_BATCH", 10)
    for number in range(35):
        write(conn, str(number), article(f"Bài\u2028{number}.\n\nHai."), hours(number))
    stamped = article(published_at=NOON, published_precision=Precision.MINUTE)
    write(conn, "o", stamped, hours(-9999), site="other")
    lines = exported(conn)
    ids = [str(line["id"]) for line in lines]
    assert ids == sorted(ids, key=int)
    assert len(ids) == 36
    assert [line["published_at"] for line in exported(conn, site="other")] == ["2026-11-20T19:00:00+07:00"]
    assert len(exported(conn, since=date(2026, 11, 21), until=date(2026, 11, 21))) == 24
