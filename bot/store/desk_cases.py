"""How the desk reads the shared inquiry store: lists by keyset, capped counts, and one case with its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, text, tuple_, union_all
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from bot.store.inquiries import OVERDUE_AFTER, tidy_number
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow, OutboxRow
from bot.store.times import UtcDateTime
from handlers.base import By, CaseState

PAGE = 50
SCAN = 1_500  # cases a filter looks at before it asks whether to go on: what a page may cost stays bounded
MOST_COUNTED = 100
HISTORY = 200  # lines of a case shown; nobody reads more, and the export holds them all
VIEWS = ("open", "new", "mine", "waiting", "overdue", "undelivered", "closed")
_OPEN = (CaseState.NEW, CaseState.CLAIMED, CaseState.WAITING, CaseState.ANSWERED)
_STATES: Mapping[str, tuple[CaseState, ...]] = {
    "open": _OPEN, "new": (CaseState.NEW,), "mine": _OPEN, "waiting": (CaseState.WAITING,),
    "overdue": (CaseState.NEW, CaseState.CLAIMED), "closed": (CaseState.CLOSED,),
}  # fmt: skip
# Written out, not bound: a database uses a partial index only where it can see that the condition holds.
_LOST: ColumnElement[bool] = text("outbox.state IN ('failed', 'blocked', 'uncertain')")  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a list, between two cases: what comes after the case changed at `at` with this id."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"

    @classmethod
    def parse(cls, written: str) -> "Spot | None":
        """The spot as `str` wrote it; None for anything else."""
        at, _, id_ = written.rpartition("_")
        try:
            moment, number = datetime.fromisoformat(at), int(id_)
        except ValueError:
            return None
        return cls(moment, number) if moment.tzinfo and 0 <= number < 2**63 else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list is to show; empty filters let everything through."""

    view: str = "open"
    staff: str = ""
    channel: str = ""
    topic: str = ""
    text: str = ""

    @property
    def filtered(self) -> bool:
        """Whether more than the view decides."""
        return bool(self.channel or self.topic or self.text)


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
        """At most 50 cases, in a stable order: longest untouched first, closed ones newest first."""
        async with self._database.reading() as session:
            if number := _as_number(wanted.text):
                return CasePage(await _lines(session, [InquiryRow.number == number], newest=False, limit=1))
            newest = wanted.view == "closed"
            walk = _walk(wanted, after, now, limit=SCAN if wanted.filtered else PAGE + 1).subquery()
            only = [col(InquiryRow.id).in_(select(walk.c.id)), *_filters(wanted)]
            lines = await _lines(session, only, newest=newest, limit=PAGE + 1)
            if len(lines) > PAGE:
                return CasePage(lines[:PAGE], Spot(lines[PAGE - 1].changed_at, lines[PAGE - 1].id))
            end = await _end(session, walk, newest=newest) if wanted.filtered else None
            return CasePage(lines, end, unfinished=end is not None)

    async def counts(self, staff: str, now: datetime) -> Mapping[str, int]:
        """How many cases each view has; 100 stands for "100 or more", so that counting never takes long."""
        async with self._database.reading() as session:
            found = {}
            for view in VIEWS:
                walk = _countable(view, staff, now).subquery()
                found[view] = (await session.exec(select(func.count()).select_from(walk))).one()
            return found

    async def find(self, number: str) -> CaseLine | None:
        """The case with this number, however it is written."""
        async with self._database.reading() as session:
            found = await _lines(session, [InquiryRow.number == tidy_number(number)], newest=False, limit=1)
        return found[0] if found else None

    async def in_full(self, number: str) -> CaseInFull | None:
        """A case with its history."""
        async with self._database.reading() as session:
            found = await _lines(session, [InquiryRow.number == tidy_number(number)], newest=False, limit=1)
            if not found:
                return None
            return CaseInFull(found[0], await _history(session, found[0].id), await _lost(session, found[0].id))

    async def newest_change(self, inquiry_id: int | None = None) -> tuple[int, int]:
        """Something that differs as soon as anything happened, on one case or anywhere: newest event, messages lost."""
        events = select(func.max(col(InquiryEventRow.id)))
        lost = select(func.count()).select_from(OutboxRow).where(_LOST, col(OutboxRow.inquiry_id).is_not(None))
        if inquiry_id is not None:
            events = events.where(col(InquiryEventRow.inquiry_id) == inquiry_id)
            lost = lost.where(col(OutboxRow.inquiry_id) == inquiry_id)
        async with self._database.reading() as session:
            return (
                (await session.exec(events)).one() or 0,
                (await session.exec(lost)).one(),
            )


def _walk(wanted: Wanted, after: Spot | None, now: datetime, *, limit: int) -> Any:
    """Ids in order: one walk along an index per state, merged; a database sorts no more than these few."""
    if wanted.view == "undelivered":  # few, whatever their state: found by what was lost
        lost = select(col(OutboxRow.inquiry_id)).where(_LOST)
        return _along([col(InquiryRow.id).in_(lost)], after, newest=False, limit=limit)
    newest = wanted.view == "closed"
    only = _conditions(wanted, now)
    state = col(InquiryRow.state)
    walks = [
        _along([state == one.value, *only], after, newest=newest, limit=limit).subquery()
        for one in _STATES[wanted.view]
    ]
    merged = union_all(*(select(walk.c.changed_at, walk.c.id) for walk in walks)).subquery()
    order = (merged.c.changed_at, merged.c.id)
    return select(*order).order_by(*(part.desc() for part in order) if newest else order).limit(limit)


def _countable(view: str, staff: str, now: datetime) -> Any:
    """As many ids of a view as are counted; what was lost need not be put in order for that."""
    if view != "undelivered":
        return _walk(Wanted(view, staff), None, now, limit=MOST_COUNTED)
    lost = select(col(OutboxRow.inquiry_id)).where(_LOST, col(OutboxRow.inquiry_id).is_not(None))
    return lost.distinct().limit(MOST_COUNTED)


def _conditions(wanted: Wanted, now: datetime) -> list[Any]:
    """What a view asks for besides the state."""
    if wanted.view == "mine":
        return [col(InquiryRow.owner) == wanted.staff]
    return [col(InquiryRow.changed_at) < now - OVERDUE_AFTER] if wanted.view == "overdue" else []


def _along(only: Sequence[Any], after: Spot | None, *, newest: bool, limit: int) -> Any:
    """Places and ids of the cases that fit, in order, from a spot on."""
    order = (col(InquiryRow.changed_at), col(InquiryRow.id))
    walk = select(*order).where(*only)
    if after:
        here, there = tuple_(*order), tuple_(literal(after.at, UtcDateTime), literal(after.id))
        walk = walk.where(here < there if newest else here > there)
    return walk.order_by(*(part.desc() for part in order) if newest else order).limit(limit)


def _filters(wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.channel:
        found.append(col(ChatRow.platform) == wanted.channel)
    if wanted.topic:
        found.append(col(InquiryRow.topic) == wanted.topic)
    if wanted.text:
        found.append(func.lower(col(InquiryRow.question)).contains(wanted.text.lower(), autoescape=True))
    return found


def _as_number(written: str) -> str:
    """A case number somebody looks for; empty when the text is none."""
    number = tidy_number(written)
    return number if written.strip().upper().startswith("KI-") and len(number) == len("KI-ABCDE") else ""


async def _end(session: AsyncSession, walk: Any, *, newest: bool) -> Spot | None:
    """Where a filtered walk stopped; None when it came to the end of the list."""
    order = (walk.c.changed_at, walk.c.id)
    last = select(*order).order_by(*order if newest else (part.desc() for part in order)).limit(1)
    count = (await session.exec(select(func.count()).select_from(walk))).one()
    return Spot(*(await session.exec(last)).one()) if count >= SCAN else None


async def _lines(session: AsyncSession, only: Sequence[Any], *, newest: bool, limit: int) -> list[CaseLine]:
    undelivered = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.inquiry_id) == InquiryRow.id, _LOST)
    order = (col(InquiryRow.changed_at), col(InquiryRow.id))
    query = (
        select(InquiryRow, col(ChatRow.platform), undelivered.scalar_subquery())
        .outerjoin(ChatRow, col(ChatRow.id) == InquiryRow.chat_id)
        .where(*only)
        .order_by(*(part.desc() for part in order) if newest else order)
        .limit(limit)
    )
    return [_line(row, platform or "", lost) for row, platform, lost in (await session.exec(query)).all()]


def _line(row: InquiryRow, channel: str, undelivered: int) -> CaseLine:
    return CaseLine(
        row.id or 0, row.number, CaseState(row.state), row.question, row.language, row.topic, row.owner,
        row.opened_at, row.changed_at, channel, undelivered,
    )  # fmt: skip


async def _history(session: AsyncSession, inquiry_id: int) -> list[CaseEventLine]:
    row = InquiryEventRow
    query = select(row).where(col(row.inquiry_id) == inquiry_id).order_by(col(row.id).desc()).limit(HISTORY)
    newest_first = (await session.exec(query)).all()
    return [_event(row) for row in reversed(newest_first)]


def _event(row: InquiryEventRow) -> CaseEventLine:
    files = [str(one.get("name") or one.get("kind", "")) for one in row.attachments]
    return CaseEventLine(row.id or 0, row.at, By(row.by), row.name, row.what, row.text, files)


async def _lost(session: AsyncSession, inquiry_id: int) -> list[LostMessage]:
    query = select(OutboxRow).where(col(OutboxRow.inquiry_id) == inquiry_id, _LOST).order_by(col(OutboxRow.id))
    rows = (await session.exec(query)).all()
    return [LostMessage(row.changed, str(row.state), row.payload.get("text", "")) for row in rows]
