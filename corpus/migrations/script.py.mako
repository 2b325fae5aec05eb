"""${message}"""

from __future__ import annotations

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the schema from ${down_revision} to ${up_revision}; add the revision to corpus.migrations.REVISIONS."""
    ${upgrades if upgrades else "op.execute(...)"}
