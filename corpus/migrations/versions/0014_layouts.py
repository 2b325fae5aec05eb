"""Layouts learned from portals' pages, the layout that cleaned each capture, and changed dates of publication."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

_TABLES = """
CREATE TABLE public.layout (
    site text NOT NULL CONSTRAINT layout_site_fkey REFERENCES public.site,
    number integer NOT NULL CONSTRAINT layout_number_check CHECK (number > 0),
    hash text NOT NULL,
    templates jsonb NOT NULL,
    learned_from text NOT NULL,
    captures integer NOT NULL,
    learned_at timestamptz NOT NULL DEFAULT now(),
    held_because text,
    CONSTRAINT layout_pkey PRIMARY KEY (site, number)
);
COMMENT ON TABLE public.layout IS
    'What the pages of a portal taught of where its boilerplate, headlines, dates and texts stand.';
COMMENT ON COLUMN public.layout.site IS 'Portal.';
COMMENT ON COLUMN public.layout.number IS
    'Which of its layouts, from 1; the greatest one that is not held is in force.';
COMMENT ON COLUMN public.layout.hash IS 'Hash of all that decides how a page is cleaned.';
COMMENT ON COLUMN public.layout.templates IS
    'Its templates: places and texts as hashes, and the numbers of the pages and captures that showed them.';
COMMENT ON COLUMN public.layout.learned_from IS 'Hash of the captures that it was last learned from.';
COMMENT ON COLUMN public.layout.captures IS 'How many those were.';
COMMENT ON COLUMN public.layout.learned_at IS 'When it was first learned.';
COMMENT ON COLUMN public.layout.held_because IS 'Why it is not in force; null where it is, or was.';

CREATE TABLE public.date_change (
    page_id bigint NOT NULL CONSTRAINT date_change_page_id_fkey REFERENCES public.page,
    snapshot_id bigint NOT NULL CONSTRAINT date_change_snapshot_id_fkey REFERENCES public.snapshot,
    captured_at timestamptz NOT NULL,
    before timestamptz NOT NULL,
    after timestamptz NOT NULL,
    CONSTRAINT date_change_pkey PRIMARY KEY (page_id, snapshot_id)
);
COMMENT ON TABLE public.date_change IS
    'Dates of publication that a portal changed, which makes no version: backdated articles are among them.';
COMMENT ON COLUMN public.date_change.page_id IS 'Page of the article.';
COMMENT ON COLUMN public.date_change.snapshot_id IS 'Capture that first showed the new date.';
COMMENT ON COLUMN public.date_change.captured_at IS 'Time of that capture.';
COMMENT ON COLUMN public.date_change.before IS 'Date that the captures before it showed.';
COMMENT ON COLUMN public.date_change.after IS 'Date that it shows.';
"""

_COLUMNS = """
ALTER TABLE public.snapshot ADD COLUMN layout integer, ADD COLUMN template integer;
ALTER TABLE public.article ADD COLUMN layout integer;
ALTER TABLE public.article_version ADD COLUMN layout integer;
ALTER TABLE public.article DROP CONSTRAINT article_published_source_check,
    ADD CONSTRAINT article_published_source_check
    CHECK (published_source IN ('selector', 'layout', 'json-ld', 'meta', 'url', 'list', 'text'));
ALTER TABLE public.article_version DROP CONSTRAINT article_version_published_source_check,
    ADD CONSTRAINT article_version_published_source_check
    CHECK (published_source IN ('selector', 'layout', 'json-ld', 'meta', 'url', 'list', 'text'));
COMMENT ON COLUMN public.snapshot.sources IS
    'Articles: by field what it was read by: a selector, or layout, json-ld, meta, url, list, text. '
    'A field that is not there was not found.';
COMMENT ON COLUMN public.snapshot.layout IS 'Layout of its site by which it was cleaned; null: none was known.';
COMMENT ON COLUMN public.snapshot.template IS 'Which template of that layout it fitted, from 0; null: none.';
COMMENT ON COLUMN public.article.flags IS
    'What a reader should know of its making: legacy-encoding:tcvn3 (converted), '
    'legacy-encoding:mixed (partly not), layout:unknown, …';
COMMENT ON COLUMN public.article.layout IS 'Layout of its site by which its text was made; null: none was known.';
COMMENT ON COLUMN public.article_version.layout IS 'As in article.';
COMMENT ON COLUMN public.article.content_hash IS
    'Hash of title, lead and text, the same for both tone placements: what a version is told by.';
"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.layout, public.date_change TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create tables and columns."""
    op.get_bind().connection.cursor().execute(_TABLES + _COLUMNS + _GRANT)
