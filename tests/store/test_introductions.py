"""Introductions and entries in the store, on both databases: one step wins, and what goes with its case goes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.introduction_models import IntroductionRow
from bot.store.introductions import StoredIntroductions, answer_introduction, find_introduction, take_follow_ups
from bot.store.models import InquiryRow
from handlers.base import Chat
from handlers.stored import IntroductionState
from tests.store.scenes import JONAS, MARIA, NOW, later, rows, turn

MONTH = timedelta(days=30)


async def agreed(database: Database, chat: Chat = MARIA) -> str:
    """A person's introduction; returns the number of its case."""
    async with turn(database, chat) as stored:
        case = await stored.cases.open("Wer hilft?", "de")
        await stored.introductions.open(case.number, actor="sab", text="Wer hilft?", contact="")
        stored.finish([])
    return case.number


@asynccontextmanager
async def introductions(database: Database, chat: Chat, now: datetime) -> AsyncIterator[StoredIntroductions]:
    async with turn(database, chat, now=now) as stored:
        yield stored.introductions
        stored.finish([])


async def answer(database: Database, number: str, verdict: IntroductionState, *, round_: int | None = None) -> bool:
    async with database.writing() as session:
        done = await answer_introduction(session, number, verdict, "x", name="SAB", now=NOW, round_=round_)
    return done is not None


async def test_of_ten_answers_at_once_one_counts(database: Database) -> None:
    number = await agreed(database)
    verdicts = [IntroductionState.ACCEPTED, IntroductionState.DECLINED] * 5
    came = await asyncio.gather(*(answer(database, number, verdict) for verdict in verdicts))
    assert sum(came) == 1


async def test_an_answer_of_an_earlier_round_does_not_count(database: Database) -> None:
    number = await agreed(database)
    assert await answer(database, number, IntroductionState.ASKED, round_=1)
    async with introductions(database, MARIA, later(hours=1)) as theirs:
        changed = await theirs.amend(number, text="Wer hilft genau?", contact="m@example.org")
        assert changed
        assert (changed.round, changed.state) == (2, IntroductionState.AGREED)
    assert not await answer(database, number, IntroductionState.ACCEPTED, round_=1)
    assert await answer(database, number, IntroductionState.ACCEPTED, round_=2)


async def test_only_the_person_themselves_amends_and_only_when_asked(database: Database) -> None:
    number = await agreed(database)
    async with introductions(database, MARIA, later(hours=1)) as theirs:
        assert await theirs.amend(number, text="ungefragt", contact="") is None
    assert await answer(database, number, IntroductionState.ASKED)
    async with introductions(database, JONAS, later(hours=2)) as somebody_elses:
        assert await somebody_elses.amend(number, text="fremd", contact="") is None


async def test_it_is_sent_once(database: Database) -> None:
    number = await agreed(database)
    async with introductions(database, MARIA, later(hours=1)) as staff:
        sent = await staff.mark_sent(number, "anna")
        assert sent
        assert (sent.sent_by, sent.sent_at) == ("anna", later(hours=1))
        assert await staff.mark_sent(number, "bernd") is None
        running = await staff.running("sab")
        assert running
        assert running.number == number
        assert await staff.running("secai") is None


@pytest.mark.parametrize(("days", "asked"), [(29, 0), (30, 1)])
async def test_a_follow_up_is_taken_once_a_month_after_sending(database: Database, days: int, asked: int) -> None:
    number = await agreed(database)
    async with introductions(database, MARIA, later(minutes=1)) as staff:
        await staff.mark_sent(number, "anna")
    for expected in (asked, 0):
        async with database.writing() as session:
            assert len(await take_follow_ups(session, after=MONTH, now=later(days=days, minutes=1))) == expected


async def test_it_goes_with_its_case(database: Database) -> None:
    number = await agreed(database)
    async with database.writing() as session:
        await session.exec(delete(InquiryRow))
    assert await rows(database, IntroductionRow) == []
    async with database.reading() as session:
        assert await find_introduction(session, number) is None


async def test_who_was_asked_and_said_nothing_is_unconfirmed_until_they_do(database: Database) -> None:
    entries = Entries(database)
    await entries.mark_asked(["sab", "secai"], now=NOW)
    await entries.confirm("secai", now=later(days=3))
    assert await entries.unconfirmed(later(days=59)) == {}
    assert await entries.unconfirmed(later(days=61)) == {"sab": NOW.date()}
    await entries.propose("sab", "Neuer Name", sender="", now=later(days=62))
    assert await entries.unconfirmed(later(days=63)) == {}
    await entries.mark_asked(["secai"], now=later(days=200))
    assert await entries.unconfirmed(later(days=261)) == {"secai": later(days=3).date()}


async def test_of_two_curators_one_deals_with_a_proposal(database: Database) -> None:
    entries = Entries(database)
    await entries.propose("sab", "Neuer Name", sender="", now=NOW)
    [proposal] = await entries.proposals()
    done = await asyncio.gather(*(entries.handle(proposal.id, by=name, now=NOW) for name in ("anna", "bernd")))
    assert sorted(done) == [False, True]
    assert await entries.proposals() == []
