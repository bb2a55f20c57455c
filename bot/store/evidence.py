"""Threats against staff, kept word for word as evidence beside the case, whatever becomes of case and chat."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.lifecycle_models import EvidenceRow
from handlers.base import Chat
from handlers.stored import Evidence

MOST_SHOWN = 50


async def keep_evidence(
    session: AsyncSession, chat: Chat, text: str, *, number: str, now: datetime, keep_until: datetime
) -> Evidence:
    """Keep what was said in this chat."""
    row = EvidenceRow(
        platform=chat.platform, account=chat.account, address=chat.id, number=number, text=text, at=now,
        keep_until=keep_until,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    return _evidence(row)


async def read_evidence(session: AsyncSession, chat: Chat | None = None) -> Sequence[Evidence]:
    """What is kept, newest first: of one chat all of it, else the newest 50."""
    query = select(EvidenceRow).order_by(col(EvidenceRow.id).desc())
    if chat:
        theirs = (EvidenceRow.platform == chat.platform, EvidenceRow.account == chat.account)
        query = query.where(*theirs, EvidenceRow.address == chat.id)
    else:
        query = query.limit(MOST_SHOWN)
    return [_evidence(row) for row in (await session.exec(query)).all()]


async def drop_evidence(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Delete what is past its time; returns its numbers, so that staff can be told."""
    over = delete(EvidenceRow).where(col(EvidenceRow.keep_until) < now).returning(col(EvidenceRow.id))
    return sorted((await session.exec(over)).scalars().all())


def _evidence(row: EvidenceRow) -> Evidence:
    return Evidence(row.id or 0, row.at, row.platform, row.address, row.number, row.text, row.keep_until)
