"""Confidence that an article is its page's article, whole and alone."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

_COLUMNS = """
ALTER TABLE public.article ADD COLUMN confidence double precision
    CONSTRAINT article_confidence_check CHECK (confidence >= 0 AND confidence <= 1);
ALTER TABLE public.article_version ADD COLUMN confidence double precision
    CONSTRAINT article_version_confidence_check CHECK (confidence >= 0 AND confidence <= 1);
COMMENT ON COLUMN public.article.confidence IS
    'How sure it is that this is the page''s article, whole and alone: 0 to 1; null until it is cleaned again.';
COMMENT ON COLUMN public.article_version.confidence IS 'As in article.';
"""

_VIEW = """
CREATE OR REPLACE VIEW public.articles AS
SELECT a.page_id AS id, p.url, a.site, s.name AS site_name, a.level, v.name AS province, v.successor, s.since_2025,
       a.title, a.lead, a.text, a.published_at,
       (a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS published_on,
       a.published_precision, a.published_source, a.event_date, a.author, a.source_name, a.section, a.language,
       a.platform, a.page_kind, a.version, a.captured_at, a.first_captured_at, a.snapshot_id, a.flags,
       public.display_title(a.title, a.lead, a.text) AS display_title,
       a.confidence
FROM public.article a
JOIN public.page p ON p.id = a.page_id
JOIN public.site s ON s.id = a.site
LEFT JOIN public.province v ON v.code = a.province_code;
COMMENT ON COLUMN public.articles.confidence IS
    'How sure it is that this is the page''s article, whole and alone, from 0 to 1; 0.9 and more is certain.';
"""


def upgrade() -> None:
    """Add columns and view. Existing articles get their confidence when their pages are cleaned again."""
    op.get_bind().connection.cursor().execute(_COLUMNS + _VIEW)
