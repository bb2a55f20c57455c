"""INSERT … ON CONFLICT for both databases, which spell it alike but export it apart."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


def insert_for(session: AsyncSession, into: type[SQLModel] | Table) -> Any:
    """The dialect's own insert statement for a model or its table."""
    dialect = session.get_bind().dialect.name
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(into)


async def insert_new(session: AsyncSession, model: type[SQLModel], **values: object) -> bool:
    """Insert a row unless its key is taken; says whether it was new."""
    result = await session.exec(insert_for(session, model).values(**values).on_conflict_do_nothing())
    return bool(result.rowcount)
