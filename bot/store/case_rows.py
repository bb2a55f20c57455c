"""How a case and its history are read from their rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.chats import address_of
from bot.store.lifecycle_models import TagRow
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow, OutboxRow
from bot.store.numbers import CASE_PREFIX
from handlers.base import Attachment, By, Case, CaseEvent, CaseState, Kind
from handlers.stored import MOST_LISTED

RAISED, NORMAL = 0, 1  # the ranks of a case: what is raised stands above the others
LIST_LIMIT = MOST_LISTED
# Written out, not bound: a database uses a partial index only where it can see that the condition holds.
LOST: ColumnElement[bool] = text("outbox.state IN ('failed', 'blocked', 'uncertain')")  # type: ignore[assignment]


def tidy_number(written: str) -> str:
    """A case number as stored, from how people type it."""
    bare = "".join(char for char in written.upper() if char.isalnum())
    return CASE_PREFIX + bare.removeprefix("KI")


async def read_cases(
    session: AsyncSession, only: Sequence[Any], *, newest: bool = False, ranked: bool = False, limit: int = LIST_LIMIT
) -> list[Case]:
    """The cases that fit, by their last change; `ranked` puts the raised ones first."""
    undelivered = select(func.count()).where(OutboxRow.inquiry_id == InquiryRow.id, LOST)
    order: tuple[Any, ...] = (col(InquiryRow.changed_at), col(InquiryRow.id))
    order = tuple(part.desc() for part in order) if newest else order
    query = (
        select(InquiryRow, ChatRow, undelivered.scalar_subquery())
        .outerjoin(ChatRow, col(ChatRow.id) == InquiryRow.chat_id)
        .where(*only)
        .order_by(*((col(InquiryRow.rank), *order) if ranked else order))
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    rows = (await session.exec(query)).all()
    tags = await read_tags(session, [row.id for row, _, _ in rows])
    return [case_of(row, chat, count, tags.get(row.id or 0, ())) for row, chat, count in rows]


async def read_tags(session: AsyncSession, ids: Sequence[int | None]) -> Mapping[int, tuple[str, ...]]:
    """The tags of these cases, in alphabetical order."""
    if not ids:
        return {}
    query = select(TagRow).where(col(TagRow.inquiry_id).in_(ids)).order_by(col(TagRow.tag))
    found: dict[int, tuple[str, ...]] = {}
    for row in (await session.exec(query)).all():
        found[row.inquiry_id] = (*found.get(row.inquiry_id, ()), row.tag)
    return found


def case_of(row: InquiryRow, chat: ChatRow | None, undelivered: int, tags: tuple[str, ...]) -> Case:
    """A case as handlers see it."""
    return Case(
        number=row.number, state=CaseState(row.state), question=row.question,
        language="en" if row.language == "en" else "de", chat=address_of(chat) if chat else None, owner=row.owner,
        opened_at=row.opened_at, changed_at=row.changed_at, closed_at=row.closed_at, topic=row.topic,
        undelivered=undelivered, urgent=row.rank == RAISED, due_at=row.due_at, acted_at=row.acted_at,
        merged_into=row.merged_into, tags=tags, burst=row.burst, banned=row.banned_at is not None,
    )  # fmt: skip


def event_of(row: InquiryEventRow) -> CaseEvent:
    """A line of history as handlers see it."""
    return CaseEvent(row.at, By(row.by), row.name, row.what, row.text, _attachments(row.attachments))


def _attachments(stored: Sequence[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(**{**one, "kind": Kind(one["kind"])}) for one in stored)
