"""Run by Alembic: the steps are applied on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite cannot alter a column; Alembic then copies the table
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
