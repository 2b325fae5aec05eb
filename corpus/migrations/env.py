"""What Alembic runs for every command: it gets its connection from `corpus.schema`."""

from __future__ import annotations

from alembic import context

from corpus.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
