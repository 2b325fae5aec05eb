"""The search index of articles."""

from __future__ import annotations

from sqlalchemy import Connection, text

_ENTER = text(
    "INSERT INTO article_search AS old SELECT * FROM search_entry WHERE page_id = :page_id"
    " ON CONFLICT (page_id) DO UPDATE SET (dated_at, site, province_code, filters, head, words)"
    " = (excluded.dated_at, excluded.site, excluded.province_code, excluded.filters, excluded.head, excluded.words)"
    " WHERE (old.dated_at, old.site, old.province_code, old.filters, old.words) IS DISTINCT FROM"
    " (excluded.dated_at, excluded.site, excluded.province_code, excluded.filters, excluded.words)"
)


def index(conn: Connection, page_id: int) -> None:
    """Write an article's row of the search index, computed from the article and the documents that it cites."""
    conn.execute(_ENTER, {"page_id": page_id})


def add_up(conn: Connection) -> None:
    """Add up the articles and titles that came and went: trends and suggested spellings are read from the sums."""
    conn.execute(text("SELECT count_articles(), count_titles()"))
