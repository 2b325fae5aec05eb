"""Health: provenance of each field, verdicts on runs, alarms, and versions held for review."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_COLUMNS = """
ALTER TABLE public.snapshot ADD COLUMN sources jsonb;
COMMENT ON COLUMN public.snapshot.sources IS
    'Articles: by field what it was read by: a selector, or json-ld, meta, url, list, text. '
    'A field that is not there was not found.';
ALTER TABLE public.article_version ADD COLUMN held_because text, ADD COLUMN refused_at timestamptz;
UPDATE public.article_version SET held_because = 'held' WHERE held;
ALTER TABLE public.article_version ADD CONSTRAINT article_version_held_has_reason
    CHECK (held = (held_because IS NOT NULL) AND (held OR refused_at IS NULL));
CREATE INDEX article_version_held_idx ON public.article_version (site, captured_at) WHERE held AND refused_at IS NULL;
COMMENT ON COLUMN public.article_version.held_because IS
    'Why it was kept back (corpus.doubts); null where it was not.';
COMMENT ON COLUMN public.article_version.refused_at IS
    'When a person refused to publish it; null while nobody has.';
"""

_TABLES = """
CREATE TABLE public.run_health (
    run_id bigint CONSTRAINT run_health_pkey PRIMARY KEY CONSTRAINT run_health_run_id_fkey REFERENCES public.crawl_run,
    verdict text NOT NULL CONSTRAINT run_health_verdict_check CHECK (verdict IN ('healthy', 'flagged', 'learning')),
    findings jsonb NOT NULL DEFAULT '[]',
    bands jsonb NOT NULL DEFAULT '[]',
    figures jsonb NOT NULL DEFAULT '{}',
    judged_at timestamptz NOT NULL DEFAULT now(),
    accepted_at timestamptz
);
COMMENT ON TABLE public.run_health IS 'The verdict on each run that ended and whose pages are cleaned.';
COMMENT ON COLUMN public.run_health.run_id IS 'The run.';
COMMENT ON COLUMN public.run_health.verdict IS
    'healthy; flagged: something was found; learning: nothing was, but there are too few runs to know what is usual.';
COMMENT ON COLUMN public.run_health.findings IS
    'List of {code, subject, words, figures}; codes are those of corpus.health.findings.';
COMMENT ON COLUMN public.run_health.bands IS
    'List of {name, least, most, source}: what was expected, learned or from the site file.';
COMMENT ON COLUMN public.run_health.figures IS 'What the run gave: the history from which later runs learn.';
COMMENT ON COLUMN public.run_health.judged_at IS 'When it was judged.';
COMMENT ON COLUMN public.run_health.accepted_at IS
    'When a person said that this is usual now; later runs learn from here on.';

CREATE TABLE public.alarm (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT alarm_pkey PRIMARY KEY,
    site text NOT NULL CONSTRAINT alarm_site_fkey REFERENCES public.site,
    code text NOT NULL,
    subject text NOT NULL DEFAULT '',
    words text NOT NULL,
    figures jsonb NOT NULL DEFAULT '{}',
    run_id bigint NOT NULL CONSTRAINT alarm_run_id_fkey REFERENCES public.crawl_run,
    opened_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    told_at timestamptz,
    attempts smallint NOT NULL DEFAULT 0 CONSTRAINT alarm_attempts_check CHECK (attempts >= 0)
);
CREATE UNIQUE INDEX alarm_open_idx ON public.alarm (site, code, subject) WHERE closed_at IS NULL;
COMMENT ON TABLE public.alarm IS
    'Findings on a site from the run that first showed them until the run that no longer does.';
COMMENT ON COLUMN public.alarm.id IS 'Number of the alarm.';
COMMENT ON COLUMN public.alarm.site IS 'Portal.';
COMMENT ON COLUMN public.alarm.code IS 'What is wrong, as in run_health.findings.';
COMMENT ON COLUMN public.alarm.subject IS 'Which field, section or list, where there are several.';
COMMENT ON COLUMN public.alarm.words IS 'The newest finding in words.';
COMMENT ON COLUMN public.alarm.figures IS 'Its figures.';
COMMENT ON COLUMN public.alarm.run_id IS 'Run that showed it first.';
COMMENT ON COLUMN public.alarm.opened_at IS 'When it was opened.';
COMMENT ON COLUMN public.alarm.closed_at IS 'When a run showed that it is over; null while it stands.';
COMMENT ON COLUMN public.alarm.told_at IS 'When webhook or command had taken it; null while none has.';
COMMENT ON COLUMN public.alarm.attempts IS 'Attempts to tell it that failed.';
"""

_VIEWS = """
CREATE OR REPLACE VIEW public.versions AS
SELECT w.page_id AS article_id, w.version, false AS current, w.held, w.site, w.title, w.lead, w.text, w.published_at,
       w.author, w.captured_at, w.snapshot_id, w.superseded_at, w.held_because, w.refused_at
FROM public.article_version w
UNION ALL
SELECT a.page_id, a.version, true, false, a.site, a.title, a.lead, a.text, a.published_at, a.author, a.captured_at,
       a.snapshot_id, NULL, NULL, NULL
FROM public.article a;
CREATE OR REPLACE VIEW public.runs AS
SELECT r.id, r.site, s.name AS site_name, r.started_at, r.ended_at,
       coalesce(r.ended_at, r.heartbeat_at) - r.started_at AS duration,
       coalesce(r.ending, 'running') AS ending, r.reason, r.exit_code, r.options, r.counts, r.machine, r.heartbeat_at,
       h.verdict, h.findings
FROM public.crawl_run r
JOIN public.site s ON s.id = r.site
LEFT JOIN public.run_health h ON h.run_id = r.id;
"""

_GRANT = """
DO $grants$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'tinhuy_reader') THEN
        GRANT SELECT ON public.run_health, public.alarm TO tinhuy_reader;
    END IF;
END
$grants$;
"""


def upgrade() -> None:
    """Create columns, tables and views. Existing snapshots get their sources when they are cleaned again."""
    op.get_bind().connection.cursor().execute(_COLUMNS + _TABLES + _VIEWS + _GRANT)
