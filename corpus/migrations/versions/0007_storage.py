"""Dictionaries for compressing bodies, the mark of a thinned body, and an index from a body to its captures."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

_CHANGES = """
CREATE TABLE public.dictionary (
    id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT dictionary_pkey PRIMARY KEY,
    site text NOT NULL CONSTRAINT dictionary_site_fkey REFERENCES public.site,
    content bytea NOT NULL,
    plain_bytes bigint NOT NULL CONSTRAINT dictionary_plain_bytes_check CHECK (plain_bytes > 0),
    packed_bytes bigint NOT NULL CONSTRAINT dictionary_packed_bytes_check CHECK (packed_bytes > 0),
    trained_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE public.dictionary IS
    'What the pages of a site have in common, for Zstandard. Needed for every body that names it.';
COMMENT ON COLUMN public.dictionary.id IS 'Number of the dictionary.';
COMMENT ON COLUMN public.dictionary.site IS 'Portal whose pages it was trained from.';
COMMENT ON COLUMN public.dictionary.content IS
    'The dictionary, in Zstandard''s format; it may contain pieces of pages.';
COMMENT ON COLUMN public.dictionary.plain_bytes IS
    'Bytes of pages that it was not trained from, compressed without it.';
COMMENT ON COLUMN public.dictionary.packed_bytes IS
    'Bytes of the same pages, compressed with it.';
COMMENT ON COLUMN public.dictionary.trained_at IS 'When it was trained.';
ALTER TABLE public.body
    ALTER COLUMN zstd DROP NOT NULL,
    ADD COLUMN dictionary_id integer CONSTRAINT body_dictionary_id_fkey REFERENCES public.dictionary,
    ADD COLUMN thinned_at timestamptz,
    ADD CONSTRAINT body_thinned_check CHECK ((zstd IS NULL) = (thinned_at IS NOT NULL));
CREATE INDEX body_dictionary_idx ON public.body (dictionary_id) WHERE dictionary_id IS NOT NULL;
CREATE INDEX snapshot_body_idx ON public.snapshot (body_hash);
COMMENT ON COLUMN public.body.zstd IS 'The body, compressed with Zstandard; null where it was thinned.';
COMMENT ON COLUMN public.body.dictionary_id IS 'Dictionary that it was compressed with; null: none.';
COMMENT ON COLUMN public.body.thinned_at IS 'When a person had its bytes deleted to save space; null: they are there.';
"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.dictionary TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create table, columns and indexes."""
    op.get_bind().connection.cursor().execute(_CHANGES + _GRANT)
