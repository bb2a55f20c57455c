"""Brings a database to the tables this code knows, from the first migration on."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, text
from sqlmodel import SQLModel

from bot.store import (  # noqa: F401 - importing them declares the tables
    announcements_models,
    desk_models,
    events_models,
    introduction_models,
    learning_models,
    lifecycle_models,
    models,
    subscriptions_models,
)
from bot.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config  # loaded only when there is something to migrate: it costs a third of a start

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 8_103_147_001  # any number that no other program on the same database uses


class SchemaError(Exception):
    """The database cannot be used by this version; says what to do."""


def alembic_config(connection: Connection | None = None) -> "Config":
    """Alembic's settings in code, so that no file with a path or a password lies about."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database) -> None:
    """Run the migrations that are missing; raises SchemaError when the database is newer than this code."""
    async with database.writing() as session:
        connection = await session.connection()
        if database.in_memory:
            await connection.run_sync(SQLModel.metadata.create_all)
            return
        if not database.is_sqlite:  # several processes may start at once; SQLite's writers queue by themselves
            await connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        if await connection.run_sync(_version) != newest_version():
            await connection.run_sync(_migrate)


def newest_version() -> str:
    """The version of the tables this code knows: the first part of the last migration's file name."""
    return max(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py")).split("_")[0]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.util.exc import CommandError

    try:
        command.upgrade(alembic_config(connection), "head")
    except CommandError as error:
        raise SchemaError(
            f"the database has a version this program does not know ({error}). "
            "Start the newer program, or restore the backup made before the update."
        ) from error
