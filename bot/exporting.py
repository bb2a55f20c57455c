"""Reads from the store what was approved, for the content files."""

from bot.store.curation import Curation
from bot.store.database import Database
from bot.store.schema import upgrade
from knowledge.curated import Change


async def approved(database: Database) -> list[Change]:
    """All changes in force, in the order in which they were begun."""
    try:
        await upgrade(database)
        return (await Curation(database).in_force())[1]
    finally:
        await database.dispose()
