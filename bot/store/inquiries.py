"""The shared inquiry store: each change is one conditional update and one line of history."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.chats import StoredChat, address_of
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow, OutboxRow, OutboxState, PostRow
from bot.store.numbers import CASE_PREFIX, new_case_number
from bot.store.upsert import insert_new
from handlers.base import Attachment, By, Case, CaseEvent, CaseState, Chat, Copy, Kind, Revised
from knowledge.entries import Language

OVERDUE_AFTER = timedelta(days=2)
LIST_LIMIT = 50
_OPEN = [state.value for state in CaseState if state is not CaseState.CLOSED]


class Inquiries:
    """The cases as one turn may see and change them, inside the turn's transaction."""

    def __init__(self, session: AsyncSession, chat: StoredChat, now: datetime) -> None:
        self._session = session
        self._chat = chat
        self._now = now

    async def open(self, question: str, language: Language, *, topic: str = "", ref: str = "") -> Case:
        """A new case of this chat; consent is the act that calls this. `topic` is what it seems to be about."""
        values: dict[str, Any] = {
            "chat_id": self._chat.id, "state": CaseState.NEW, "language": language, "question": question,
            "topic": topic, "owner": "", "flag": "",
            "consent_at": self._now, "opened_at": self._now, "changed_at": self._now,
        }  # fmt: skip
        number = new_case_number()
        while not await insert_new(self._session, InquiryRow, number=number, **values):
            number = new_case_number()
        await self._record(number, By.PERSON, "", "opened", question, ref=ref)
        return await self._get(number)

    async def find(self, number: str) -> Case | None:
        """The case with this number, however it is written (`ki-ab3cd`, `AB3CD`)."""
        found = await self._listed([InquiryRow.number == tidy_number(number)], limit=1)
        return found[0] if found else None

    async def mine(self, *, within_days: int) -> Sequence[Case]:
        """This chat's cases that are open or were changed within `within_days`, newest change first."""
        recent = col(InquiryRow.changed_at) >= self._now - timedelta(days=within_days)
        still = col(InquiryRow.state).in_(_OPEN)
        return await self._listed([InquiryRow.chat_id == self._chat.id, recent | still], newest=True)

    async def listed(self, view: str, staff: str) -> Sequence[Case]:
        """At most 50 cases of a view: new, mine, waiting, overdue, closed; anything else means all open."""
        state = col(InquiryRow.state)
        views: dict[str, list[Any]] = {
            "new": [state == CaseState.NEW],
            "mine": [InquiryRow.owner == staff, state.in_(_OPEN)],
            "waiting": [state == CaseState.WAITING],
            "overdue": [
                state.in_([CaseState.NEW, CaseState.CLAIMED]),
                col(InquiryRow.changed_at) < self._now - OVERDUE_AFTER,
            ],
            "closed": [state == CaseState.CLOSED],
        }
        return await self._listed(views.get(view, [state.in_(_OPEN)]), newest=view == "closed")

    async def history(self, number: str) -> Sequence[CaseEvent]:
        """Everything that happened on a case, oldest first."""
        query = (
            select(InquiryEventRow)
            .join(InquiryRow, col(InquiryRow.id) == InquiryEventRow.inquiry_id)
            .where(InquiryRow.number == tidy_number(number))
            .order_by(col(InquiryEventRow.id))
        )
        rows = (await self._session.exec(query)).all()
        return [
            CaseEvent(row.at, By(row.by), row.name, row.what, row.text, _attachments(row.attachments)) for row in rows
        ]

    async def add_message(
        self, number: str, text: str, *, ref: str = "", attachments: Sequence[Attachment] = ()
    ) -> Case:
        """The person says more; a case that waited for them is with staff again."""
        waited = await self._change(
            number, [InquiryRow.state == CaseState.WAITING], state=CaseState.CLAIMED, changed_at=self._now
        )
        if not waited:
            await self._change(number, [], changed_at=self._now)
        await self._record(number, By.PERSON, "", "message", text, ref=ref, attachments=attachments)
        return await self._get(number)

    async def revise(self, ref: str, text: str | None) -> tuple[Case, Revised] | None:
        """The person reworded the message `ref` or, with None, withdrew it; None when it lies on no case still here.

        The old wording goes, unless it was answered already: then the new one is added and both stand. Files stay,
        also under an empty wording, until the message is withdrawn.
        """
        event = await self._said_in(ref)
        if event is None:
            return None
        number = (await self._session.exec(select(InquiryRow.number).where(InquiryRow.id == event.inquiry_id))).one()
        if await self._answered_since(event):
            await self._record(number, By.PERSON, "", "revised", text or "", ref=ref)
            return await self._get(number), Revised.AFTER
        if event.what == "opened":
            await self._change(number, [], question=text or "")
        event.text = text or ""
        event.attachments = [] if text is None else event.attachments
        self._session.add(event)
        await self._session.flush()
        return await self._get(number), Revised.BEFORE

    async def copies(self, number: str) -> Sequence[Copy]:
        """Where in staff rooms the person's words of this case are shown."""
        query = (
            select(PostRow)
            .join(InquiryRow, col(InquiryRow.id) == PostRow.inquiry_id)
            .where(InquiryRow.number == tidy_number(number), PostRow.copy_of != "")
        )
        posts = (await self._session.exec(query)).all()
        return [Copy(Chat(post.platform, post.address, post.account), post.ref, post.copy_of) for post in posts]

    async def noted_before(self, number: str, staff: str) -> bool:
        """Whether this member of staff has written a note on the case."""
        query = (
            select(InquiryEventRow.id)
            .join(InquiryRow, col(InquiryRow.id) == InquiryEventRow.inquiry_id)
            .where(
                InquiryRow.number == tidy_number(number), InquiryEventRow.what == "note", InquiryEventRow.name == staff
            )
        )
        return (await self._session.exec(query.limit(1))).first() is not None

    async def claim(self, number: str, staff: str) -> bool:
        """One claim wins: succeeds for exactly one of any number of callers."""
        free = [InquiryRow.owner == "", col(InquiryRow.state).in_(_OPEN)]
        won = await self._change(number, free, owner=staff, state=CaseState.CLAIMED, changed_at=self._now)
        return await self._recorded(won, number, staff, "claimed")

    async def release(self, number: str, staff: str) -> bool:
        """Give the case back; only its owner can."""
        held = [InquiryRow.owner == staff, col(InquiryRow.state).in_(_OPEN)]
        done = await self._change(number, held, owner="", state=CaseState.NEW, changed_at=self._now)
        return await self._recorded(done, number, staff, "released")

    async def reply(self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = ()) -> bool:
        """An answer to the person, by the owner or by whoever takes a free case with it.

        A reply that ends with a question mark waits for the person; any other counts as the answer.
        """
        state = CaseState.WAITING if text.rstrip().endswith("?") else CaseState.ANSWERED
        mine = [col(InquiryRow.owner).in_(["", staff]), col(InquiryRow.state).in_(_OPEN)]
        reachable = col(InquiryRow.chat_id).is_not(None)
        done = await self._change(number, [*mine, reachable], owner=staff, state=state, changed_at=self._now)
        return await self._recorded(done, number, staff, "replied", text, attachments)

    async def note(self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = ()) -> None:
        """An internal note; it never leaves the staff's side."""
        await self._record(number, By.STAFF, staff, "note", text, attachments=attachments)

    async def close(self, number: str, staff: str) -> bool:
        """Close an open case, by its owner or when nobody has it."""
        mine = [col(InquiryRow.owner).in_(["", staff]), col(InquiryRow.state).in_(_OPEN)]
        done = await self._change(number, mine, state=CaseState.CLOSED, closed_at=self._now, changed_at=self._now)
        return await self._recorded(done, number, staff, "closed")

    async def reopen(self, number: str, by: By, name: str) -> bool:
        """Open an answered or closed case again; it goes back to its owner, else to everybody.

        Not so an erased one: nobody is left to answer to.
        """
        finished = col(InquiryRow.state).in_([CaseState.ANSWERED, CaseState.CLOSED])
        over = finished & col(InquiryRow.chat_id).is_not(None)
        again = {"closed_at": None, "changed_at": self._now}
        done = await self._change(number, [over, InquiryRow.owner != ""], state=CaseState.CLAIMED, **again)
        done = done or await self._change(number, [over], state=CaseState.NEW, **again)
        if done:
            await self._record(number, by, name, "reopened")
        return done

    async def flag(self, number: str, what: str) -> None:
        """Mark a case for staff, for example as a crisis."""
        await self._change(number, [], flag=what)
        await self._record(number, By.SYSTEM, "", "flagged", what)

    async def _change(self, number: str, only_if: Sequence[Any], **values: object) -> bool:
        statement = update(InquiryRow).where(col(InquiryRow.number) == tidy_number(number), *only_if).values(**values)
        result = cast("CursorResult[Any]", await self._session.exec(statement))
        return result.rowcount == 1

    async def _recorded(
        self, done: bool, number: str, staff: str, what: str, text: str = "", attachments: Sequence[Attachment] = ()
    ) -> bool:
        if done:
            await self._record(number, By.STAFF, staff, what, text, attachments=attachments)
        return done

    async def _said_in(self, ref: str) -> InquiryEventRow | None:
        """The newest line of a case of this chat that stands for the person's message `ref`."""
        query = (
            select(InquiryEventRow)
            .join(InquiryRow, col(InquiryRow.id) == InquiryEventRow.inquiry_id)
            .where(
                InquiryRow.chat_id == self._chat.id, InquiryEventRow.ref == ref, InquiryEventRow.by == By.PERSON.value
            )
            .order_by(col(InquiryEventRow.id).desc())
        )
        return (await self._session.exec(query.limit(1))).first() if ref else None

    async def _answered_since(self, event: InquiryEventRow) -> bool:
        later: list[Any] = [InquiryEventRow.inquiry_id == event.inquiry_id, col(InquiryEventRow.id) > event.id]
        query = select(InquiryEventRow.id).where(*later, InquiryEventRow.what == "replied").limit(1)
        return (await self._session.exec(query)).first() is not None

    async def _record(
        self, number: str, by: By, name: str, what: str, text: str = "", *, ref: str = "",
        attachments: Sequence[Attachment] = (),
    ) -> None:  # fmt: skip
        query = select(InquiryRow.id).where(InquiryRow.number == tidy_number(number))
        inquiry_id = (await self._session.exec(query)).one()
        row = InquiryEventRow(
            inquiry_id=inquiry_id or 0, at=self._now, by=by, name=name, what=what, text=text, ref=ref,
            attachments=[asdict(attachment) for attachment in attachments],
        )  # fmt: skip
        self._session.add(row)
        await self._session.flush()

    async def _get(self, number: str) -> Case:
        return (await self._listed([InquiryRow.number == tidy_number(number)], limit=1))[0]

    async def _listed(self, only: Sequence[Any], *, newest: bool = False, limit: int = LIST_LIMIT) -> Sequence[Case]:
        lost = [OutboxState.FAILED, OutboxState.BLOCKED, OutboxState.UNCERTAIN]
        undelivered = (
            select(func.count())
            .where(OutboxRow.inquiry_id == InquiryRow.id, col(OutboxRow.state).in_(lost))
            .scalar_subquery()
        )
        order = (col(InquiryRow.changed_at), col(InquiryRow.id))
        query = (
            select(InquiryRow, ChatRow, undelivered)
            .outerjoin(ChatRow, col(ChatRow.id) == InquiryRow.chat_id)
            .where(*only)
            .order_by(*(part.desc() for part in order) if newest else order)
            .limit(limit)
            .execution_options(populate_existing=True)
        )
        return [_case(row, chat, count) for row, chat, count in (await self._session.exec(query)).all()]


def _attachments(stored: Sequence[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(**{**one, "kind": Kind(one["kind"])}) for one in stored)


def tidy_number(written: str) -> str:
    """A case number as stored, from how people type it."""
    bare = "".join(char for char in written.upper() if char.isalnum())
    return CASE_PREFIX + bare.removeprefix("KI")


def _case(row: InquiryRow, chat: ChatRow | None, undelivered: int) -> Case:
    return Case(
        number=row.number,
        state=CaseState(row.state),
        question=row.question,
        language="en" if row.language == "en" else "de",
        chat=address_of(chat) if chat else None,
        owner=row.owner,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        closed_at=row.closed_at,
        topic=row.topic,
        undelivered=undelivered,
    )
