"""The life of a case: each change happens once, to the right case, with a line of history."""

import asyncio
from datetime import datetime

import pytest

from bot.store.database import Database
from bot.store.inquiries import LIST_LIMIT, OVERDUE_AFTER
from bot.store.numbers import READABLE
from handlers.base import By, CaseState, Chat
from tests.store.scenes import JONAS, MARIA, NOW, STAFF_ROOM, cases, found, later, open_case


async def _act(database: Database, number: str, *steps: str, now: datetime = NOW) -> list[bool]:
    """Steps of staff, each in its own turn: `anna claims`, `ben replies Gern.`"""
    done = []
    for step in steps:
        name, does, *rest = step.split(" ", 2)
        async with cases(database, now=now) as inquiries:
            if does == "replies":
                done.append(await inquiries.reply(number, name, rest[0]))
            elif does == "reopens":
                done.append(await inquiries.reopen(number, By.STAFF, name))
            else:
                change = {"claims": inquiries.claim, "releases": inquiries.release, "closes": inquiries.close}[does]
                done.append(await change(number, name))
    return done


async def _states(database: Database, number: str, *steps: str) -> list[str]:
    """The state and owner after each step, `refused` where nothing changed."""
    states = []
    for step in steps:
        (done,) = await _act(database, number, step)
        case = await found(database, number)
        states.append(f"{case.state} {case.owner}".strip() if done else "refused")
    return states


async def test_a_new_case_holds_the_question_and_has_a_readable_number(database: Database) -> None:
    case = await open_case(database, question="Was kostet <b>das</b>? { $x } 🙂")
    assert (case.state, case.question, case.owner) == (CaseState.NEW, "Was kostet <b>das</b>? { $x } 🙂", "")
    assert (case.chat, case.language, case.opened_at, case.closed_at) == (MARIA, "de", NOW, None)
    assert case.number.startswith("KI-")
    assert len(case.number) == 8
    assert set(case.number[3:]) <= set(READABLE)


async def test_fifty_cases_opened_at_once_have_fifty_numbers(database: Database) -> None:
    opened = await asyncio.gather(*(open_case(database, Chat("web", f"p{number}")) for number in range(50)))
    assert len({case.number for case in opened}) == 50


@pytest.mark.parametrize(
    "written", ["{}", "#{}", " {} ", "({}).", "ki {}", "KI–{}", "Ki - {}", "KI:{}", "ki{}"], ids=lambda written: written
)
async def test_a_case_is_found_however_its_number_is_written(database: Database, written: str) -> None:
    case = await open_case(database)
    bare = case.number.removeprefix("KI-")
    async with cases(database) as inquiries:
        for spelling in (bare, bare.lower(), f"{bare[:2]} {bare[2:]}"):
            assert await inquiries.find(written.format(spelling)) == case


@pytest.mark.parametrize("unknown", ["", "KI-", "KI-00000", "%", "KI-_____", "💥", "1' OR '1'='1"])
async def test_an_unknown_number_finds_nothing(database: Database, unknown: str) -> None:
    await open_case(database)
    async with cases(database) as inquiries:
        assert await inquiries.find(unknown) is None


async def test_of_a_hundred_who_claim_at_once_exactly_one_wins(database: Database) -> None:
    case = await open_case(database)
    names = [f"staff{number}" for number in range(100)]

    async def claim(name: str) -> bool:
        async with cases(database, Chat("console", name)) as inquiries:
            return await inquiries.claim(case.number, name)

    won = await asyncio.gather(*(claim(name) for name in names))
    winner = [name for name, success in zip(names, won, strict=True) if success]
    assert len(winner) == 1
    after = await found(database, case.number)
    assert (after.owner, after.state) == (winner[0], CaseState.CLAIMED)
    async with cases(database) as inquiries:
        assert [event.name for event in await inquiries.history(case.number) if event.what == "claimed"] == winner


@pytest.mark.parametrize(
    ("steps", "states"),
    [
        (["anna claims", "anna claims"], ["claimed anna", "refused"]),
        (["anna claims", "ben claims"], ["claimed anna", "refused"]),
        (["anna releases"], ["refused"]),
        (["anna claims", "ben releases"], ["claimed anna", "refused"]),
        (["anna claims", "anna releases", "ben claims"], ["claimed anna", "new", "claimed ben"]),
        (["anna replies Gern.", "ben replies Auch."], ["answered anna", "refused"]),
        (["anna claims", "ben replies Auch."], ["claimed anna", "refused"]),
        (["anna claims", "anna replies Gern."], ["claimed anna", "answered anna"]),
        (["anna claims", "anna replies Wofür? "], ["claimed anna", "waiting anna"]),
        (["anna replies Gern.", "anna replies Noch etwas."], ["answered anna", "answered anna"]),
        (["anna closes"], ["closed"]),
        (["anna claims", "ben closes"], ["claimed anna", "refused"]),
        (["anna claims", "anna closes", "anna closes"], ["claimed anna", "closed anna", "refused"]),
        (["anna closes", "anna claims"], ["closed", "refused"]),
        (["anna closes", "anna replies Doch."], ["closed", "refused"]),
        (["anna claims", "anna closes", "anna releases"], ["claimed anna", "closed anna", "refused"]),
        (["anna reopens"], ["refused"]),
        (["anna claims", "anna reopens"], ["claimed anna", "refused"]),
        (["anna replies Wofür?", "anna reopens"], ["waiting anna", "refused"]),
        (["anna closes", "ben reopens"], ["closed", "new"]),
        (["anna replies Gern.", "anna closes", "ben reopens"], ["answered anna", "closed anna", "claimed anna"]),
        (["anna replies Gern.", "anna reopens"], ["answered anna", "claimed anna"]),
    ],
    ids=lambda value: ", ".join(value),
)
async def test_each_step_is_taken_or_refused(database: Database, steps: list[str], states: list[str]) -> None:
    case = await open_case(database)
    assert await _states(database, case.number, *steps) == states


async def test_a_refused_step_leaves_no_trace(database: Database) -> None:
    case = await open_case(database)
    await _act(database, case.number, "anna claims")
    before = await found(database, case.number)
    assert not any(
        await _act(database, case.number, "ben claims", "ben replies Nein.", "ben closes", now=later(days=1))
    )
    assert await found(database, case.number) == before
    async with cases(database) as inquiries:
        assert [event.what for event in await inquiries.history(case.number)] == ["opened", "claimed"]


async def test_an_unknown_case_can_be_neither_claimed_nor_answered_nor_closed(database: Database) -> None:
    steps = ("anna claims", "anna releases", "anna replies Gern.", "anna closes", "anna reopens")
    assert not any(await _act(database, "KI-00000", *steps))


async def test_the_history_tells_everything_in_order(database: Database) -> None:
    case = await open_case(database)
    await _act(database, case.number, "anna claims", now=later(minutes=1))
    async with cases(database, now=later(minutes=2)) as inquiries:
        await inquiries.note(case.number, "anna", "fragt schon zum dritten Mal")
    await _act(database, case.number, "anna replies Wofür denn?", now=later(minutes=3))
    async with cases(database, MARIA, now=later(minutes=4)) as inquiries:
        await inquiries.add_message(case.number, "Für den Betrieb")
        await inquiries.flag(case.number, "crisis")
        history = await inquiries.history(case.number.lower())
    told = [(event.at, event.by, event.name, event.what, event.text) for event in history]
    assert told == [
        (NOW, By.PERSON, "", "opened", "Was kostet das?"),
        (later(minutes=1), By.STAFF, "anna", "claimed", ""),
        (later(minutes=2), By.STAFF, "anna", "note", "fragt schon zum dritten Mal"),
        (later(minutes=3), By.STAFF, "anna", "replied", "Wofür denn?"),
        (later(minutes=4), By.PERSON, "", "message", "Für den Betrieb"),
        (later(minutes=4), By.SYSTEM, "", "flagged", "crisis"),
    ]


async def test_a_case_that_waited_is_with_its_owner_again_when_the_person_writes(database: Database) -> None:
    case = await open_case(database)
    await _act(database, case.number, "anna replies Wofür denn?")
    async with cases(database, MARIA, now=later(hours=1)) as inquiries:
        after = await inquiries.add_message(case.number, "Für den Betrieb")
    assert (after.state, after.owner, after.changed_at) == (CaseState.CLAIMED, "anna", later(hours=1))


@pytest.mark.parametrize("step", ["anna claims", "anna replies Gern.", "anna closes"])
async def test_a_message_to_any_other_case_leaves_its_state(database: Database, step: str) -> None:
    case = await open_case(database)
    await _act(database, case.number, step)
    state = (await found(database, case.number)).state
    async with cases(database, MARIA, now=later(hours=1)) as inquiries:
        after = await inquiries.add_message(case.number, "Danke!")
    assert (after.state, after.changed_at) == (state, later(hours=1))


async def test_closing_keeps_the_time_and_reopening_by_the_person_takes_it_away(database: Database) -> None:
    case = await open_case(database)
    await _act(database, case.number, "anna closes", now=later(days=1))
    assert (await found(database, case.number)).closed_at == later(days=1)
    async with cases(database, MARIA, now=later(days=2)) as inquiries:
        assert await inquiries.reopen(case.number, By.PERSON, "")
        assert (await inquiries.history(case.number))[-1].by is By.PERSON
    after = await found(database, case.number)
    assert (after.state, after.closed_at, after.changed_at) == (CaseState.NEW, None, later(days=2))


async def test_a_person_sees_their_own_cases_only(database: Database) -> None:
    mine = await open_case(database, MARIA)
    await open_case(database, JONAS)
    await open_case(database, Chat("telegram", MARIA.id))
    async with cases(database, MARIA) as inquiries:
        assert [case.number for case in await inquiries.mine(within_days=14)] == [mine.number]
    async with cases(database, STAFF_ROOM) as inquiries:
        assert await inquiries.mine(within_days=14) == []


async def test_own_cases_are_the_open_ones_and_those_changed_lately_newest_first(database: Database) -> None:
    old_open = await open_case(database, now=later(days=-100))
    old_closed = await open_case(database, now=later(days=-50))
    lately_closed = await open_case(database, now=later(days=-49))
    await _act(database, old_closed.number, "anna closes", now=later(days=-15))
    await _act(database, lately_closed.number, "anna closes", now=later(days=-13))
    async with cases(database, MARIA) as inquiries:
        listed = [case.number for case in await inquiries.mine(within_days=14)]
        assert listed == [lately_closed.number, old_open.number]
        assert [case.number for case in await inquiries.mine(within_days=0)] == [old_open.number]


async def test_every_view_lists_what_it_says(database: Database) -> None:
    steps = {
        "new": [], "annas": ["anna claims"], "bens": ["ben claims"], "waiting": ["anna replies Wofür?"],
        "answered": ["anna replies Gern."], "closed": ["anna closes"],
    }  # fmt: skip
    names = {}
    for minute, (name, taken) in enumerate(steps.items()):
        case = await open_case(database, now=later(minutes=minute))
        await _act(database, case.number, *taken, now=later(minutes=minute))
        names[case.number] = name
    old = await open_case(database, now=NOW - OVERDUE_AFTER)
    names[old.number] = "old"

    async def view(name: str) -> list[str]:
        async with cases(database, now=later(seconds=1)) as inquiries:
            return [names[case.number] for case in await inquiries.listed(name, "anna")]

    assert await view("new") == ["old", "new"]
    assert await view("mine") == ["annas", "waiting", "answered"]
    assert await view("waiting") == ["waiting"]
    assert await view("overdue") == ["old"]
    assert await view("closed") == ["closed"]
    assert await view("") == ["old", "new", "annas", "bens", "waiting", "answered"]
    assert await view("undelivered") == []
    assert await view("nonsense") == await view("")


async def test_a_list_is_short_and_begins_with_what_waits_longest(database: Database) -> None:
    for minute in range(LIST_LIMIT + 5):
        await open_case(database, question=str(minute), now=later(minutes=minute))
    async with cases(database) as inquiries:
        listed = await inquiries.listed("new", "anna")
    assert [case.question for case in listed] == [str(minute) for minute in range(LIST_LIMIT)]
