"""The topic or thread that stands for a case in a staff room."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from bot.store.models import InquiryRow, ThreadRow
from bot.store.upsert import insert_for
from handlers.base import Chat


@dataclass(frozen=True, slots=True)
class Thread:
    """The platform's own id of a thread, and how it was headed last."""

    ref: str
    title: str = ""
    open: bool = True


class Threads:
    """Finds, keeps and forgets the thread of a case in a room, by the case's number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, case: str, room: Chat) -> Thread | None:
        """The thread as it was headed last; None when the case has none in this room."""
        query = select(ThreadRow).where(*_in_room(room), ThreadRow.inquiry_id == _id_of(case))
        async with self._database.reading() as session:
            row = (await session.exec(query)).first()
        return Thread(row.ref, row.title, row.open) if row else None

    async def save(self, case: str, room: Chat, *, ref: str, title: str, is_open: bool) -> None:
        """Keep the thread in place of what was known of it; nothing for a case that is gone."""
        found = {"ref": ref, "title": title, "open": is_open}
        async with self._database.writing() as session:
            inquiry_id = (await session.exec(select(InquiryRow.id).where(InquiryRow.number == case))).first()
            if inquiry_id is None:
                return
            address = {"platform": room.platform, "account": room.account, "address": room.id}
            statement = insert_for(session, ThreadRow).values(inquiry_id=inquiry_id, **address, **found)
            key = ["inquiry_id", "platform", "account", "address"]
            await session.exec(statement.on_conflict_do_update(index_elements=key, set_=found))

    async def remove(self, case: str, room: Chat) -> None:
        """The thread is gone on its platform."""
        async with self._database.writing() as session:
            await session.exec(delete(ThreadRow).where(*_in_room(room), col(ThreadRow.inquiry_id) == _id_of(case)))


async def case_of_thread(session: AsyncSession, room: Chat, ref: str) -> str:
    """The number of the case a thread stands for; nothing for other threads."""
    query = select(InquiryRow.number).join(ThreadRow, col(ThreadRow.inquiry_id) == InquiryRow.id)
    return (await session.exec(query.where(*_in_room(room), ThreadRow.ref == ref))).first() or ""


def _in_room(room: Chat) -> list[Any]:
    return [ThreadRow.platform == room.platform, ThreadRow.account == room.account, ThreadRow.address == room.id]


def _id_of(case: str) -> Any:
    return select(InquiryRow.id).where(InquiryRow.number == case).scalar_subquery()
