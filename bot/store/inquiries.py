"""The shared inquiry store: each change is one conditional update and one line of history."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, or_
from sqlmodel import col, select

from bot.store.case_rows import LIST_LIMIT, LOST, NORMAL, read_cases, tidy_number
from bot.store.evidence import keep_evidence, read_evidence
from bot.store.lifecycle_models import ColleagueRow
from bot.store.models import InquiryEventRow, InquiryRow, OutboxRow, PostRow
from bot.store.numbers import new_case_number
from bot.store.staff_cases import StaffCases
from bot.store.steps import promised, resting, take_step
from bot.store.upsert import insert_for, insert_new
from handlers.base import Attachment, By, Case, CaseState, Chat, Copy, Revised
from handlers.stored import Evidence, Promise
from knowledge.entries import Language

__all__ = ["LIST_LIMIT", "OVERDUE_AFTER", "Inquiries", "is_overdue", "tidy_number"]

OVERDUE_AFTER = timedelta(days=2)  # of a case about which nothing was promised
BURST_WITHIN = timedelta(minutes=1)
_OPEN = [state.value for state in CaseState if state is not CaseState.CLOSED]
_WITH_TEAM = [CaseState.NEW.value, CaseState.CLAIMED.value]


class Inquiries(StaffCases):
    """The cases as one turn may see and change them, inside the turn's transaction."""

    async def open(
        self, question: str, language: Language, *, topic: str = "", ref: str = "", promise: Promise | None = None
    ) -> Case:
        """A new case of this chat; consent is the act that calls this. `topic` is what it seems to be about."""
        values: dict[str, Any] = {
            "chat_id": self._chat.id, "state": CaseState.NEW, "language": language, "question": question,
            "topic": topic, "owner": "", "flag": "", "rank": NORMAL, "replied_event": 0, "replied_by": "",
            "merged_into": "", "burst": 0,
            "consent_at": self._now, "opened_at": self._now, "changed_at": self._now, **promised(promise),
        }  # fmt: skip
        number = new_case_number()
        while not await insert_new(self._session, InquiryRow, number=number, **values):
            number = new_case_number()
        await self._record(await self._id(number) or 0, By.PERSON, "", "opened", question, ref=ref)
        return await self._get(number)

    async def mine(self, *, within_days: int) -> Sequence[Case]:
        """This chat's cases that are open or were changed within `within_days`, newest change first."""
        recent = col(InquiryRow.changed_at) >= self._now - timedelta(days=within_days)
        still = col(InquiryRow.state).in_(_OPEN)
        only = [InquiryRow.chat_id == self._chat.id, recent | still]
        return await read_cases(self._session, only, newest=True)

    async def listed(self, view: str, staff: str) -> Sequence[Case]:
        """At most 50 cases of a view: new, mine, waiting, overdue, undelivered, closed; else all open, raised first."""
        state = col(InquiryRow.state)
        views: dict[str, list[Any]] = {
            "new": [state == CaseState.NEW],
            "mine": [InquiryRow.owner == staff, state.in_(_OPEN)],
            "waiting": [state == CaseState.WAITING],
            "overdue": [is_overdue(self._now)],
            "undelivered": [col(InquiryRow.id).in_(select(col(OutboxRow.inquiry_id)).where(LOST))],
            "closed": [state == CaseState.CLOSED],
        }
        closed = view == "closed"
        return await read_cases(self._session, views.get(view, [state.in_(_OPEN)]), newest=closed, ranked=not closed)

    async def add_message(
        self, number: str, text: str, *, ref: str = "", attachments: Sequence[Attachment] = (),
        promise: Promise | None = None,
    ) -> Case:  # fmt: skip
        """The person says more; a case that waited for them is with the team again, under a new promise."""
        waiting = col(InquiryRow.state) == CaseState.WAITING.value
        done = await self._hear(number, waiting, **promised(promise)) or await self._hear(number)
        await self._record(done or 0, By.PERSON, "", "message", text, ref=ref, attachments=attachments)
        return await self._get(number)

    async def withdraw(self, number: str) -> bool:
        """The person needs no answer any more; only their own case."""
        theirs = col(InquiryRow.chat_id) == self._chat.id
        rest = resting(CaseState.CLOSED, self._now)
        done = await take_step(self._session, "withdrawn", number, "", self._now, theirs, **rest)
        return await self._recorded(done, "", "withdrawn", by=By.PERSON)

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
            await self._record(event.inquiry_id, By.PERSON, "", "revised", text or "", ref=ref)
            return await self._get(number), Revised.AFTER
        if event.what == "opened":
            await self._change(number, question=text or "")
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

    async def flag(self, number: str, what: str) -> None:
        """Mark a case for staff, for example as a crisis."""
        if (inquiry_id := await self._change(number, flag=what)) is not None:
            await self._record(inquiry_id, By.SYSTEM, "", "flagged", what)

    async def banned(self) -> bool:
        """Whether staff asked not to hear this person for now."""
        query = select(InquiryRow.id).where(InquiryRow.chat_id == self._chat.id, col(InquiryRow.banned_at).is_not(None))
        return (await self._session.exec(query.limit(1))).first() is not None

    async def meet(self, name: str) -> None:
        """Remember that `name` works here, so that colleagues can hand cases over to them."""
        seen = {"seen": self._now}
        stale = col(ColleagueRow.seen) < self._now - timedelta(days=1)
        insert = insert_for(self._session, ColleagueRow).values(name=name, **seen)
        await self._session.exec(insert.on_conflict_do_update(index_elements=["name"], set_=seen, where=stale))

    async def colleagues(self) -> Sequence[str]:
        """Everybody who has worked on cases, by name."""
        return (await self._session.exec(select(ColleagueRow.name).order_by(col(ColleagueRow.name)))).all()

    async def keep_threat(self, text: str, *, number: str, keep_until: datetime) -> Evidence:
        """Keep a threat of this chat as evidence."""
        kept = await keep_evidence(
            self._session, self._chat.chat, text, number=number, now=self._now, keep_until=keep_until
        )
        if number and (inquiry_id := await self._change(number, flag="threat")) is not None:
            await self._record(inquiry_id, By.SYSTEM, "", "threatened", str(kept.id))
        return kept

    async def threats(self) -> Sequence[Evidence]:
        """The newest of what is kept as evidence."""
        return await read_evidence(self._session)

    async def _hear(self, number: str, *only: Any, **values: Any) -> int | None:
        """A message of the person, counted within its minute."""
        began = col(InquiryRow.burst_at)
        within = began.is_not(None) & (began > self._now - BURST_WITHIN)
        values["burst"] = case((within, col(InquiryRow.burst) + 1), else_=1)
        values["burst_at"] = case((within, began), else_=self._now)
        return await take_step(self._session, "message", number, "", self._now, *only, **values)

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


def is_overdue(now: datetime) -> Any:
    """With the team past its promise; without a promise, untouched for two days."""
    due, changed = col(InquiryRow.due_at), col(InquiryRow.changed_at)
    late = or_(due <= now, due.is_(None) & (changed < now - OVERDUE_AFTER))
    return col(InquiryRow.state).in_(_WITH_TEAM) & late
