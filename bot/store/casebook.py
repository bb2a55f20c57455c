"""What every change of a case needs: the session, whose turn it is, and a line of history."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.case_rows import event_of, read_cases, tidy_number
from bot.store.chats import StoredChat
from bot.store.models import InquiryEventRow, InquiryRow
from handlers.base import Attachment, By, Case, CaseEvent


class CaseBook:
    """The cases inside one transaction, on behalf of one chat at one moment."""

    def __init__(self, session: AsyncSession, chat: StoredChat, now: datetime) -> None:
        self._session = session
        self._chat = chat
        self._now = now

    async def find(self, number: str) -> Case | None:
        """The case with this number, however it is written (`ki-ab3cd`, `AB3CD`)."""
        found = await read_cases(self._session, [InquiryRow.number == tidy_number(number)], limit=1)
        return found[0] if found else None

    async def history(self, number: str) -> Sequence[CaseEvent]:
        """Everything that happened on a case, oldest first."""
        query = self._events(number).order_by(col(InquiryEventRow.id))
        return [event_of(row) for row in (await self._session.exec(query)).all()]

    def _events(self, number: str) -> Any:
        query = select(InquiryEventRow).join(InquiryRow, col(InquiryRow.id) == InquiryEventRow.inquiry_id)
        return query.where(InquiryRow.number == tidy_number(number))

    async def _get(self, number: str) -> Case:
        return (await read_cases(self._session, [InquiryRow.number == tidy_number(number)], limit=1))[0]

    async def _id(self, number: str) -> int | None:
        query = select(InquiryRow.id).where(InquiryRow.number == tidy_number(number))
        return (await self._session.exec(query)).first()

    async def _change(self, number: str, *only: Any, **values: object) -> int | None:
        """Change what no step of the table is about; returns the case's id, None when nothing fits."""
        statement = update(InquiryRow).where(col(InquiryRow.number) == tidy_number(number), *only).values(**values)
        found: int | None = (await self._session.exec(statement.returning(col(InquiryRow.id)))).scalar_one_or_none()
        return found

    async def _record(
        self, inquiry_id: int, by: By, name: str, what: str, text: str = "", *, ref: str = "",
        attachments: Sequence[Attachment] = (),
    ) -> int:  # fmt: skip
        """One line of history; returns its id, which is higher than that of every earlier line."""
        row = InquiryEventRow(
            inquiry_id=inquiry_id, at=self._now, by=by, name=name, what=what, text=text, ref=ref,
            attachments=[asdict(attachment) for attachment in attachments],
        )  # fmt: skip
        self._session.add(row)
        await self._session.flush()
        return row.id or 0
