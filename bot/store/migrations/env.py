"""Runs migrations on the connection that bot.store.schema hands over."""

from alembic import context
from sqlmodel import SQLModel

from bot.store import desk_models, models  # noqa: F401 - importing them declares the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite alters tables by rebuilding them
)
with context.begin_transaction():
    context.run_migrations()
