"""A message is taken once, and a conversation is made once, however many ask at the same time."""

import asyncio
from datetime import datetime

import pytest

from bot.store.batch import open_batch
from bot.store.chats import lock_chats, mark_seen
from bot.store.database import Database, StoreUnavailableError
from bot.store.models import ChatRow, SeenRow
from bot.store.turns import begin_turn
from handlers.base import Button, Chat, Message, Reply
from tests.conftest import Backend
from tests.store.scenes import JONAS, MARIA, NOW, later, rows, turn

MANY = 20


async def _take(database: Database, message: Message) -> bool:
    async with database.writing() as session:
        return bool(await mark_seen(session, [message], NOW))


async def test_a_message_offered_twenty_times_at_once_is_taken_once(database: Database) -> None:
    message = Message(MARIA, "m1", "Hallo")
    taken = await asyncio.gather(*(_take(database, message) for _ in range(MANY)))
    assert sorted(taken) == [False] * (MANY - 1) + [True]


async def test_a_message_offered_again_later_is_known(database: Database) -> None:
    async with turn(database, id="m1"):
        pass
    async with database.writing() as session:
        batch = await open_batch(session, [Message(MARIA, "m1")], later(days=1))
        assert await begin_turn(batch, Message(MARIA, "m1"), later(days=1)) is None


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


async def test_two_processes_that_get_parts_of_one_message_lose_none(database: Database) -> None:
    """The second has it offered again, and knows by then that its part is a late one."""
    async with turn(database, id="album", parts=("album:1",)):
        pass
    with pytest.raises(StoreUnavailableError):
        async with turn(database, id="album", parts=("album:2",)):
            raise AssertionError
    async with turn(database, id="album:2", continues=True):
        pass
    assert {row.event_id for row in await rows(database, SeenRow)} == {"album", "album:1", "album:2"}


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
        stored.finish([])
    async with turn(database, now=later(minutes=1)) as stored:
        assert (stored.conversation.step, stored.conversation.draft) == ("inquiry.consent", "Was kostet das?")
        assert not stored.first_contact
    async with turn(database, JONAS) as stored:
        assert stored.conversation.step == ""


async def test_a_message_that_waited_while_its_chat_was_erased_is_a_first_visit(backend: Backend) -> None:
    url = backend.migrated()
    one, other = Database(url), Database(url)
    async with turn(one, id="m1"):
        pass
    erasing = asyncio.Event()

    async def second_process() -> bool:
        await erasing.wait()
        async with other.writing() as session:
            return (await lock_chats(session, [MARIA], later(seconds=2)))[MARIA].made

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
            stored.finish([])
    seen: list[tuple[datetime, datetime]] = [(row.first_seen, row.last_seen) for row in await rows(database, ChatRow)]
    assert seen == [(NOW, later(days=2))]


async def test_processes_that_take_the_same_chats_in_other_orders_do_not_lock_each_other_out(backend: Backend) -> None:
    url = backend.migrated()
    processes = [Database(url) for _ in range(2)]
    chats = [Chat("web", f"p{number}") for number in range(8)]

    async def take(process: Database, order: list[Chat], round_: str) -> None:
        messages = [Message(chat, f"{round_} {chat.id}") for chat in order]
        async with process.writing() as session:
            batch = await open_batch(session, messages, NOW)
            for message in messages:
                stored = await begin_turn(batch, message, NOW)
                assert stored
                await stored.tally.count(f"by {message.chat.id}")
                stored.finish([Reply("an alle", (Button("Ja", "x.y"),), to=chat) for chat in order[:3]])
            await batch.write()

    for number in range(5):
        await asyncio.gather(
            take(processes[0], chats, f"{number} forwards"), take(processes[1], chats[::-1], f"{number} backwards")
        )
    assert len(await rows(processes[0], SeenRow)) == 2 * 5 * len(chats)
    for process in processes:
        await process.dispose()
