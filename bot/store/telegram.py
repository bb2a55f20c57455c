"""What Telegram needs kept besides the conversations: groups that got a new id, and what we call members of staff."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import count

from sqlmodel import col, select

from bot.store.database import AsyncSession, Database
from bot.store.models import SeenRow, TelegramMemberRow, TelegramMoveRow
from bot.store.upsert import insert_new

PLATFORM = "telegram"


class TelegramStore:
    """One bot's rows; every change is a short transaction of its own that may be repeated."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    async def moves(self) -> Mapping[str, str]:
        """Every group id that replaced another, and the chat it stands for."""
        async with self._database.reading() as session:
            query = select(TelegramMoveRow).where(TelegramMoveRow.account == self._account)
            rows = (await session.exec(query)).all()
        return {row.group: row.chat for row in rows}

    async def move(self, group: str, chat: str) -> None:
        """From now on `group` is where `chat` takes place."""
        async with self._database.writing() as session:
            await insert_new(session, TelegramMoveRow, account=self._account, group=group, chat=chat)

    async def taken(self, events: Collection[str]) -> set[str]:
        """Which of these events were taken before."""
        query = select(SeenRow.event_id).where(SeenRow.platform == PLATFORM, SeenRow.account == self._account)
        async with self._database.reading() as session:
            return set((await session.exec(query.where(col(SeenRow.event_id).in_(events)))).all())

    async def members(self) -> Mapping[str, str]:
        """Every member of staff we have met, by user id, and what we call them."""
        async with self._database.reading() as session:
            return await self._names(session)

    async def name_member(self, member: str, name: str, *, handle: str) -> str:
        """What this member is called from now on: the name, told apart by the handle or a number if another has it."""
        async with self._database.writing() as session:
            known = await self._names(session)
            if member in known:
                return known[member]
            taken = {_alike(other) for other in known.values()}
            chosen = next(free for free in _variants(name, handle) if _alike(free) not in taken)
            await insert_new(session, TelegramMemberRow, account=self._account, member=member, name=chosen)
        return chosen

    async def _names(self, session: AsyncSession) -> Mapping[str, str]:
        query = select(TelegramMemberRow).where(TelegramMemberRow.account == self._account)
        return {row.member: row.name for row in (await session.exec(query)).all()}


def _variants(name: str, handle: str) -> Iterator[str]:
    """The name itself, then with the handle, then with numbers."""
    yield name
    if handle:
        yield f"{name} (@{handle})"
    for number in count(2):
        yield f"{name} ({number})"


def _alike(name: str) -> str:
    """Names that look the same are the same."""
    return unicodedata.normalize("NFKC", name).casefold()
