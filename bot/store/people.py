"""My data and delete-me: what is stored about one chat, and its erasure with a receipt."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, or_, update
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from bot.store.case_rows import NORMAL, read_tags
from bot.store.chats import StoredChat
from bot.store.desk_models import DeskDraftRow, DeskFileRow
from bot.store.evidence import read_evidence
from bot.store.introduction_models import IntroductionRow
from bot.store.lifecycle_models import TagRow
from bot.store.models import (
    ButtonRow,
    ChatRow,
    InquiryEventRow,
    InquiryRow,
    OutboxRow,
    OutboxState,
    PostRow,
    ThreadRow,
    WebLineRow,
)
from bot.store.numbers import new_receipt
from bot.store.subscriptions import exported
from handlers.base import By, CaseState

ERASED = "erased"
Row = TypeVar("Row", bound=SQLModel)
_AS_OFFERED = (col(ButtonRow.batch), col(ButtonRow.position))


class StoredPerson:
    """Everything the store holds about one chat, inside the turn's transaction.

    `written` puts into the database what earlier messages of the same batch left in memory.
    """

    def __init__(
        self, session: AsyncSession, chat: StoredChat, now: datetime, *, written: Callable[[], Awaitable[None]]
    ) -> None:
        self._session = session
        self._chat = chat
        self._now = now
        self._written = written
        self.erased = False

    async def export(self) -> Mapping[str, object]:
        """All of it as plain data. Internal notes are counted, not shown: they may name third persons."""
        await self._written()
        theirs = self._chat.id
        cases = await self._all(select(InquiryRow).where(InquiryRow.chat_id == theirs).order_by(col(InquiryRow.id)))
        lines = await self._all(select(WebLineRow).where(self._web_lines()).order_by(col(WebLineRow.id)))
        buttons = await self._all(select(ButtonRow).where(ButtonRow.chat_id == theirs).order_by(*_AS_OFFERED))
        to_them = self._addressed() & (col(OutboxRow.state) != OutboxState.SENT)
        unsent = await self._all(select(OutboxRow).where(to_them).order_by(col(OutboxRow.id)))
        return {
            "platform": self._chat.chat.platform,
            "address": self._chat.chat.id,
            "first_seen": self._chat.first_seen,
            "last_seen": self._chat.last_seen,
            "state": self._chat.state,
            "cases": [await self._case(row) for row in cases],
            "lines": [{"at": row.at, "author": row.author, "text": row.payload.get("text", "")} for row in lines],
            "unsent": [{"at": row.created, "text": row.payload.get("text", "")} for row in unsent],
            "events": await exported(self._session, theirs),
            "evidence": [
                {"at": one.at, "text": one.text, "until": one.keep_until}
                for one in await read_evidence(self._session, self._chat.chat)
            ],
            "offers": [{"label": row.label, **row.args} for row in buttons if row.args],
        }

    async def erase(self) -> str:
        """Delete everything about the chat but kept threats and return a receipt; cases stay as empty shells."""
        await self._written()
        cases = select(InquiryRow.id).where(InquiryRow.chat_id == self._chat.id).scalar_subquery()
        event = InquiryEventRow
        words = {"text": "", "ref": "", "attachments": []}
        await self._session.exec(update(event).where(col(event.inquiry_id).in_(cases)).values(**words))
        await self._session.exec(delete(PostRow).where(col(PostRow.inquiry_id).in_(cases)))
        await self._session.exec(delete(IntroductionRow).where(col(IntroductionRow.inquiry_id).in_(cases)))
        await self._session.exec(delete(TagRow).where(col(TagRow.inquiry_id).in_(cases)))
        await self._session.exec(delete(DeskDraftRow).where(col(DeskDraftRow.inquiry_id).in_(cases)))
        await self._session.exec(delete(DeskFileRow).where(col(DeskFileRow.inquiry_id).in_(cases)))
        await self._session.exec(update(ThreadRow).where(col(ThreadRow.inquiry_id).in_(cases)).values(title=""))
        await self._session.exec(delete(OutboxRow).where(self._outbox(cases)))
        await self._session.exec(delete(WebLineRow).where(self._web_lines()))
        await self._empty_cases()
        await self._session.exec(delete(ChatRow).where(col(ChatRow.id) == self._chat.id))
        self.erased = True
        return new_receipt()

    async def _empty_cases(self) -> None:
        query = select(InquiryRow.id).where(InquiryRow.chat_id == self._chat.id)
        ids: Sequence[int | None] = (await self._session.exec(query)).all()
        shell = {
            "chat_id": None, "question": "", "state": CaseState.CLOSED, "changed_at": self._now,
            "closed_at": self._now, "flag": ERASED, "rank": NORMAL, "due_at": None, "next_at": None, "stage": "",
            "burst": 0, "burst_at": None, "banned_at": None,
        }  # fmt: skip
        await self._session.exec(update(InquiryRow).where(col(InquiryRow.id).in_(ids)).values(**shell))
        for inquiry_id in ids:
            row = InquiryEventRow(inquiry_id=inquiry_id or 0, at=self._now, by=By.PERSON, what=ERASED)
            self._session.add(row)
        await self._session.flush()

    async def _case(self, row: InquiryRow) -> dict[str, object]:
        query = select(InquiryEventRow).where(InquiryEventRow.inquiry_id == row.id)
        events = await self._all(query.order_by(col(InquiryEventRow.id)))
        introduced = await self._all(select(IntroductionRow).where(IntroductionRow.inquiry_id == row.id))
        return {
            "number": row.number,
            "state": row.state,
            "opened_at": row.opened_at,
            "question": row.question,
            "history": [_line(event) for event in events if event.what != "note"],
            "tags": (await read_tags(self._session, [row.id])).get(row.id or 0, ()),
            "banned_at": row.banned_at,
            "notes": sum(e.what == "note" for e in events),
            "introductions": [
                {"actor": one.actor, "text": one.text, "contact": one.contact, "at": one.consent_at}
                for one in introduced
            ],
        }

    def _web_lines(self) -> Any:
        chat = self._chat.chat
        return (WebLineRow.address == chat.id) if chat.platform == "web" else (WebLineRow.id == -1)

    def _outbox(self, cases: Any) -> Any:
        """Whatever was to be sent to the person, and what was to be sent to staff about their cases."""
        return or_(self._addressed(), col(OutboxRow.inquiry_id).in_(cases))

    def _addressed(self) -> Any:
        chat = self._chat.chat
        same = (col(OutboxRow.platform) == chat.platform) & (col(OutboxRow.account) == chat.account)
        return same & (col(OutboxRow.address) == chat.id)

    async def _all(self, query: SelectOfScalar[Row]) -> Sequence[Row]:
        return (await self._session.exec(query)).all()


def _line(event: InquiryEventRow) -> dict[str, object]:
    line: dict[str, object] = {"at": event.at, "what": event.what, "text": event.text}
    files = [attachment["name"] or attachment["kind"] for attachment in event.attachments]
    return line | {"files": files} if files else line
