"""Bounded parts of articles for search, and a rejection for pages that can't be written."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

_CHANGES = """
CREATE OR REPLACE FUNCTION public.search_plain(title text, lead text, body text, others text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    setweight(to_tsvector('pg_catalog.simple', public.search_words(public.fold_plain(
        left(coalesce(title, ''), 1000)))), 'A')
    || setweight(to_tsvector('pg_catalog.simple', public.search_words(public.fold_plain(
        left(coalesce(lead, ''), 10000)))), 'B')
    || setweight(to_tsvector('pg_catalog.simple', public.search_words(public.fold_plain(
        left(coalesce(body, ''), 200000)))), 'C')
    || setweight(to_tsvector('pg_catalog.simple', public.search_words(public.fold_plain(
        left(coalesce(others, ''), 20000)))), 'D');
COMMENT ON FUNCTION public.search_plain(text, text, text, text) IS
    'Words without diacritics, with positions and weights: title A (first 1,000 letters), lead B (10,000), text C '
    '(200,000), the rest D (20,000). Together at most some 0.92 MB, as a tsvector holds 1 MB.';

CREATE OR REPLACE FUNCTION public.search_exact(title text, lead text, body text, others text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN
    strip(to_tsvector('pg_catalog.simple', public.search_words(public.fold_exact(
        concat_ws(' ', left(title, 1000), left(lead, 10000), left(body, 200000), left(others, 20000))))));
COMMENT ON FUNCTION public.search_exact(text, text, text, text) IS
    'Words with diacritics, of parts cut as for the plain one. Without positions and weights: it only says yes or no; '
    'order and phrases come from the plain one.';
ALTER TABLE public.snapshot
    DROP CONSTRAINT snapshot_reason_check,
    ADD CONSTRAINT snapshot_reason_check CHECK (reason IN (
        'list', 'search', 'home', 'login', 'poll', 'sitemap', 'error page', 'challenge page', 'suspended', 'too short',
        'other language', 'media only', 'document only', 'empty', 'not HTML', 'too large', 'undecodable',
        'extractor failed', 'out of time', 'not storable'));
COMMENT ON COLUMN public.snapshot.headers IS
    'Response headers that say what the page is (corpus.storing.KEPT_HEADERS), by lower-case name, '
    'a list where one came more than once.';
-- Two time-outs and one 404 made a page gone for ever: those that were not missed on three days are asked for again.
UPDATE public.page AS p SET gone_at = NULL, due_at = now()
WHERE p.gone_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM public.takedown AS t WHERE t.page_id = p.id)
  AND (SELECT count(DISTINCT l.at::date) FROM public.fetch_log AS l
       WHERE l.page_id = p.id AND l.outcome IN ('not found', 'gone')) < 3;
"""


def upgrade() -> None:
    """Replace the functions and the constraint."""
    op.get_bind().connection.cursor().execute(_CHANGES)
