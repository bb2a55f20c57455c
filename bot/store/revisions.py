"""Numbers that grow with every change of what is in force; every process looks at them."""

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.learning_models import RevisionRow
from bot.store.upsert import insert_for


async def revision_of(session: AsyncSession, name: str) -> int:
    """The number as it is now; 0 before the first change."""
    row = await session.get(RevisionRow, name, populate_existing=True)
    return row.number if row else 0


async def raise_revision(session: AsyncSession, name: str) -> None:
    """Locked until the commit, so that a higher number is always the later state."""
    statement = insert_for(session, RevisionRow).values(name=name, number=1)
    raised = {"number": col(RevisionRow.number) + 1}
    await session.exec(statement.on_conflict_do_update(index_elements=["name"], set_=raised))
