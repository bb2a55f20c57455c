"""What the desk keeps beside a case: drafts, who is looking, answers for a user, and how it all is forgotten."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import SQLModel, col, select

from bot.store.database import Database
from bot.store.desk import IDLE
from bot.store.desk_models import (
    DeskAuditRow,
    DeskDraftRow,
    DeskGazeRow,
    DeskLinkRow,
    DeskSessionRow,
    DeskUserRow,
)
from bot.store.models import InquiryRow, OutboxRow
from bot.store.upsert import insert_for
from handlers.base import DESK

GAZE = timedelta(seconds=45)  # a page says every 15 s that it is still open; two may get lost
ANSWERED_WITHIN = timedelta(seconds=3)  # until then an answer belongs to the request that waits for it
STALE = timedelta(days=1)  # an answer nobody came back to read


class DeskWork:
    """Drafts, gazes and answers, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, user_id: int, inquiry_id: int) -> str:
        """What the user has begun to write on a case; empty when nothing."""
        query = select(DeskDraftRow.text).where(DeskDraftRow.user_id == user_id, DeskDraftRow.inquiry_id == inquiry_id)
        async with self._database.reading() as session:
            return (await session.exec(query)).first() or ""

    async def keep_draft(self, user_id: int, inquiry_id: int, text: str, *, now: datetime) -> None:
        """Keep a draft in place of the one before; an empty one is none, and an erased case takes none."""
        async with self._database.writing() as session:
            mine = (col(DeskDraftRow.user_id) == user_id) & (col(DeskDraftRow.inquiry_id) == inquiry_id)
            await session.exec(delete(DeskDraftRow).where(mine))
            reachable = select(InquiryRow.id).where(InquiryRow.id == inquiry_id, col(InquiryRow.chat_id).is_not(None))
            if text.strip() and (await session.exec(reachable)).first() is not None:
                session.add(DeskDraftRow(user_id=user_id, inquiry_id=inquiry_id, text=text, changed=now))

    async def look(self, user_id: int, inquiry_id: int, *, now: datetime) -> None:
        """The user has the case open."""
        async with self._database.writing() as session:
            key: dict[str, Any] = {"user_id": user_id, "inquiry_id": inquiry_id}
            statement = insert_for(session, DeskGazeRow).values(**key, at=now)
            await session.exec(statement.on_conflict_do_update(index_elements=list(key), set_={"at": now}))

    async def look_away(self, user_id: int, inquiry_id: int) -> None:
        """The user has closed the case."""
        async with self._database.writing() as session:
            mine = (col(DeskGazeRow.user_id) == user_id) & (col(DeskGazeRow.inquiry_id) == inquiry_id)
            await session.exec(delete(DeskGazeRow).where(mine))

    async def looking(self, inquiry_id: int, *, but: int, now: datetime) -> Sequence[str]:
        """The names of others who have the case open."""
        query = (
            select(DeskUserRow.name)
            .join(DeskGazeRow, col(DeskGazeRow.user_id) == DeskUserRow.id)
            .where(DeskGazeRow.inquiry_id == inquiry_id, col(DeskGazeRow.at) > now - GAZE, DeskGazeRow.user_id != but)
            .order_by(col(DeskUserRow.name))
        )
        async with self._database.reading() as session:
            return (await session.exec(query)).all()

    async def take_answers(self, name: str, about: str) -> list[str]:
        """What the bot answers to the message `about` of a user; taken is taken."""
        return [text for said, text in await self._take(name, lambda said, _: said == about)]

    async def take_notices(self, name: str, *, now: datetime) -> list[str]:
        """What the bot has to say besides, for example that an answer arrived."""
        return [text for _, text in await self._take(name, lambda _, created: created < now - ANSWERED_WITHIN)]

    async def _take(self, name: str, wants: Callable[[str, datetime], bool]) -> list[tuple[str, str]]:
        query = select(OutboxRow).where(OutboxRow.platform == DESK, OutboxRow.address == name)
        async with self._database.reading() as session:
            if (await session.exec(query.limit(1))).first() is None:
                return []
        async with self._database.writing() as session:
            rows = (await session.exec(query.order_by(col(OutboxRow.id)).with_for_update(skip_locked=True))).all()
            mine = [row for row in rows if wants(row.payload.get("in_reply_to", ""), row.created)]
            await session.exec(delete(OutboxRow).where(col(OutboxRow.id).in_([row.id for row in mine])))
        return [(row.payload.get("in_reply_to", ""), row.payload.get("text", "")) for row in mine]


async def forget_desk(database: Database, *, retention_days: int, now: datetime) -> None:
    """Delete what is past its time, and drafts to people whose data was erased."""
    erased = select(InquiryRow.id).where(col(InquiryRow.chat_id).is_(None))
    rules: list[tuple[type[SQLModel], Any]] = [
        (DeskLinkRow, col(DeskLinkRow.expires) < now),
        (DeskSessionRow, col(DeskSessionRow.last_seen) < now - IDLE),
        (DeskGazeRow, col(DeskGazeRow.at) < now - GAZE),
        (DeskDraftRow, col(DeskDraftRow.changed) < now - timedelta(days=retention_days)),
        (DeskDraftRow, col(DeskDraftRow.inquiry_id).in_(erased)),
        (DeskAuditRow, col(DeskAuditRow.at) < now - timedelta(days=retention_days)),
        (OutboxRow, (col(OutboxRow.platform) == DESK) & (col(OutboxRow.created) < now - STALE)),
    ]
    async with database.writing() as session:
        for model, rule in rules:
            await session.exec(delete(model).where(rule))
