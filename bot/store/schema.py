"""Brings a database to the tables this code knows, from the first migration on."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, func, select

from bot.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 8_103_147_001  # any number that no other program on the same database uses


class SchemaError(Exception):
    """The database cannot be used by this version; says what to do."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings in code, so that no file with a path or a password lies about."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database) -> None:
    """Run the migrations that are missing; raises SchemaError when the database is newer than this code."""
    async with database.writing() as session:
        connection = await session.connection()
        if not database.is_sqlite:  # several processes may start at once; SQLite's writers queue by themselves
            await connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        try:
            await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
        except CommandError as error:
            raise SchemaError(
                f"the database has a version this program does not know ({error}). "
                "Start the newer program, or restore the backup made before the update."
            ) from error
