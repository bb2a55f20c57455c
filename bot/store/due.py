"""What the clock does on cases: whatever is due is taken exactly once, even while people change the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal_column, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.case_rows import RAISED, read_cases
from bot.store.models import InquiryEventRow, InquiryRow
from bot.store.steps import resting, take_step
from bot.store.tables import INQUIRY
from handlers.base import By, Case, CaseState
from handlers.lifecycle import ANNOUNCED_BEFORE, BURST, CLOSE_AFTER, REMIND_AFTER, Notice, next_notice

AT_ONCE = 50  # cases of one transaction: others wait no longer than it takes to write these


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be said now on a case, as it stands after the step."""

    notice: Notice
    case: Case


@dataclass(frozen=True, slots=True)
class Crowd:
    """A case on which the person wrote so much within a minute that staff were not told of each."""

    case: Case
    more: int


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    """Whether there is a case whose time has come."""
    return await _any(session, INQUIRY.c.next_at <= now)


async def take_due(session: AsyncSession, now: datetime) -> tuple[Sequence[Due], int]:
    """Take at most 50 cases whose time has come; returns what is to be said, and how many cases were looked at."""
    query = select(INQUIRY).where(INQUIRY.c.next_at <= now).order_by(INQUIRY.c.next_at).limit(AT_ONCE)
    rows = (await (await session.connection()).execute(query.with_for_update(skip_locked=True))).all()
    taken = [(row.number, notice) for row in rows if (notice := await _take(session, row, now))]
    cases = await read_cases(session, [col(InquiryRow.number).in_([number for number, _ in taken])], limit=AT_ONCE)
    by_number = {case.number: case for case in cases}
    return [Due(notice, by_number[number]) for number, notice in taken], len(rows)


async def is_any_crowd_over(session: AsyncSession, now: datetime, *, within: timedelta) -> bool:
    """Whether there is a case whose crowded minute is over."""
    return await _any(session, *_crowd_over(now, within))


async def take_crowds(session: AsyncSession, now: datetime, *, within: timedelta) -> Sequence[Crowd]:
    """Cases whose crowded minute is over."""
    columns = (INQUIRY.c.number, INQUIRY.c.burst)
    query = select(*columns).where(*_crowd_over(now, within)).limit(AT_ONCE)
    found = await (await session.connection()).execute(query.with_for_update(skip_locked=True))
    rows = {row.number: row.burst - BURST for row in found}
    calm = update(InquiryRow).where(col(InquiryRow.number).in_(rows)).values(burst=0, burst_at=None)
    await session.exec(calm)
    cases = await read_cases(session, [col(InquiryRow.number).in_(rows)], limit=AT_ONCE)
    return [Crowd(case, rows[case.number]) for case in cases]


async def _any(session: AsyncSession, *only: ColumnElement[bool]) -> bool:
    found = select(INQUIRY.c.id).where(*only).limit(1)
    return (await (await session.connection()).execute(found)).first() is not None


def _crowd_over(now: datetime, within: timedelta) -> tuple[ColumnElement[bool], ...]:
    """The number is written out so that the partial index is used."""
    return literal_column(f"burst > {BURST}", Boolean), INQUIRY.c.burst_at <= now - within


async def _take(session: AsyncSession, row: Any, now: datetime) -> Notice | None:
    past_due = row.due_at is not None and row.due_at <= now
    notice = next_notice(CaseState(row.state), row.stage, past_due=past_due)
    as_found = (col(InquiryRow.next_at) == row.next_at, col(InquiryRow.stage) == row.stage)
    if notice is Notice.EXPIRED:
        rest = resting(CaseState.CLOSED, now)
        done = await take_step(session, "expired", row.number, "", now, *as_found, **rest)
    else:
        done = await _mark(session, row, _after(notice, row, now), as_found)
    if done is None or notice is None:
        return None
    if notice is not Notice.NUDGED:
        session.add(InquiryEventRow(inquiry_id=done, at=now, by=By.SYSTEM, what=notice))
        await session.flush()
    return notice


async def _mark(session: AsyncSession, row: Any, values: dict[str, Any], as_found: Sequence[Any]) -> int | None:
    statement = update(InquiryRow).where(col(InquiryRow.id) == row.id, *as_found).values(**values)
    found: int | None = (await session.exec(statement.returning(col(InquiryRow.id)))).scalar_one_or_none()
    return found


def _after(notice: Notice | None, row: Any, now: datetime) -> dict[str, Any]:
    """What the clock remembers, and when it comes back; who heard nothing in time still gets every day announced."""
    if notice is None:
        return {"next_at": None}
    if notice is Notice.NUDGED:
        return {"stage": notice, "next_at": row.due_at}
    if notice is Notice.LATE:
        return {"stage": notice, "next_at": None, "rank": RAISED}
    if notice is Notice.REMINDED:
        return {"stage": notice, "next_at": now + CLOSE_AFTER - ANNOUNCED_BEFORE - REMIND_AFTER}
    return {"stage": notice, "next_at": now + ANNOUNCED_BEFORE}
