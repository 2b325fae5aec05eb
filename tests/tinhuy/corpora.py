"""What stands in a corpus, read with plain SQL: articles as the gold has them, and dumps to compare."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from corpus.database.dsn import parameters
from tests.evaluation.cases import moment
from tests.portals.content import SampleArticle
from tests.portals.samples import SAMPLES

Row = dict[str, Any]

_CONTENT = (
    "version, title, lead, text, published_at, published_precision, published_source, event_date, author, source_name,"
    " section, images, attachments, language, level, province_code, platform, page_kind, rules_number, rules_hash"
)
_ADDRESS = "(SELECT url FROM page WHERE id = page_id) AS url"


def rows(database: str, query: str, *values: object) -> list[Row]:
    """The rows of a query."""
    with psycopg.connect(**parameters(database)) as conn:
        return conn.cursor(row_factory=dict_row).execute(query, values).fetchall()


def column(database: str, query: str, *values: object) -> list[Any]:
    """The first column of a query's rows."""
    return [next(iter(row.values())) for row in rows(database, query, *values)]


def dump(database: str) -> dict[str, list[Row]]:
    """Articles, versions and rejections of a corpus, without times and numbers of its own."""
    queries = {
        "articles": f"SELECT {_ADDRESS}, {_CONTENT} FROM article ORDER BY url",  # noqa: S608
        "versions": f"SELECT {_ADDRESS}, {_CONTENT} FROM article_version ORDER BY url, version",  # noqa: S608
        "rejections": "SELECT p.url, s.reason, s.detail FROM snapshot s JOIN page p ON p.id = s.page_id"
        " WHERE s.state = 'rejection' ORDER BY p.url, s.reason",
        "pages": "SELECT site, url, role, section, listed_title, listed_date FROM page ORDER BY url",
    }
    return {name: rows(database, query) for name, query in queries.items()}


def stored_articles(database: str, site: str, base: str) -> dict[str, Row]:
    """The articles of a site by their path at `base`, in the form of the gold; each path must be there once.

    In lower case: one of the portals does not regard it, and its lists write one address in several ways.
    """
    query = f"SELECT {_ADDRESS}, {_CONTENT} FROM article WHERE site = %s"  # noqa: S608
    found = [(row["url"].removeprefix(base).lower(), _seen(row)) for row in rows(database, query, site)]
    assert len({path for path, _ in found}) == len(found)
    return dict(found)


def gold_articles(name: str, base: str) -> dict[str, Row]:
    """What a perfect crawl would keep of a sample portal served at `base`, by path in lower case."""
    sample = SAMPLES[name]
    return {sample.address(article).lower(): _gold(article, base) for article in sample.articles}


def _gold(article: SampleArticle, base: str) -> Row:
    gold = article.gold
    published = moment(gold["published_at"])
    plain = {name: gold.get(name) for name in ("title", "lead", "author", "source_name")}
    return {
        **plain,
        "text": gold["text"].rstrip("\n"),
        "published_at": published,
        "by_day": isinstance(published, date) and not isinstance(published, datetime) if published else None,
        "event_date": moment(gold.get("event_date")),
        "section": gold.get("section") or [],
        "images": [_whole(image, base) for image in gold.get("images") or []],
        "attachments": [_whole(file, base) for file in gold.get("attachments") or []],
    }


def _whole(entry: Row, base: str) -> Row:
    return {**entry, "url": base + entry["url"] if entry["url"] else None}


def _seen(row: Row) -> Row:
    by_day = row["published_precision"] == "day" if row["published_at"] else None
    local = moment(row["published_at"])
    plain = ("title", "lead", "author", "source_name", "text", "event_date", "section", "attachments")
    return {
        **{name: row[name] for name in plain},
        "published_at": local.date() if by_day and isinstance(local, datetime) else local,
        "by_day": by_day,
        "images": [{name: image.get(name) for name in ("url", "file_name", "caption")} for image in row["images"]],
    }
