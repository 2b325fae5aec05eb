"""The schema that the first release had, frozen in baseline.sql."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the schema through the driver's own cursor: the file is many statements, and has colons and percents."""
    sql = (Path(__file__).parents[1] / "baseline.sql").read_text(encoding="utf-8")
    op.get_bind().connection.cursor().execute(sql)
