"""The map of explored portals: classes of addresses, parameters that change nothing, lists that are due."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

_PAGES = """
ALTER TABLE public.fetch_log DROP CONSTRAINT fetch_log_outcome_check;
ALTER TABLE public.fetch_log ADD CONSTRAINT fetch_log_outcome_check CHECK (outcome IN (
    'stored', 'unchanged', 'not found', 'gone', 'forbidden by robots', 'refused address', 'http error', 'timeout',
    'connection failed', 'dns failed', 'tls failed', 'too large', 'not text', 'cut body', 'redirected away',
    'taken down', 'duplicate', 'cancelled', 'failed'));
CREATE INDEX page_due_list_idx ON public.page (site, due_at, id)
    WHERE role = 'list' AND due_at IS NOT NULL AND gone_at IS NULL AND leads_to IS NULL;
COMMENT ON COLUMN public.page.leads_to IS
    'Page that this one redirects to, names as its canonical address, shows again or was merged with; '
    'it is then never asked for by itself.';
"""

_TABLES = """
CREATE TABLE public.address_class (
    site text NOT NULL CONSTRAINT address_class_site_fkey REFERENCES public.site,
    shape text NOT NULL,
    headline boolean NOT NULL,
    example text NOT NULL,
    fetched integer NOT NULL,
    articles integer NOT NULL,
    lists integer NOT NULL,
    duplicates integer NOT NULL,
    others integer NOT NULL,
    closed text,
    pages bigint[] NOT NULL DEFAULT '{}',
    run_id bigint CONSTRAINT address_class_run_id_fkey REFERENCES public.crawl_run,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT address_class_pkey PRIMARY KEY (site, shape, headline)
);
COMMENT ON TABLE public.address_class IS
    'The map of an explored portal: classes of its addresses, and what their pages turned out to be.';
COMMENT ON COLUMN public.address_class.site IS 'Portal.';
COMMENT ON COLUMN public.address_class.shape IS
    'What the addresses have in common: 0 stands for any number, * for words.';
COMMENT ON COLUMN public.address_class.headline IS
    'Whether the links to them are headlines; else they are short, as in menus.';
COMMENT ON COLUMN public.address_class.example IS 'One of the addresses.';
COMMENT ON COLUMN public.address_class.fetched IS 'Pages that were read, in all runs.';
COMMENT ON COLUMN public.address_class.articles IS 'Those that have a text of their own.';
COMMENT ON COLUMN public.address_class.lists IS 'Those that are lists.';
COMMENT ON COLUMN public.address_class.duplicates IS 'Those that show again what another address shows.';
COMMENT ON COLUMN public.address_class.others IS 'All others: forms, logins, pages without text.';
COMMENT ON COLUMN public.address_class.closed IS 'Why its addresses are left alone; null: they are asked for.';
COMMENT ON COLUMN public.address_class.pages IS 'Some of the pages that showed it.';
COMMENT ON COLUMN public.address_class.run_id IS 'Run that saw it last.';
COMMENT ON COLUMN public.address_class.at IS 'When that was written.';

CREATE TABLE public.idle_parameter (
    site text NOT NULL CONSTRAINT idle_parameter_site_fkey REFERENCES public.site,
    name text NOT NULL,
    same integer NOT NULL,
    differing integer NOT NULL,
    CONSTRAINT idle_parameter_pkey PRIMARY KEY (site, name)
);
COMMENT ON TABLE public.idle_parameter IS
    'What an explored portal showed of query parameters: whether addresses that differ in one alone are one page.';
COMMENT ON COLUMN public.idle_parameter.site IS 'Portal.';
COMMENT ON COLUMN public.idle_parameter.name IS 'Name of the parameter, in lower case.';
COMMENT ON COLUMN public.idle_parameter.same IS 'Pairs of addresses that differ in it alone and show the same.';
COMMENT ON COLUMN public.idle_parameter.differing IS 'Pairs that differ in it alone and show something else.';

"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.address_class, public.idle_parameter TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create the tables, and allow the new outcome."""
    op.get_bind().connection.cursor().execute(_PAGES + _TABLES + _GRANT)
