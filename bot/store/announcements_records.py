"""Announcements as records: worded, changed, approved, discarded, each step one conditional update with its history."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store import announcements_models  # noqa: F401 - importing it declares the tables
from bot.store.database import Database
from handlers.events_stored import Announcement, AnnouncementStep, Stage, Wording

ANNOUNCEMENT = SQLModel.metadata.tables["announcement"]
STEP_TAKEN = SQLModel.metadata.tables["announcement_step"]
SHOWN = 100  # on one page, the latest first
KEPT = timedelta(days=365)  # who announced what last year: the names of staff stand no longer than that
STARTED = (Stage.RUNNING, Stage.SENDING, Stage.DONE, Stage.STOPPED)
OVER = (Stage.DONE, Stage.STOPPED, Stage.DISCARDED)


class AnnouncementRecords:
    """What is known of announcements, within one transaction; sending them is StoredAnnouncements' part."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now

    async def draft(self, event: str, wording: Wording, *, author: str, readers: int) -> Announcement:
        """Keep what is to be announced; nothing is sent yet."""
        values = _columns(wording) | {
            "event": event, "state": Stage.DRAFT.value, "author": author, "editor": author, "approver": "",
            "readers": readers, "written": 0, "position": 0, "created": self._now, "version": 1, "progress": 0,
        }  # fmt: skip
        connection = await self._session.connection()
        row = (await connection.execute(insert(ANNOUNCEMENT).values(**values).returning(ANNOUNCEMENT))).one()
        await self._note(row.id, author, "written")
        return _announcement(row)

    async def rewrite(self, one: Announcement, wording: Wording, *, by: str, readers: int) -> Announcement | None:
        """Word a draft anew; None when it was changed, approved or given up since `one` was read."""
        values = _columns(wording) | {"editor": by, "readers": readers, "version": one.version + 1}
        unchanged = ANNOUNCEMENT.c.version == one.version
        if not await self._moved(one.id, [Stage.DRAFT], Stage.DRAFT, values, unchanged):
            return None
        await self._note(one.id, by, "edited")
        return await self.find(one.id)

    async def approve(self, one: Announcement, *, by: str, readers: int) -> Announcement | None:
        """Begin it, or let it wait for its time; None when it is no longer the draft that was read."""
        waits = one.starts_at is not None
        values: dict[str, Any] = {"approver": by, "approved_at": self._now, "readers": readers}
        values |= {} if waits else {"started_at": self._now}
        unchanged = ANNOUNCEMENT.c.version == one.version
        stage = Stage.SCHEDULED if waits else Stage.RUNNING
        if not await self._moved(one.id, [Stage.DRAFT], stage, values, unchanged):
            return None
        await self._note(one.id, by, "scheduled" if waits else "approved")
        return await self.find(one.id)

    async def postpone(self, one: Announcement, starts_at: datetime, *, by: str) -> bool:
        """Another time for one that waits for its time; False when it does not any more."""
        done = await self._moved(one.id, [Stage.SCHEDULED], Stage.SCHEDULED, {"starts_at": starts_at})
        return done and await self._note(one.id, by, "postponed")

    async def discard(self, number: int, *, by: str) -> bool:
        """Give up a draft, or one that waits for its time."""
        waiting = [Stage.DRAFT, Stage.SCHEDULED]
        done = await self._moved(number, waiting, Stage.DISCARDED, {"finished_at": self._now})
        return done and await self._note(number, by, "discarded")

    async def begin(self, number: int) -> bool:
        """The time of one that waited for it has come."""
        done = await self._moved(number, [Stage.SCHEDULED], Stage.RUNNING, {"started_at": self._now})
        return done and await self._note(number, "", "begun")

    async def reopen(self, one: Announcement, wording: Wording) -> bool:
        """One that waits for its time is a draft again: its event changed, so somebody has to look once more."""
        values = _columns(wording) | {"approver": "", "approved_at": None, "version": one.version + 1}
        done = await self._moved(one.id, [Stage.SCHEDULED], Stage.DRAFT, values)
        return done and await self._note(one.id, "", "reopened")

    async def find(self, number: int) -> Announcement | None:
        """By its number."""
        found = await self._where(ANNOUNCEMENT.c.id == number)
        return found[0] if found else None

    async def listed(self) -> Sequence[Announcement]:
        """The latest of all, whatever became of them."""
        return await self._where(ANNOUNCEMENT.c.id > 0, limit=SHOWN)

    async def of_event(self, event: str) -> Sequence[Announcement]:
        """Those of an event that were sent or are being sent, the latest first."""
        return await self._where((ANNOUNCEMENT.c.event == event) & _in(STARTED))

    async def scheduled(self) -> Sequence[Announcement]:
        """Those that wait for their time."""
        return await self._where(_in([Stage.SCHEDULED]))

    async def running(self) -> Sequence[Announcement]:
        """Those under way, and those stopped whose last messages are still in the air."""
        in_the_air = _in([Stage.STOPPED]) & ANNOUNCEMENT.c.finished_at.is_(None)
        return await self._where(_in([Stage.RUNNING, Stage.SENDING]) | in_the_air)

    async def history(self, number: int) -> Sequence[AnnouncementStep]:
        """What was done with one, the first step first."""
        connection = await self._session.connection()
        query = select(STEP_TAKEN).where(STEP_TAKEN.c.announcement_id == number).order_by(STEP_TAKEN.c.id)
        return [AnnouncementStep(row.at, row.name, row.what) for row in await connection.execute(query)]

    async def _where(self, condition: Any, limit: int | None = None) -> list[Announcement]:
        connection = await self._session.connection()
        query = select(ANNOUNCEMENT).where(condition).order_by(ANNOUNCEMENT.c.id.desc()).limit(limit)
        return [_announcement(row) for row in await connection.execute(query)]

    async def _moved(
        self, number: int, origin: Sequence[Stage], to: Stage, values: Mapping[str, Any], *conditions: Any
    ) -> bool:
        connection = await self._session.connection()
        statement = update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == number, _in(origin), *conditions)
        return bool((await connection.execute(statement.values(state=to.value, **values))).rowcount)

    async def _note(self, number: int, name: str, what: str) -> bool:
        connection = await self._session.connection()
        values = {"announcement_id": number, "at": self._now, "name": name, "what": what}
        await connection.execute(insert(STEP_TAKEN).values(**values))
        return True


async def forget_announcements(database: Database, *, now: datetime) -> int:
    """Delete those long over, with the names of who worked on them; returns how many that were."""
    last = func.coalesce(ANNOUNCEMENT.c.finished_at, ANNOUNCEMENT.c.created)
    old = _in([*OVER, Stage.DRAFT]) & (last < now - KEPT)
    async with database.writing() as session:
        connection = await session.connection()
        return (await connection.execute(delete(ANNOUNCEMENT).where(old))).rowcount


def _in(stages: Sequence[Stage]) -> Any:
    return ANNOUNCEMENT.c.state.in_([stage.value for stage in stages])


def _columns(wording: Wording) -> dict[str, Any]:
    return {
        "text_de": wording.text_de, "text_en": wording.text_en, "words_de": wording.words_de,
        "words_en": wording.words_en, "expires_at": wording.expires_at, "sequence": wording.sequence,
        "starts_at": wording.starts_at,
    }  # fmt: skip


def _announcement(row: Any) -> Announcement:
    wording = Wording(
        row.text_de, row.text_en, row.expires_at, row.sequence, row.words_de, row.words_en, row.starts_at
    )  # fmt: skip
    return Announcement(
        row.id, row.event, wording, Stage(row.state), row.author, row.editor or row.author, row.approver, row.readers,
        row.written, row.version, row.created, row.started_at, row.finished_at, row.progress,
    )  # fmt: skip
