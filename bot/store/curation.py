"""Drafts and what became of them: each step is one conditional update, one line of history, and for what is in force
a new revision that every process sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from bot.store.desk import record
from bot.store.learning_models import CuratedEventRow, CuratedRow
from bot.store.revisions import raise_revision, revision_of
from knowledge.curated import Change

REVISION = "curated"
SHOWN = 200  # changes on one page, newest first


class State(StrEnum):
    """The life of a change."""

    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Curated:
    """A change with what happened to it."""

    id: int
    state: State
    change: Change
    author: str
    editor: str
    version: int
    changed: datetime

    def may_approve(self, name: str) -> bool:
        """Whether this is a second person: neither who began it nor who changed it last."""
        return self.state is State.DRAFT and name not in (self.author, self.editor)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a change's history."""

    at: datetime
    name: str
    what: str
    text: str


class Curation:
    """The changes, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, change: Change, name: str, *, now: datetime) -> int:
        """Begin a draft; the same one again is the one that is there."""
        async with self._database.writing() as session:
            return await begin_draft(session, change, name, now)

    async def find(self, change_id: int) -> Curated | None:
        """One change."""
        async with self._database.reading() as session:
            row = await session.get(CuratedRow, change_id)
            return _curated(row) if row else None

    async def listed(self, *states: State) -> Sequence[Curated]:
        """Changes in these states, newest first."""
        query = select(CuratedRow).where(col(CuratedRow.state).in_(states)).order_by(col(CuratedRow.id).desc())
        async with self._database.reading() as session:
            return [_curated(row) for row in (await session.exec(query.limit(SHOWN))).all()]

    async def history(self, change_id: int) -> Sequence[Step]:
        """What happened to a change, oldest first."""
        mine = select(CuratedEventRow).where(CuratedEventRow.curated_id == change_id)
        async with self._database.reading() as session:
            rows = (await session.exec(mine.order_by(col(CuratedEventRow.id)))).all()
        return [Step(row.at, row.name, row.what, row.text) for row in rows]

    async def edit(self, change_id: int, change: Change, name: str, *, version: int, now: datetime) -> bool:
        """Change a draft that nobody has changed since `version`."""
        same = [col(CuratedRow.state) == State.DRAFT, col(CuratedRow.version) == version]
        values = {"content": change.model_dump(mode="json"), "editor": name, "version": version + 1}
        return await self._step(change_id, same, "edited", name, "", now, values)

    async def approve(self, change_id: int, name: str, *, version: int, now: datetime) -> bool:
        """Put a draft in force as it stood in `version`; never by who wrote it."""
        second = [
            col(CuratedRow.state) == State.DRAFT, col(CuratedRow.version) == version,
            col(CuratedRow.author) != name, col(CuratedRow.editor) != name,
        ]  # fmt: skip
        return await self._step(change_id, second, "approved", name, "", now, {"state": State.APPROVED}, revises=True)

    async def reject(self, change_id: int, name: str, reason: str, *, now: datetime) -> bool:
        """Turn a draft down, with a reason."""
        draft = [col(CuratedRow.state) == State.DRAFT]
        return await self._step(change_id, draft, "rejected", name, reason, now, {"state": State.REJECTED})

    async def withdraw(self, change_id: int, name: str, reason: str, *, now: datetime) -> bool:
        """Take back what is in force, with a reason."""
        in_force = [col(CuratedRow.state) == State.APPROVED]
        values = {"state": State.WITHDRAWN}
        return await self._step(change_id, in_force, "withdrawn", name, reason, now, values, revises=True)

    async def in_force(self) -> tuple[int, list[Change]]:
        """The revision, and all approved changes in the order in which they were begun."""
        query = select(CuratedRow).where(col(CuratedRow.state) == State.APPROVED).order_by(col(CuratedRow.id))
        async with self._database.reading() as session:
            number = await revision_of(session, REVISION)
            return number, [Change.model_validate(row.content) for row in (await session.exec(query)).all()]

    async def revision(self) -> int:
        """The number that grows with every change of what is in force."""
        async with self._database.reading() as session:
            return await revision_of(session, REVISION)

    async def _step(
        self, change_id: int, only_if: Sequence[Any], what: str, name: str, reason: str, now: datetime,
        values: dict[str, Any], *, revises: bool = False,
    ) -> bool:  # fmt: skip
        statement = update(CuratedRow).where(col(CuratedRow.id) == change_id, *only_if).values(changed=now, **values)
        async with self._database.writing() as session:
            if (await session.exec(statement)).rowcount != 1:
                return False
            session.add(CuratedEventRow(curated_id=change_id, at=now, name=name, what=what, text=reason))
            record(session, name, f"knowledge-{what}", str(change_id), now=now)
            if revises:
                await raise_revision(session, REVISION)
        return True


async def begin_draft(session: AsyncSession, change: Change, name: str, now: datetime) -> int:
    """Begin a draft within a transaction."""
    content = change.model_dump(mode="json")
    waiting = (await session.exec(select(CuratedRow).where(CuratedRow.state == State.DRAFT))).all()
    for row in waiting:
        if _same(row.content, content):
            return row.id or 0
    row = CuratedRow(state=State.DRAFT, content=content, author=name, editor=name, changed=now)
    session.add(row)
    await session.flush()
    session.add(CuratedEventRow(curated_id=row.id or 0, at=now, name=name, what="drafted"))
    record(session, name, "knowledge-drafted", str(row.id), now=now)
    return row.id or 0


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two drafts say the same; days and the id made up for them do not count."""
    said = ("kind", "question", "answer", "phrasings")
    return all(one[name] == other[name] for name in said)


def _curated(row: CuratedRow) -> Curated:
    return Curated(
        row.id or 0, State(row.state), Change.model_validate(row.content), row.author, row.editor, row.version,
        row.changed,
    )  # fmt: skip
