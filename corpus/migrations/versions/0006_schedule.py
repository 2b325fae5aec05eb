"""Schedules: how far each site's schedule was acted upon, and whether it is paused."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

_TABLE = """
CREATE TABLE public.schedule (
    site text CONSTRAINT schedule_pkey PRIMARY KEY,
    done_until timestamptz NOT NULL,
    paused_at timestamptz
);
COMMENT ON TABLE public.schedule IS
    'How far each site''s schedule was acted upon. The rule itself stands in the site''s file.';
COMMENT ON COLUMN public.schedule.site IS
    'Name of its file; no reference: the service may know a site before the corpus does.';
COMMENT ON COLUMN public.schedule.done_until IS
    'Moments up to this one at which it was due have been acted upon; missed ones count once.';
COMMENT ON COLUMN public.schedule.paused_at IS 'Since when a person has had it paused; null: it is not.';
"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.schedule TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create the table."""
    op.get_bind().connection.cursor().execute(_TABLE + _GRANT)
