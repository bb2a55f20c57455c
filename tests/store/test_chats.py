"""A message is taken once, and a conversation is made once, however many ask at the same time."""

import asyncio
from contextlib import suppress
from datetime import datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.chats import chat_row, mark_seen
from bot.store.database import Database
from bot.store.models import ChatRow, SeenRow
from bot.store.turns import begin_turn
from handlers.base import Chat, Message
from tests.conftest import Backend
from tests.store.scenes import JONAS, MARIA, NOW, later, rows, turn

MANY = 20


async def _take(database: Database, message: Message) -> bool:
    async with database.writing() as session:
        return await mark_seen(session, message, NOW)


async def test_a_message_offered_twenty_times_at_once_is_taken_once(database: Database) -> None:
    message = Message(MARIA, "m1", "Hallo")
    taken = await asyncio.gather(*(_take(database, message) for _ in range(MANY)))
    assert sorted(taken) == [False] * (MANY - 1) + [True]


async def test_a_message_offered_again_later_is_known(database: Database) -> None:
    async with turn(database, id="m1"):
        pass
    async with database.writing() as session:
        assert await begin_turn(session, Message(MARIA, "m1"), later(days=1)) is None


@pytest.mark.parametrize("other", [Chat("telegram", "maria"), Chat("web", "maria", "second-bot")])
async def test_the_same_id_on_another_platform_or_account_is_another_message(database: Database, other: Chat) -> None:
    assert await _take(database, Message(MARIA, "m1"))
    assert await _take(database, Message(other, "m1"))


async def test_a_message_whose_turn_failed_can_be_offered_again(database: Database) -> None:
    with pytest.raises(LookupError):
        async with turn(database, id="m1"):
            raise LookupError
    assert await rows(database, SeenRow) == []
    async with turn(database, id="m1") as stored:
        assert stored.first_contact


async def test_a_conversation_is_made_once_by_twenty_at_the_same_time(database: Database) -> None:
    async def meet(number: int) -> bool:
        async with turn(database, id=f"m{number}") as stored:
            return stored.first_contact

    first = await asyncio.gather(*(meet(number) for number in range(MANY)))
    assert sum(first) == 1
    assert len(await rows(database, ChatRow)) == 1


async def test_what_a_conversation_remembers_survives_and_stays_its_own(database: Database) -> None:
    async with turn(database) as stored:
        stored.conversation.wait_for("inquiry.consent", "Was kostet das?")
        await stored.finish([])
    async with turn(database, now=later(minutes=1)) as stored:
        assert (stored.conversation.step, stored.conversation.draft) == ("inquiry.consent", "Was kostet das?")
        assert not stored.first_contact
    async with turn(database, JONAS) as stored:
        assert stored.conversation.step == ""


async def test_a_faulty_message_leaves_its_neighbours_in_the_batch_alone(database: Database) -> None:
    async def take(session: AsyncSession, number: int) -> None:
        async with session.begin_nested():
            stored = await begin_turn(session, Message(MARIA, f"m{number}"), later(seconds=number))
            assert stored is not None
            stored.conversation.draft = f"draft {number}"
            await stored.finish([])
            if number == 2:
                raise LookupError

    async with database.writing() as session:
        await take(session, 1)
        with pytest.raises(LookupError):
            await take(session, 2)
        await take(session, 3)
    assert sorted(row.event_id for row in await rows(database, SeenRow)) == ["m1", "m3"]
    assert [row.state for row in await rows(database, ChatRow)] == [{"draft": "draft 3"}]


async def test_a_first_message_that_fails_leaves_no_conversation_behind_for_the_second(database: Database) -> None:
    async with database.writing() as session:
        with suppress(LookupError):
            async with session.begin_nested():
                await begin_turn(session, Message(MARIA, "m1"), NOW)
                raise LookupError
        async with session.begin_nested():
            stored = await begin_turn(session, Message(MARIA, "m2"), NOW)
            assert stored is not None
            assert stored.first_contact


async def test_a_message_that_waited_while_its_chat_was_erased_is_a_first_visit(backend: Backend) -> None:
    url = backend.migrated()
    one, other = Database(url), Database(url)
    async with turn(one, id="m1"):
        pass
    erasing = asyncio.Event()

    async def second_process() -> bool:
        await erasing.wait()
        async with other.writing() as session:
            _, made = await chat_row(session, MARIA, later(seconds=2))
            return made

    waiting = asyncio.create_task(second_process())
    async with turn(one, id="m2", now=later(seconds=1)) as stored:
        erasing.set()
        await asyncio.sleep(0.1)
        await stored.people.erase()
    assert await waiting
    for process in (one, other):
        await process.dispose()


async def test_times_of_first_and_last_contact_are_kept(database: Database) -> None:
    for when in (NOW, later(days=2)):
        async with turn(database, now=when) as stored:
            await stored.finish([])
    seen: list[tuple[datetime, datetime]] = [(row.first_seen, row.last_seen) for row in await rows(database, ChatRow)]
    assert seen == [(NOW, later(days=2))]
