"""Flags of articles: notes on how a text was made, such as the old encoding that it was converted from."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_COLUMNS = """
ALTER TABLE public.article ADD COLUMN flags text[] NOT NULL DEFAULT '{}';
ALTER TABLE public.article_version ADD COLUMN flags text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN public.article.flags IS
    'What a reader should know of its making: legacy-encoding:tcvn3 (converted), legacy-encoding:mixed (partly not), …';
COMMENT ON COLUMN public.article_version.flags IS 'As in article.';
"""

_VIEW = """
CREATE OR REPLACE VIEW public.articles AS
SELECT a.page_id AS id, p.url, a.site, s.name AS site_name, a.level, v.name AS province, v.successor, s.since_2025,
       a.title, a.lead, a.text, a.published_at,
       (a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS published_on,
       a.published_precision, a.published_source, a.event_date, a.author, a.source_name, a.section, a.language,
       a.platform, a.page_kind, a.version, a.captured_at, a.first_captured_at, a.snapshot_id, a.flags
FROM public.article a
JOIN public.page p ON p.id = a.page_id
JOIN public.site s ON s.id = a.site
LEFT JOIN public.province v ON v.code = a.province_code;
"""


def upgrade() -> None:
    """Add columns and view. Existing articles get their flags when their pages are cleaned again."""
    op.get_bind().connection.cursor().execute(_COLUMNS + _VIEW)
