"""Events as staff make and change them: each step is one conditional update, one line of history, and for what is
published a new revision that every process sees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, union, update
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.curation import Step
from bot.store.database import Database
from bot.store.desk import record
from bot.store.events_models import EditedEventRow, EditedEventStepRow
from bot.store.revisions import raise_revision, revision_of
from bot.store.subscriptions import REMINDER, TOLD
from bot.store.upsert import insert_new
from knowledge.event_overlay import EventChange

REVISION = "events"
Fields = Mapping[str, str]  # a draft, as it was typed


@dataclass(frozen=True, slots=True)
class EditedEvent:
    """An event as the desk knows it: what is published of it, and the draft beside that."""

    id: str
    live: EventChange | None
    draft: Fields | None
    author: str
    editor: str
    version: int
    changed: datetime

    def may_publish(self, name: str) -> bool:
        """Whether this is a second person: neither who began the draft nor who changed it last."""
        return self.draft is not None and name not in (self.author, self.editor)


class EditedEvents:
    """The events of the desk, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, event: str) -> EditedEvent | None:
        """One event."""
        async with self._database.reading() as session:
            row = await session.get(EditedEventRow, event)
            return _edited(row) if row else None

    async def listed(self) -> Sequence[EditedEvent]:
        """All with a draft or something published, what was changed last first."""
        query = select_rows(EditedEventRow).order_by(col(EditedEventRow.changed).desc(), col(EditedEventRow.event))
        async with self._database.reading() as session:
            rows = (await session.exec(query)).all()
        return [_edited(row) for row in rows if row.live or row.draft is not None]

    async def history(self, event: str) -> Sequence[Step]:
        """What happened to an event, oldest first."""
        mine = select_rows(EditedEventStepRow).where(EditedEventStepRow.event == event)
        async with self._database.reading() as session:
            rows = (await session.exec(mine.order_by(col(EditedEventStepRow.id)))).all()
        return [Step(row.at, row.name, row.what, row.text) for row in rows]

    async def begin(self, event: str, fields: Fields, name: str, *, now: datetime, what: str = "drafted") -> bool:
        """Begin a draft; False when there is one already."""
        draft = {"draft": dict(fields), "author": name, "editor": name, "changed": now}
        async with self._database.writing() as session:
            if not await insert_new(session, EditedEventRow, event=event, version=1, **draft):
                statement = update(EditedEventRow).where(col(EditedEventRow.event) == event)
                statement = statement.where(col(EditedEventRow.draft).is_(None))
                raised = draft | {"version": col(EditedEventRow.version) + 1}
                if (await session.exec(statement.values(**raised))).rowcount != 1:
                    return False
            _note(session, event, name, what, now)
        return True

    async def save(self, event: str, fields: Fields, name: str, *, version: int, now: datetime) -> bool:
        """Change a draft that nobody has changed since `version`."""
        values = {"draft": dict(fields), "editor": name}
        return await self._step(event, version, [_drafted()], "edited", name, now, values)

    async def publish(self, event: str, change: EventChange, name: str, *, version: int, now: datetime) -> bool:
        """Make the draft of `version` what everybody sees, as `change`; never by who wrote it."""
        second = [_drafted(), col(EditedEventRow.author) != name, col(EditedEventRow.editor) != name]
        values = {"live": change.model_dump(mode="json"), "draft": None}
        return await self._step(event, version, second, "published", name, now, values, revises=True)

    async def discard(self, event: str, name: str, *, version: int, now: datetime) -> bool:
        """Drop a draft; what is published stays."""
        return await self._step(event, version, [_drafted()], "discarded", name, now, {"draft": None})

    async def call_off(
        self, event: str, change: EventChange, draft: Fields | None, name: str, *, version: int, now: datetime
    ) -> bool:
        """Publish that it does not take place; `version` is 0 where the desk has not touched the event yet."""
        values = {"live": change.model_dump(mode="json"), "draft": draft and dict(draft)}
        if not version:
            async with self._database.writing() as session:
                first = {"author": name, "editor": name, "version": 1, "changed": now}
                if not await insert_new(session, EditedEventRow, event=event, **values, **first):
                    return False
                _note(session, event, name, "called-off", now)
                await raise_revision(session, REVISION)
            return True
        return await self._step(event, version, [], "called-off", name, now, values, revises=True)

    async def withdraw(self, event: str, name: str, reason: str, *, version: int, now: datetime) -> bool:
        """Take back what the desk published, with a reason: what the files say counts again."""
        in_force = [col(EditedEventRow.live).is_not(None)]
        return await self._step(
            event, version, in_force, "withdrawn", name, now, {"live": None}, text=reason, revises=True
        )

    async def in_force(self) -> tuple[int, list[EventChange]]:
        """The revision, and all published events in the order of their ids."""
        query = select_rows(EditedEventRow).where(col(EditedEventRow.live).is_not(None))
        async with self._database.reading() as session:
            number = await revision_of(session, REVISION)
            rows = (await session.exec(query.order_by(col(EditedEventRow.event)))).all()
            return number, [EventChange.model_validate(row.live) for row in rows]

    async def revision(self) -> int:
        """The number that grows with every change of what is published."""
        async with self._database.reading() as session:
            return await revision_of(session, REVISION)

    async def mark_exported(self, changes: Sequence[EventChange]) -> None:
        """Remember that the files say the same now, unless somebody has published something else meanwhile."""
        async with self._database.writing() as session:
            for change in changes:
                row = await session.get(EditedEventRow, change.event.id)
                if row and row.live == change.model_dump(mode="json"):
                    row.live = row.live | {"exported": True}

    async def hearers(self, event: str) -> int:
        """How many people know of an event or want to be reminded, and would hear of a change."""
        both = union(
            select(TOLD.c.chat_id).where(TOLD.c.event == event),
            select(REMINDER.c.chat_id).where(REMINDER.c.event == event),
        ).subquery()
        async with self._database.reading() as session:
            connection = await session.connection()
            return int((await connection.execute(select(func.count()).select_from(both))).scalar_one())

    async def _step(
        self, event: str, version: int, only_if: Sequence[Any], what: str, name: str, now: datetime,
        values: dict[str, Any], *, text: str = "", revises: bool = False,
    ) -> bool:  # fmt: skip
        known = col(EditedEventRow.event) == event, col(EditedEventRow.version) == version
        changed = values | {"version": version + 1, "changed": now}
        async with self._database.writing() as session:
            statement = update(EditedEventRow).where(*known, *only_if).values(**changed)
            if (await session.exec(statement)).rowcount != 1:
                return False
            _note(session, event, name, what, now, text)
            if revises:
                await raise_revision(session, REVISION)
        return True


def _drafted() -> Any:
    return col(EditedEventRow.draft).is_not(None)


def _note(session: AsyncSession, event: str, name: str, what: str, now: datetime, text: str = "") -> None:
    session.add(EditedEventStepRow(event=event, at=now, name=name, what=what, text=text))
    record(session, name, f"event-{what}", event, now=now)


def _edited(row: EditedEventRow) -> EditedEvent:
    live = EventChange.model_validate(row.live) if row.live else None
    return EditedEvent(row.event, live, row.draft, row.author, row.editor, row.version, row.changed)
