"""Two cases of one person become one: what lies on the first goes to the second, which goes on."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.lifecycle_models import TagRow
from bot.store.models import InquiryEventRow, InquiryRow, OutboxRow, PostRow
from bot.store.steps import resting, take_step
from bot.store.tables import INQUIRY
from bot.store.upsert import insert_for
from handlers.base import CaseState


async def merge_cases(
    session: AsyncSession, number: str, into: str, staff: str, now: datetime
) -> tuple[int, int] | None:
    """Returns the ids of both; None when they are not two open cases of one person, or the first is a colleague's."""
    gone, stays = await _locked(session, number, into)
    if gone is None or stays is None or gone.id == stays.id or gone.chat_id != stays.chat_id:
        return None
    if stays.state == CaseState.CLOSED:
        return None
    rest = resting(CaseState.CLOSED, now)
    if await take_step(session, "merged", number, staff, now, merged_into=into, acted_at=now, **rest) is None:
        return None
    await _move_lines(session, gone.id, stays.id)
    await _move_tags(session, gone.id, stays.id)
    await session.exec(update(InquiryRow).where(col(InquiryRow.id) == stays.id).values(**_taken_in(gone, stays, now)))
    return gone.id, stays.id


async def _locked(session: AsyncSession, *numbers: str) -> list[Any]:
    """Both rows as they are, locked in the order of their ids so that no two mergers wait for each other."""
    query = select(INQUIRY).where(INQUIRY.c.number.in_(numbers)).order_by(INQUIRY.c.id).with_for_update()
    found = {row.number: row for row in await (await session.connection()).execute(query)}
    return [found.get(number) for number in numbers]


async def _move_lines(session: AsyncSession, gone: int, stays: int) -> None:
    """The whole history is read on one case; the first question becomes a message among others."""
    event = InquiryEventRow
    what = case((col(event.what) == "opened", "message"), else_=col(event.what))
    moved = update(event).where(col(event.inquiry_id) == gone).values(inquiry_id=stays, what=what)
    await session.exec(moved)
    for model in (PostRow, OutboxRow):
        of: Any = model
        await session.exec(update(of).where(of.inquiry_id == gone).values(inquiry_id=stays))


async def _move_tags(session: AsyncSession, gone: int, stays: int) -> None:
    tags = select(col(TagRow.tag)).where(col(TagRow.inquiry_id) == gone)
    for tag in (await (await session.connection()).execute(tags)).scalars().all():
        await session.exec(insert_for(session, TagRow).values(inquiry_id=stays, tag=tag).on_conflict_do_nothing())


def _taken_in(gone: Any, stays: Any, now: datetime) -> dict[str, Any]:
    """The earlier promise, the higher rank and the newer answer of the two hold for the one that goes on."""
    taken: dict[str, object] = {"rank": min(gone.rank, stays.rank), "changed_at": now}
    if gone.replied_event > stays.replied_event:
        taken |= {"replied_event": gone.replied_event, "replied_by": gone.replied_by}
    with_team = (CaseState.NEW.value, CaseState.CLAIMED.value)
    waits = gone.state in with_team
    if waits and stays.state not in with_team:  # something is still to be answered
        taken["state"] = CaseState.CLAIMED if stays.owner else CaseState.NEW
    if waits and gone.due_at and (stays.due_at is None or gone.due_at < stays.due_at):
        taken |= {"due_at": gone.due_at, "next_at": gone.next_at, "stage": gone.stage}
    elif "state" in taken:
        taken |= {"next_at": None, "stage": ""}
    return taken
