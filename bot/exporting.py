"""Reads from the store what was approved, for the content files."""

from bot.store.curation import Curation
from bot.store.database import Database
from bot.store.events import EditedEvents
from bot.store.schema import upgrade
from knowledge.exporting import AnyChange


async def approved(database: Database) -> list[AnyChange]:
    """All changes in force, in the order in which they were begun, and the events of the desk."""
    try:
        await upgrade(database)
        return [*(await Curation(database).in_force())[1], *(await EditedEvents(database).in_force())[1]]
    finally:
        await database.dispose()
