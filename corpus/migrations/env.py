"""Alembic's environment, run for every command; `corpus.schema` gives it the connection."""

from __future__ import annotations

from alembic import context

from corpus.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
