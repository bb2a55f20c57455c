"""Introductions in the store: each step is one conditional update and one line in the history of its case."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.chats import address_of
from bot.store.database import Database
from bot.store.inquiries import tidy_number
from bot.store.introduction_models import IntroductionRow
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow
from handlers.base import By, CaseState
from handlers.stored import Introduction, IntroductionState

HISTORY = {
    IntroductionState.SENT: "introduced",
    IntroductionState.ACCEPTED: "introduction-accepted",
    IntroductionState.DECLINED: "introduction-declined",
    IntroductionState.ASKED: "introduction-asked",
}
AWAITING = (IntroductionState.AGREED, IntroductionState.SENT)  # an answer may overtake staff's mark that it was sent
NOT_OVER = (IntroductionState.AGREED, IntroductionState.SENT, IntroductionState.ASKED)


class StoredIntroductions:
    """The introductions as one turn of the chat `chat_id` may see and change them, inside its transaction."""

    def __init__(self, session: AsyncSession, chat_id: int, now: datetime) -> None:
        self._session = session
        self._chat_id = chat_id
        self._now = now

    async def open(self, number: str, *, actor: str, text: str, contact: str) -> Introduction:
        """Attach what the person just agreed to to their new case."""
        query = select(InquiryRow.id).where(InquiryRow.number == tidy_number(number))
        inquiry_id = (await self._session.exec(query)).one()
        row = IntroductionRow(
            inquiry_id=inquiry_id or 0, actor=actor, text=text, contact=contact,
            state=IntroductionState.AGREED, consent_at=self._now,
        )  # fmt: skip
        self._session.add(row)
        await self._session.flush()
        return await _get(self._session, number)

    async def amend(self, number: str, *, text: str, contact: str) -> Introduction | None:
        """What the person agreed to anew after the organisation asked back; None unless it is theirs and asked."""
        changed = {
            "text": text, "contact": contact, "consent_at": self._now, "state": IntroductionState.AGREED,
            "round": IntroductionRow.round + 1,
        }  # fmt: skip
        return await _change(self._session, number, [IntroductionState.ASKED], changed, chat_id=self._chat_id)

    async def find(self, number: str) -> Introduction | None:
        """That of a case; None when the case is no introduction."""
        return await find_introduction(self._session, number)

    async def running(self, actor: str) -> Introduction | None:
        """This chat's introduction to `actor` that is not over yet."""
        found = await _listed(
            self._session,
            [
                InquiryRow.chat_id == self._chat_id,
                IntroductionRow.actor == actor,
                col(IntroductionRow.state).in_(NOT_OVER),
                InquiryRow.state != CaseState.CLOSED,
            ],
        )
        return found[0] if found else None

    async def mark_sent(self, number: str, staff: str) -> Introduction | None:
        """A member of staff has sent it; None when it was sent or answered already."""
        values = {"state": IntroductionState.SENT, "sent_at": self._now, "sent_by": staff}
        done = await _change(self._session, number, [IntroductionState.AGREED], values)
        if done:
            await _record(self._session, number, By.STAFF, staff, HISTORY[IntroductionState.SENT], "", self._now)
        return done

    async def answer(self, number: str, verdict: IntroductionState, text: str, *, name: str) -> Introduction | None:
        """What the organisation called `name` answered to staff; None when it had answered already."""
        return await answer_introduction(self._session, number, verdict, text, name=name, now=self._now)


async def find_introduction(session: AsyncSession, number: str) -> Introduction | None:
    """That of a case whose person is still there; None for any other case."""
    found = await _listed(session, [InquiryRow.number == tidy_number(number)])
    return found[0] if found else None


async def answer_introduction(
    session: AsyncSession, number: str, verdict: IntroductionState, text: str, *, name: str, now: datetime,
    round_: int | None = None,
) -> Introduction | None:  # fmt: skip
    """Keep the answer once; `round_` is that of the link it came by. None when it is past that."""
    done = await _change(session, number, AWAITING, {"state": verdict, "answered_at": now}, round_=round_)
    if done:
        await _record(session, number, By.SYSTEM, name, HISTORY[verdict], text, now)
        await session.exec(update(InquiryRow).where(col(InquiryRow.number) == number).values(changed_at=now))
    return done


async def take_follow_ups(session: AsyncSession, *, after: timedelta, now: datetime) -> Sequence[Introduction]:
    """Those sent at least `after` ago and not declined whose person was not yet asked whether it helped; once each."""
    due = [
        col(IntroductionRow.sent_at) <= now - after,
        col(IntroductionRow.followed_up_at).is_(None),
        IntroductionRow.state != IntroductionState.DECLINED,
    ]
    found = await _listed(session, due)
    numbers = select(InquiryRow.id).where(col(InquiryRow.number).in_([one.number for one in found]))
    await session.exec(
        update(IntroductionRow).where(col(IntroductionRow.inquiry_id).in_(numbers)).values(followed_up_at=now)
    )
    return found


async def _change(
    session: AsyncSession, number: str, before: Sequence[IntroductionState], values: Mapping[str, Any], *,
    round_: int | None = None, chat_id: int | None = None,
) -> Introduction | None:  # fmt: skip
    """The introduction as it is now; None when it was in none of the states `before`, or not of that round or chat."""
    of_chat = InquiryRow.chat_id == chat_id if chat_id else col(InquiryRow.chat_id).is_not(None)
    case = select(InquiryRow.id).where(InquiryRow.number == tidy_number(number), of_chat)
    only_if: list[Any] = [col(IntroductionRow.inquiry_id).in_(case), col(IntroductionRow.state).in_(before)]
    if round_ is not None:
        only_if.append(IntroductionRow.round == round_)
    result = cast("CursorResult[Any]", await session.exec(update(IntroductionRow).where(*only_if).values(**values)))
    return await find_introduction(session, number) if result.rowcount == 1 else None


async def _record(session: AsyncSession, number: str, by: By, name: str, what: str, text: str, now: datetime) -> None:
    query = select(InquiryRow.id).where(InquiryRow.number == tidy_number(number))
    inquiry_id = (await session.exec(query)).one()
    session.add(InquiryEventRow(inquiry_id=inquiry_id or 0, at=now, by=by, name=name, what=what, text=text))
    await session.flush()


async def _get(session: AsyncSession, number: str) -> Introduction:
    return (await _listed(session, [InquiryRow.number == tidy_number(number)]))[0]


async def _listed(session: AsyncSession, only: Sequence[Any]) -> list[Introduction]:
    query = (
        select(IntroductionRow, InquiryRow, ChatRow)
        .join(InquiryRow, col(InquiryRow.id) == IntroductionRow.inquiry_id)
        .join(ChatRow, col(ChatRow.id) == InquiryRow.chat_id)
        .where(*only)
        .order_by(col(InquiryRow.id))
        .execution_options(populate_existing=True)
    )
    return [_introduction(*found) for found in (await session.exec(query)).all()]


def _introduction(row: IntroductionRow, case: InquiryRow, chat: ChatRow) -> Introduction:
    return Introduction(
        number=case.number,
        actor=row.actor,
        text=row.text,
        contact=row.contact,
        state=IntroductionState(row.state),
        round=row.round,
        language="en" if case.language == "en" else "de",
        chat=address_of(chat),
        consent_at=row.consent_at,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
    )


class IntroductionsSeen:
    """Introductions as pages look at them, each look a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, number: str) -> Introduction | None:
        """That of a case whose person is still there."""
        async with self._database.reading() as session:
            return await find_introduction(session, number)
