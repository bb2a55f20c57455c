"""Every step of the table in `handlers/lifecycle.py`, from every state and for every holder, on both databases."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.lifecycle import CaseClock, CrowdClock
from bot.store.database import Database
from bot.store.due import take_due
from bot.store.inquiries import Inquiries
from bot.store.models import InquiryRow
from handlers.base import By, CaseState
from handlers.lifecycle import CLOSE_AFTER, REMIND_AFTER, STEPS, TAKE_OVER_AFTER, Holder, Notice, after
from handlers.speech import Speech
from handlers.stored import Promise
from tests.store.scenes import JONAS, MARIA, NOW, cases, found, later, open_case

Act = Callable[[Inquiries, str], Awaitable[bool]]


async def _written(inquiries: Inquiries, number: str) -> bool:
    await inquiries.add_message(number, "Noch etwas.")
    return True


ACTS: dict[str, Act] = {
    "claimed": lambda c, n: c.claim(n, "anna"), "released": lambda c, n: c.release(n, "anna"),
    "handed-over": lambda c, n: c.hand_over(n, "anna", "ben"), "asked": lambda c, n: c.reply(n, "anna", "Wofür?"),
    "replied": lambda c, n: c.reply(n, "anna", "Gern."), "parked": lambda c, n: c.park(n, "anna"),
    "closed": lambda c, n: c.close(n, "anna"), "reopened": lambda c, n: c.reopen(n, By.STAFF, "anna"),
    "message": _written, "withdrawn": lambda c, n: c.withdraw(n),
}  # fmt: skip
OWNER_AFTER = {
    "claimed": "anna",
    "released": "",
    "handed-over": "ben",
    "asked": "anna",
    "replied": "anna",
    "parked": "anna",
}


def _may(holder: Holder, owner: str, *, silent: bool) -> bool:
    """Whose case it may be, said once more in other words than the store's."""
    return {
        Holder.NOBODY: owner == "",
        Holder.MINE_OR_NOBODY: owner != "carla",
        Holder.MINE_OR_SILENT: owner == "anna" or (owner == "carla" and silent),
        Holder.ANYBODY: True,
    }[holder]


async def _put(database: Database, number: str, state: CaseState, owner: str, acted_at: datetime) -> None:
    async with database.writing() as session:
        values = {"state": state, "owner": owner, "acted_at": acted_at}
        await session.exec(update(InquiryRow).where(col(InquiryRow.number) == number).values(**values))


@pytest.mark.parametrize("what", ACTS)
async def test_a_step_is_taken_from_the_states_of_the_table_by_those_it_names(database: Database, what: str) -> None:
    for state, owner, silent in itertools.product(CaseState, ("", "anna", "carla"), (False, True)):
        case = await open_case(database)
        acted = NOW - TAKE_OVER_AFTER * 2 if silent else NOW
        await _put(database, case.number, state, owner, acted)
        next_owner = OWNER_AFTER.get(what, owner)
        expected = after(what, state, owned=bool(next_owner))
        allowed = expected is not None and _may(STEPS[what].holder, owner, silent=silent)
        async with cases(database, MARIA) as inquiries:
            assert await ACTS[what](inquiries, case.number) is allowed, (what, state, owner, silent)
        now = await found(database, case.number)
        assert (now.state, now.owner) == ((expected, next_owner) if allowed else (state, owner)), (what, state, owner)


async def test_nobody_withdraws_the_case_of_another_person(database: Database) -> None:
    case = await open_case(database)
    async with cases(database, JONAS) as inquiries:
        assert not await inquiries.withdraw(case.number)


async def test_a_promise_is_nudged_then_broken_once_and_the_case_rises(database: Database) -> None:
    async with cases(database, MARIA) as inquiries:
        promise = Promise(later(hours=8), later(hours=6))
        case = await inquiries.open("Was kostet das?", "de", promise=promise)
    assert await _due(database, later(hours=5)) == []
    assert await _due(database, later(hours=6)) == [Notice.NUDGED]
    assert await _due(database, later(hours=7)) == []
    assert await _due(database, later(hours=8)) == [Notice.LATE]
    assert await _due(database, later(hours=80)) == []
    assert (await found(database, case.number)).urgent


async def test_who_was_down_for_long_breaks_the_promise_without_a_nudge(database: Database) -> None:
    async with cases(database, MARIA) as inquiries:
        await inquiries.open("Was kostet das?", "de", promise=Promise(later(hours=8), later(hours=6)))
    assert await _due(database, later(days=3)) == [Notice.LATE]


async def test_an_answer_ends_the_promise(database: Database) -> None:
    async with cases(database, MARIA) as inquiries:
        case = await inquiries.open("Was kostet das?", "de", promise=Promise(later(hours=8), later(hours=6)))
        assert await inquiries.reply(case.number, "anna", "Nichts.")
    assert await _due(database, later(days=3)) == []


async def test_closing_is_announced_three_days_before_even_when_the_clock_stood_still(database: Database) -> None:
    case = await open_case(database)
    async with cases(database) as inquiries:
        await inquiries.reply(case.number, "anna", "Wofür?")
    assert await _due(database, NOW + REMIND_AFTER) == [Notice.REMINDED]
    long_after = NOW + CLOSE_AFTER * 2
    assert await _due(database, long_after) == [Notice.ANNOUNCED]
    assert await _due(database, long_after) == []
    assert await _due(database, long_after + (later(days=3) - NOW)) == [Notice.EXPIRED]
    assert (await found(database, case.number)).state is CaseState.CLOSED


async def test_two_clocks_at_once_say_everything_once(backend: object, database: Database) -> None:
    case = await open_case(database)
    async with cases(database) as inquiries:
        await inquiries.reply(case.number, "anna", "Wofür?")
    at = NOW + REMIND_AFTER
    assert sorted([*await _due(database, at), *await _due(database, at)]) == [Notice.REMINDED]


async def test_a_reply_is_refused_when_a_colleague_answered_what_the_author_did_not_see(database: Database) -> None:
    case = await open_case(database)
    async with cases(database) as inquiries:
        await inquiries.reply(case.number, "ben", "Nassfutter.")
        await inquiries.release(case.number, "ben")
        assert not await inquiries.reply(case.number, "anna", "Trockenfutter.")
        assert not await inquiries.reply(case.number, "anna", "Trockenfutter.", seen=0)
        by = await inquiries.overtaken(case.number, "anna")
        assert by is not None
        assert (by.name, by.text) == ("ben", "Nassfutter.")
        await inquiries.saw(case.number, "anna")
        assert await inquiries.overtaken(case.number, "anna") is None
        assert await inquiries.reply(case.number, "anna", "Oder einweichen.")


async def test_merging_moves_every_word_and_keeps_the_earlier_promise(database: Database) -> None:
    async with cases(database, MARIA) as inquiries:
        one = await inquiries.open("Eins", "de", promise=Promise(later(hours=4), later(hours=3)))
        two = await inquiries.open("Zwei", "de", promise=Promise(later(hours=8), later(hours=6)))
        await inquiries.set_tag(one.number, "anna", "hund", on=True)
        await inquiries.reply(two.number, "ben", "Gern.")
        assert await inquiries.merge(one.number, two.number, "anna")
        assert not await inquiries.merge(one.number, two.number, "anna")
        words = [event.text for event in await inquiries.history(two.number)]
    after_ = await found(database, two.number)
    assert {"Eins", "Zwei", "Gern."} <= set(words)
    assert (after_.state, after_.due_at, after_.tags) == (CaseState.CLAIMED, later(hours=4), ("hund",))
    assert (await found(database, one.number)).merged_into == two.number


async def test_with_nothing_to_do_the_clock_waits_for_nobody_who_writes(database: Database) -> None:
    await open_case(database)
    speech = Speech.load()
    clocks = CaseClock(database, speech, (), {}), CrowdClock(database, speech, (), {})
    async with database.writing(), asyncio.timeout(10):
        assert [await clock.run(NOW) for clock in clocks] == [0, 0]


async def _due(database: Database, now: datetime) -> list[Notice]:
    async with database.writing() as session:
        due, _ = await take_due(session, now)
    return [one.notice for one in due]
