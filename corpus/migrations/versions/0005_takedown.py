"""Takedowns: their table, the outcome of a request for a page that was taken down, and keys of merged pages."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

_TABLE = """
CREATE TABLE public.takedown (
    page_id bigint CONSTRAINT takedown_pkey PRIMARY KEY CONSTRAINT takedown_page_id_fkey REFERENCES public.page,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE public.takedown IS
    'Pages whose text had to go: everything that was stored of them is deleted, and no crawl or import brings it back.';
COMMENT ON COLUMN public.takedown.page_id IS 'Page; its row stays, without what lists said of it.';
COMMENT ON COLUMN public.takedown.reason IS 'Why, for a person.';
COMMENT ON COLUMN public.takedown.at IS 'When.';
COMMENT ON TABLE public.snapshot IS
    'One fetch of a page that returned a body. Deleted by a takedown only; it can be cleaned again at any time.';
COMMENT ON COLUMN public.page.key IS
    'Hash of the canonical key: one page, whatever the spelling of its address. '
    'Of merged pages, a hash of their number.';
COMMENT ON COLUMN public.page.leads_to IS
    'Page that this one redirects to, names as its canonical address or was merged with; '
    'it is then never asked for by itself.';
"""

_OUTCOMES = """
ALTER TABLE public.fetch_log DROP CONSTRAINT fetch_log_outcome_check, ADD CONSTRAINT fetch_log_outcome_check
    CHECK (outcome IN (
        'stored', 'unchanged', 'not found', 'gone', 'forbidden by robots', 'refused address', 'http error', 'timeout',
        'connection failed', 'dns failed', 'tls failed', 'too large', 'not text', 'cut body', 'redirected away',
        'taken down', 'cancelled', 'failed'));
"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.takedown TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create the table, and allow the new outcome."""
    op.get_bind().connection.cursor().execute(_TABLE + _OUTCOMES + _GRANT)
