"""How the desk reads the shared inquiry store: lists by keyset, capped counts, and one case with its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.case_rows import LOST, RAISED, read_tags, tidy_number
from bot.store.database import Database
from bot.store.desk_lists import MOST_COUNTED, PAGE, SCAN, VIEWS, Spot, Wanted, countable, in_order, passing, walk
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow, OutboxRow
from handlers.base import By, CaseState

__all__ = [
    "HISTORY", "MOST_COUNTED", "PAGE", "SCAN", "VIEWS", "CaseEventLine", "CaseInFull", "CaseLine", "CasePage",
    "DeskCases", "LostMessage", "Spot", "Wanted",
]  # fmt: skip

HISTORY = 200  # lines of a case shown; nobody reads more, and the export holds them all
Places = Sequence[tuple["CaseLine", Spot]]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it; no `channel` means that the person had their data erased."""

    id: int
    number: str
    state: CaseState
    question: str
    language: str
    topic: str
    owner: str
    opened_at: datetime
    changed_at: datetime
    channel: str
    undelivered: int
    urgent: bool = False
    due_at: datetime | None = None
    tags: tuple[str, ...] = ()
    merged_into: str = ""
    banned: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.state is not CaseState.CLOSED


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of a list, and where it goes on; `unfinished` when a filter stopped looking before the page was full."""

    lines: Sequence[CaseLine]
    next: Spot | None = None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class CaseEventLine:
    """One line of a case's history."""

    id: int
    at: datetime
    by: By
    name: str
    what: str
    text: str
    files: Sequence[str]


@dataclass(frozen=True, slots=True)
class LostMessage:
    """A message to the person that did not arrive, or may not have."""

    at: datetime
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseInFull:
    """A case with its newest lines of history, oldest first, and what did not get through."""

    line: CaseLine
    events: Sequence[CaseEventLine]
    lost: Sequence[LostMessage]

    @property
    def last_event(self) -> int:
        """What whoever looks at this page has seen of it."""
        return self.events[-1].id if self.events else 0


class DeskCases:
    """Looks only; every change goes through the dispatcher."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, wanted: Wanted, *, after: Spot | None, now: datetime) -> CasePage:
        """At most 50 cases, in a stable order: raised ones, then longest untouched first; closed ones newest first."""
        async with self._database.reading() as session:
            if number := _as_number(wanted.text):
                found = await _one(session, number)
                return CasePage([found] if found else [])
            steps = walk(wanted, after, now, limit=SCAN if wanted.filtered else PAGE + 1).subquery()
            shown = passing(steps, wanted, limit=PAGE + 1).subquery() if wanted.filtered else steps
            places = await _along(session, shown, wanted)
            lines = [line for line, _ in places[:PAGE]]
            if len(places) > PAGE:
                return CasePage(lines, places[PAGE - 1][1])
            end = await _end(session, steps, wanted) if wanted.filtered else None
            return CasePage(lines, end, unfinished=end is not None)

    async def counts(self, staff: str, now: datetime) -> Mapping[str, int]:
        """How many cases each view has; 100 stands for "100 or more", so that counting never takes long."""
        async with self._database.reading() as session:
            counted = {view: select(func.count()).select_from(countable(view, staff, now).subquery()) for view in VIEWS}
            columns: Any = [count.scalar_subquery() for count in counted.values()]
            found = (await session.exec(select(*columns))).one()
            return dict(zip(VIEWS, found, strict=True))

    async def find(self, number: str) -> CaseLine | None:
        """The case with this number, however it is written."""
        async with self._database.reading() as session:
            return await _one(session, tidy_number(number))

    async def in_full(self, number: str) -> CaseInFull | None:
        """A case with its history."""
        async with self._database.reading() as session:
            found = await _one(session, tidy_number(number))
            if found is None:
                return None
            return CaseInFull(found, await _history(session, found.id), await _lost(session, found.id))

    async def newest_change(self, inquiry_id: int | None = None) -> tuple[int, int]:
        """Something that differs as soon as anything happened, on one case or anywhere: newest event, messages lost."""
        events = select(func.max(col(InquiryEventRow.id)))
        lost = select(func.count()).select_from(OutboxRow).where(LOST, col(OutboxRow.inquiry_id).is_not(None))
        if inquiry_id is not None:
            events = events.where(col(InquiryEventRow.inquiry_id) == inquiry_id)
            lost = lost.where(col(OutboxRow.inquiry_id) == inquiry_id)
        async with self._database.reading() as session:
            return (
                (await session.exec(events)).one() or 0,
                (await session.exec(lost)).one(),
            )


def _as_number(written: str) -> str:
    """A case number somebody looks for; empty when the text is none."""
    number = tidy_number(written)
    return number if written.strip().upper().startswith("KI-") and len(number) == len("KI-ABCDE") else ""


async def _end(session: AsyncSession, steps: Any, wanted: Wanted) -> Spot | None:
    """Where a filtered walk stopped; None when it came to the end of the list."""
    last = select(steps.c.rank, steps.c.at, steps.c.id).order_by(*in_order(steps.c, wanted)).offset(SCAN - 1)
    found = (await session.exec(last)).first()
    return Spot(*found) if found else None


async def _one(session: AsyncSession, number: str) -> CaseLine | None:
    row = (await session.exec(_lines().where(InquiryRow.number == number))).first()
    return (await _with_tags(session, [_line(*row)]))[0] if row else None


async def _along(session: AsyncSession, steps: Any, wanted: Wanted) -> Places:
    """The cases of a walk, in its order, each with its place."""
    query = _lines(steps.c.rank, steps.c.at).join(steps, steps.c.id == InquiryRow.id)
    rows = (await session.exec(query.order_by(*in_order(steps.c, wanted)))).all()
    lines = await _with_tags(session, [_line(*row[:3]) for row in rows])
    return [(line, Spot(row[3], row[4], line.id)) for line, row in zip(lines, rows, strict=True)]


def _lines(*besides: Any) -> Any:
    undelivered = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.inquiry_id) == InquiryRow.id, LOST)
    columns = (InquiryRow, col(ChatRow.platform), undelivered.scalar_subquery(), *besides)
    return select(*columns).outerjoin(ChatRow, col(ChatRow.id) == InquiryRow.chat_id)


def _line(row: InquiryRow, channel: str | None, undelivered: int) -> CaseLine:
    return CaseLine(
        row.id or 0, row.number, CaseState(row.state), row.question, row.language, row.topic, row.owner,
        row.opened_at, row.changed_at, channel or "", undelivered, urgent=row.rank == RAISED, due_at=row.due_at,
        merged_into=row.merged_into, banned=row.banned_at is not None,
    )  # fmt: skip


async def _with_tags(session: AsyncSession, lines: Sequence[CaseLine]) -> list[CaseLine]:
    tags = await read_tags(session, [line.id for line in lines])
    return [replace(line, tags=tags.get(line.id, ())) for line in lines]


async def _history(session: AsyncSession, inquiry_id: int) -> list[CaseEventLine]:
    row = InquiryEventRow
    query = select(row).where(col(row.inquiry_id) == inquiry_id).order_by(col(row.id).desc()).limit(HISTORY)
    newest_first = (await session.exec(query)).all()
    return [_event(row) for row in reversed(newest_first)]


def _event(row: InquiryEventRow) -> CaseEventLine:
    files = [str(one.get("name") or one.get("kind", "")) for one in row.attachments]
    return CaseEventLine(row.id or 0, row.at, By(row.by), row.name, row.what, row.text, files)


async def _lost(session: AsyncSession, inquiry_id: int) -> list[LostMessage]:
    query = select(OutboxRow).where(col(OutboxRow.inquiry_id) == inquiry_id, LOST).order_by(col(OutboxRow.id))
    rows = (await session.exec(query)).all()
    return [LostMessage(row.changed, str(row.state), row.payload.get("text", "")) for row in rows]
