"""What staff do with cases: each change is one conditional update and one line of history."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import col, select

from bot.store.case_rows import NORMAL, RAISED, event_of, tidy_number
from bot.store.casebook import CaseBook
from bot.store.lifecycle_models import SightRow, TagRow
from bot.store.merging import merge_cases
from bot.store.models import InquiryEventRow, InquiryRow
from bot.store.steps import promised, resting, take_step
from bot.store.upsert import insert_for, insert_new
from handlers.base import Attachment, By, CaseEvent, CaseState
from handlers.stored import Promise


class StaffCases(CaseBook):
    """The steps of the table in `handlers/lifecycle.py` that staff take, and what they write on a case."""

    async def claim(self, number: str, staff: str) -> bool:
        """One claim wins: succeeds for exactly one of any number of callers."""
        return await self._step("claimed", number, staff, owner=staff)

    async def release(self, number: str, staff: str) -> bool:
        """Give the case back; its owner can, and anybody once the owner has done nothing for a day."""
        return await self._step("released", number, staff, owner="")

    async def hand_over(self, number: str, staff: str, to: str) -> bool:
        """Give the case, or a free one, to a colleague."""
        return await self._step("handed-over", number, staff, text=to, owner=to)

    async def reply(
        self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = (), seen: int | None = None
    ) -> bool:
        """An answer to the person, by the owner or by whoever takes a free case with it.

        A reply that ends with a question mark waits for the person; any other counts as the answer. Refused when a
        colleague answered after the line `seen`, the newest the author's page showed; without it, after the newest
        line the author had shown in the room.
        """
        asks = text.rstrip().endswith("?")
        rest = resting(CaseState.WAITING if asks else CaseState.ANSWERED, self._now)
        fresh = self._not_overtaken(staff, seen)
        what = "asked" if asks else "replied"
        done = await take_step(
            self._session, what, number, staff, self._now, fresh, owner=staff, acted_at=self._now, **rest
        )
        if done is None:
            return False
        event = await self._record(done, By.STAFF, staff, "replied", text, attachments=attachments)
        await self._change(number, replied_event=event, replied_by=staff)
        return True

    async def overtaken(self, number: str, staff: str, *, seen: int | None = None) -> CaseEvent | None:
        """What a colleague answered that the author of a reply cannot have seen."""
        behind = col(InquiryRow.id).is_not(None) & ~self._not_overtaken(staff, seen)
        query = (
            select(InquiryEventRow)
            .join(InquiryRow, col(InquiryRow.replied_event) == InquiryEventRow.id)
            .where(InquiryRow.number == tidy_number(number), behind)
        )
        row = (await self._session.exec(query)).first()
        return event_of(row) if row else None

    async def saw(self, number: str, staff: str) -> None:
        """Everything on the case so far was shown to this member of staff in the room."""
        inquiry_id = await self._id(number)
        newest = select(func.max(InquiryEventRow.id)).where(InquiryEventRow.inquiry_id == inquiry_id)
        seen = {"event_id": (await self._session.exec(newest)).one() or 0}
        if inquiry_id is not None and staff:
            statement = insert_for(self._session, SightRow).values(inquiry_id=inquiry_id, name=staff, **seen)
            await self._session.exec(statement.on_conflict_do_update(index_elements=["inquiry_id", "name"], set_=seen))

    async def note(self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = ()) -> None:
        """An internal note; it never leaves the staff's side."""
        mine = col(InquiryRow.owner) == staff
        await self._change(number, mine, acted_at=self._now)
        if (inquiry_id := await self._id(number)) is not None:
            await self._record(inquiry_id, By.STAFF, staff, "note", text, attachments=attachments)

    async def noted_before(self, number: str, staff: str) -> bool:
        """Whether this member of staff has written a note on the case."""
        query = self._events(number).where(InquiryEventRow.what == "note", InquiryEventRow.name == staff)
        return (await self._session.exec(query.limit(1))).first() is not None

    async def park(self, number: str, staff: str) -> bool:
        """The case waits for the person, without asking them anew."""
        return await self._step("parked", number, staff, owner=staff, **resting(CaseState.WAITING, self._now))

    async def close(self, number: str, staff: str) -> bool:
        """Close an open case, by its owner or when nobody has it."""
        return await self._step("closed", number, staff, **resting(CaseState.CLOSED, self._now))

    async def reopen(self, number: str, by: By, name: str, *, promise: Promise | None = None) -> bool:
        """Open an answered or closed case again; it goes back to its owner, else to everybody.

        Not so an erased one, where nobody is left to answer to, nor one that goes on as another.
        """
        alone = col(InquiryRow.merged_into) == ""
        again = {"closed_at": None, **promised(promise)}
        return await self._step("reopened", number, name, alone, by=by, **again)

    async def merge(self, number: str, into: str, staff: str) -> bool:
        """Have one case go on as another of the same person; its words, tags and promise go with it."""
        done = await merge_cases(self._session, tidy_number(number), tidy_number(into), staff, self._now)
        if done is None:
            return False
        gone, stays = done
        await self._record(gone, By.STAFF, staff, "merged", tidy_number(into))
        await self._record(stays, By.STAFF, staff, "took-in", tidy_number(number))
        return True

    async def set_urgent(self, number: str, staff: str, *, urgent: bool) -> bool:
        """Raise an open case above the others, or let it down again; says whether that changed anything."""
        rank = RAISED if urgent else NORMAL
        changes = [col(InquiryRow.state) != CaseState.CLOSED.value, col(InquiryRow.rank) != rank]
        done = await self._change(number, *changes, rank=rank)
        return await self._recorded(done, staff, "raised" if urgent else "lowered")

    async def set_tag(self, number: str, staff: str, tag: str, *, on: bool) -> bool:
        """Put a word on a case or take it off; says whether that changed anything."""
        inquiry_id = await self._id(number)
        if inquiry_id is None:
            return False
        if on:
            changed = await insert_new(self._session, TagRow, inquiry_id=inquiry_id, tag=tag)
        else:
            mine = (col(TagRow.inquiry_id) == inquiry_id) & (col(TagRow.tag) == tag)
            changed = bool((await self._session.exec(delete(TagRow).where(mine))).rowcount)
        return await self._recorded(inquiry_id if changed else None, staff, "tagged" if on else "untagged", tag)

    async def ban(self, number: str, staff: str, *, on: bool) -> bool:
        """Stop hearing the person of this case, or hear them again; says whether that changed anything."""
        since = col(InquiryRow.banned_at)
        only = [since.is_(None) if on else since.is_not(None), col(InquiryRow.chat_id).is_not(None)]
        done = await self._change(number, *only, banned_at=self._now if on else None)
        return await self._recorded(done, staff, "banned" if on else "unbanned")

    async def _step(
        self, what: str, number: str, name: str, *more: Any, text: str = "", by: By = By.STAFF, **values: Any
    ) -> bool:
        acted = {"acted_at": self._now} if by is By.STAFF else {}
        done = await take_step(self._session, what, number, name, self._now, *more, **acted, **values)
        return await self._recorded(done, name, what, text, by=by)

    async def _recorded(self, done: int | None, name: str, what: str, text: str = "", *, by: By = By.STAFF) -> bool:
        if done is not None:
            await self._record(done, by, name, what, text)
        return done is not None

    def _not_overtaken(self, staff: str, seen: int | None) -> Any:
        """Whether nobody else answered after what the author saw: one condition on the case's own row."""
        last: Any = seen
        if seen is None:
            sight = select(SightRow.event_id).where(SightRow.inquiry_id == InquiryRow.id, SightRow.name == staff)
            last = func.coalesce(sight.scalar_subquery(), 0)
        return col(InquiryRow.replied_by).in_(["", staff]) | (col(InquiryRow.replied_event) <= last)
