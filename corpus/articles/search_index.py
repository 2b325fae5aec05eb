"""The search index of articles."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from corpus.database.tables import Article, ArticleSearch


def index(conn: Connection, page_id: int) -> None:
    """Write an article's row of the search index, computed from the article."""
    others = func.public.search_others(Article.author, Article.source_name, Article.images, Article.attachments)
    parts = (Article.title, Article.lead, Article.text, others)
    words = select(Article.page_id, func.public.search_plain(*parts), func.public.search_exact(*parts))
    statement = insert(ArticleSearch).from_select(
        ["page_id", "plain", "exact"], words.where(Article.page_id == page_id)
    )
    new = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=[ArticleSearch.page_id],
            set_={"plain": new.plain, "exact": new.exact},
            where=ArticleSearch.plain.is_distinct_from(new.plain) | ArticleSearch.exact.is_distinct_from(new.exact),
        )
    )
