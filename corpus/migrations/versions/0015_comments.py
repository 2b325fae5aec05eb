"""Comments that named modules: whoever reads them in a database has no use for those, and they move."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

_COMMENTS = """
COMMENT ON COLUMN public.snapshot.headers IS
    'Response headers that say what the page is, by lower-case name, a list where one came more than once.';
COMMENT ON COLUMN public.snapshot.reason IS 'Why it is no article, from a closed list.';
COMMENT ON COLUMN public.fetch_log.outcome IS 'What became of the request, from a closed list.';
COMMENT ON COLUMN public.run_health.findings IS
    'List of {code, subject, words, figures}; the codes are a closed list.';
COMMENT ON COLUMN public.article_version.held_because IS 'Why it was kept back; null where it was not.';
"""


def upgrade() -> None:
    """Write the comments."""
    op.get_bind().connection.cursor().execute(_COMMENTS)
