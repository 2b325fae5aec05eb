"""Documents that articles cite: their table, and a view of it."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLE = """
CREATE TABLE public.document_reference (
    page_id bigint NOT NULL CONSTRAINT document_reference_page_id_fkey REFERENCES public.article ON DELETE CASCADE,
    position integer CONSTRAINT document_reference_position_check CHECK (position >= 0),
    as_written text NOT NULL,
    number text NOT NULL,
    number_key text NOT NULL,
    kind text,
    issuer text,
    issued_on date,
    CONSTRAINT document_reference_pkey PRIMARY KEY (page_id, number_key)
);
CREATE INDEX document_reference_number_idx ON public.document_reference (number_key);
COMMENT ON TABLE public.document_reference IS
    'Documents that the articles cite by their numbers, each once an article.';
COMMENT ON COLUMN public.document_reference.page_id IS 'Article that cites it.';
COMMENT ON COLUMN public.document_reference.position IS
    'Letters before as_written in lead and text (parted by a blank line); null where only the title cites it.';
COMMENT ON COLUMN public.document_reference.as_written IS
    'Its first mention: kind, number and date, as far as they stand side by side.';
COMMENT ON COLUMN public.document_reference.number IS 'Its number in one spelling (27-NQ/TU, 38/NQ-CP, 59/2020/QH14).';
COMMENT ON COLUMN public.document_reference.number_key IS
    'The number''s letters and digits, folded plainly, without leading zeros: what numbers are compared by.';
COMMENT ON COLUMN public.document_reference.kind IS
    'Nghị quyết, Kế hoạch, …; null where neither word nor letters tell.';
COMMENT ON COLUMN public.document_reference.issuer IS 'Who issued it, where the text or the number tells.';
COMMENT ON COLUMN public.document_reference.issued_on IS 'Its date, where the text tells.';
"""

_VIEW = """
CREATE VIEW public.citations AS
SELECT r.page_id AS article_id, p.url, a.site, a.title, r.number, r.kind, r.issuer, r.issued_on, r.as_written,
       r.position
FROM public.document_reference r
JOIN public.article a ON a.page_id = r.page_id
JOIN public.page p ON p.id = r.page_id;
COMMENT ON VIEW public.citations IS 'Documents that the articles cite, one row a document and article.';
"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.document_reference, public.citations TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create table and view. Existing articles get their references when their pages are cleaned again."""
    op.get_bind().connection.cursor().execute(_TABLE + _VIEW + _GRANT)
