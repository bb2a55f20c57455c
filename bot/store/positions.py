"""How far each platform's stream was taken, in the same transaction as what it brought."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.platforms.base import Position
from bot.store.database import Database
from bot.store.models import PositionRow
from bot.store.upsert import insert_for


async def keep_position(session: AsyncSession, position: Position) -> None:
    """Replace what was kept under this name."""
    statement = insert_for(session, PositionRow).values(name=position.name, value=position.value)
    await session.exec(statement.on_conflict_do_update(index_elements=["name"], set_={"value": position.value}))


async def last_position(database: Database, name: str) -> str | None:
    """Where to go on; None at the very first start."""
    async with database.reading() as session:
        row = await session.get(PositionRow, name)
    return row.value if row else None
