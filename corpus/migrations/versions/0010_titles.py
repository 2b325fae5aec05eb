"""Articles without a title: none is better than a paragraph; views show the first words as display_title."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

_CHANGES = r"""
ALTER TABLE public.article ALTER COLUMN title DROP NOT NULL;
ALTER TABLE public.article_version ALTER COLUMN title DROP NOT NULL;
COMMENT ON COLUMN public.article.title IS
    'Title, as written; null where the page has none. The views show the first words in its place, as display_title.';
CREATE FUNCTION public.display_title(title text, lead text, body text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    coalesce(title,
        array_to_string((regexp_split_to_array(btrim(left(coalesce(lead, body), 300)), '\s+'))[1:12], ' ') || '…');
COMMENT ON FUNCTION public.display_title(text, text, text) IS
    'What people call an article: its title, else the first twelve words of lead or text.';

CREATE OR REPLACE VIEW public.articles AS
SELECT a.page_id AS id, p.url, a.site, s.name AS site_name, a.level, v.name AS province, v.successor, s.since_2025,
       a.title, a.lead, a.text, a.published_at,
       (a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS published_on,
       a.published_precision, a.published_source, a.event_date, a.author, a.source_name, a.section, a.language,
       a.platform, a.page_kind, a.version, a.captured_at, a.first_captured_at, a.snapshot_id, a.flags,
       public.display_title(a.title, a.lead, a.text) AS display_title
FROM public.article a
JOIN public.page p ON p.id = a.page_id
JOIN public.site s ON s.id = a.site
LEFT JOIN public.province v ON v.code = a.province_code;
CREATE OR REPLACE VIEW public.citations AS
SELECT r.page_id AS article_id, p.url, a.site, a.title, r.number, r.kind, r.issuer, r.issued_on, r.as_written,
       r.position, public.display_title(a.title, a.lead, a.text) AS display_title
FROM public.document_reference r
JOIN public.article a ON a.page_id = r.page_id
JOIN public.page p ON p.id = r.page_id;
CREATE OR REPLACE VIEW public.versions AS
SELECT w.page_id AS article_id, w.version, false AS current, w.held, w.site, w.title, w.lead, w.text, w.published_at,
       w.author, w.captured_at, w.snapshot_id, w.superseded_at, w.held_because, w.refused_at,
       public.display_title(w.title, w.lead, w.text) AS display_title
FROM public.article_version w
UNION ALL
SELECT a.page_id, a.version, true, false, a.site, a.title, a.lead, a.text, a.published_at, a.author, a.captured_at,
       a.snapshot_id, NULL, NULL, NULL, public.display_title(a.title, a.lead, a.text)
FROM public.article a;
COMMENT ON COLUMN public.articles.display_title IS 'Title, or the first words of lead or text where there is none.';
COMMENT ON COLUMN public.citations.display_title IS 'Title of the article, or its first words where there is none.';
COMMENT ON COLUMN public.versions.display_title IS 'Title, or the first words of lead or text where there is none.';
"""


def upgrade() -> None:
    """Make titles optional, and show `display_title` in the views."""
    op.get_bind().connection.cursor().execute(_CHANGES)
