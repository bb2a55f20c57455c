"""Receiving by polling: nothing is lost, nothing is taken twice, and one process at a time does it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
import structlog

from bot.platforms.telegram.platform import TelegramPlatform
from bot.settings import SettingsError
from bot.store.database import Database
from bot.store.leases import Leases
from handlers.base import Kind
from tests.telegram.botapi import BotApi, Group, Person
from tests.telegram.botapi.client import connected_bot
from tests.telegram.shapes import load_shape
from tests.telegram.world import ANNA, BERND, KARLA, STAFF, Taken, closing, platform_for, until

Running = Callable[..., AbstractAsyncContextManager[TelegramPlatform]]


@pytest.fixture
def running(telegram: BotApi, store: Database) -> Running:
    """Starts the adapter on a receiver; stops it as an orderly stop does."""

    @asynccontextmanager
    async def run(taken: Taken, *, holder: str = "one", **changes: Any) -> AsyncIterator[TelegramPlatform]:
        async with closing(platform_for(telegram, store, **changes)) as platform:
            job = asyncio.create_task(platform.run(taken, Leases(store, holder)))
            try:
                yield platform
            finally:
                job.cancel()
                await asyncio.gather(job, return_exceptions=True)

    return run


async def test_what_waited_is_taken_in_one_batch_in_its_order(running: Running, telegram: BotApi) -> None:
    for number in range(30):
        telegram.world.say(ANNA if number % 2 else BERND, f"Frage {number}")
    taken = Taken()
    async with running(taken):
        await taken.until(30)
        await until(lambda: not telegram.updates.waiting)
    assert taken.texts == [f"Frage {number}" for number in range(30)]
    assert taken.batches == [30]
    assert telegram.violations == []


async def test_a_batch_is_confirmed_only_once_it_is_committed(running: Running, telegram: BotApi) -> None:
    taken = Taken(failures=2)
    telegram.world.say(ANNA, "Frage")
    async with running(taken):
        await until(lambda: taken.failures == 0)
        assert telegram.updates.confirmed == 0
        await taken.until(1)
        await until(lambda: telegram.updates.confirmed == 1)
    assert taken.texts == ["Frage"]


async def test_what_was_not_confirmed_is_offered_to_the_next_process(running: Running, telegram: BotApi) -> None:
    stuck, taken = Taken(slow=60), Taken()
    telegram.world.say(ANNA, "Frage")
    async with running(stuck):
        await until(lambda: telegram.updates.polls > 0)
    async with running(taken, holder="two"):
        await taken.until(1)
    assert (stuck.texts, taken.texts) == ([], ["Frage"])


async def test_a_second_process_waits_and_takes_over_when_the_first_stops(running: Running, telegram: BotApi) -> None:
    first, second = Taken(), Taken()
    async with running(second, holder="two") as _:
        await until(lambda: telegram.updates.polls > 0)
        with structlog.testing.capture_logs() as logs:
            async with running(first, holder="one"):
                telegram.world.say(ANNA, "für den, der pollt")
                await second.until(1)
                await until(lambda: any("waiting to take over" in line["event"] for line in logs))
    async with running(first, holder="one"):
        telegram.world.say(ANNA, "danach")
        await first.until(1)
    assert telegram.updates.conflicts == 0
    assert sum("waiting to take over" in line["event"] for line in logs) == 1


async def test_a_foreign_poller_is_named_and_waited_for(running: Running, telegram: BotApi) -> None:
    taken = Taken()
    with structlog.testing.capture_logs() as logs:
        async with running(taken), connected_bot(telegram) as foreign:
            await until(lambda: telegram.updates.polls > 0)
            await foreign.get_updates(timeout=0)
            await until(lambda: any("another program" in line["event"] for line in logs))
            telegram.world.say(ANNA, "trotzdem")
            await taken.until(1)
    assert taken.texts == ["trotzdem"]


@pytest.mark.parametrize("fault", ["error", "cut", "flood"])
async def test_faults_of_the_network_pass(running: Running, telegram: BotApi, fault: str) -> None:
    telegram.faults.add(fault, methods=["getUpdates"], times=2)
    taken = Taken()
    async with running(taken):
        telegram.world.say(ANNA, "Frage")
        await taken.until(1)
    assert taken.texts == ["Frage"]


async def test_a_wrong_token_ends_the_start_with_what_to_do(telegram: BotApi, store: Database) -> None:
    async with closing(platform_for(telegram, store, token="7000000001:not-this-one")) as platform:
        with pytest.raises(SettingsError, match=r"LOTSE_TELEGRAM_TOKEN.*BotFather") as refused:
            await platform.run(Taken(), Leases(store, "one"))
    assert "not-this-one" not in str(refused.value)


async def test_telegram_may_come_later_than_we_do(running: Running, telegram: BotApi) -> None:
    telegram.faults.add("error", methods=["setMyCommands", "getMyCommands"])
    taken = Taken()
    telegram.world.say(ANNA, "Frage")
    async with running(taken):
        await taken.until(1)


async def test_a_webhook_left_over_is_ended_and_its_updates_kept(running: Running, telegram: BotApi) -> None:
    async with connected_bot(telegram) as earlier:
        await earlier.set_webhook("http://127.0.0.1:9/telegram/webhook")
    telegram.world.say(ANNA, "Frage")
    taken = Taken()
    async with running(taken):
        await taken.until(1)
    assert taken.texts == ["Frage"]


async def test_a_broken_update_does_not_cost_its_neighbours(running: Running, telegram: BotApi) -> None:
    broken = load_shape("message_text")["message"] | {"chat": 7}
    telegram.world.say(ANNA, "davor")
    telegram.world.push({"message": broken})
    telegram.world.push({"callback_query": {"id": 5, "from": None}})
    telegram.world.say(BERND, "danach")
    taken = Taken()
    with structlog.testing.capture_logs() as logs:
        async with running(taken):
            await taken.until(2)
            await until(lambda: not telegram.updates.waiting)
    assert taken.texts == ["davor", "danach"]
    assert sum(line["event"] == "update not understood" for line in logs) == 2


async def test_an_album_is_one_message_with_all_its_parts(running: Running, telegram: BotApi, store: Database) -> None:
    taken = Taken(store=store)
    async with running(taken):
        await until(lambda: telegram.updates.polls > 0)
        first = telegram.world.post(ANNA, telegram.attachments.photo(album="A"))
        await asyncio.sleep(0.1)
        worded = telegram.world.post(ANNA, telegram.attachments.photo(album="A", caption="Unser Stand"))
        (message,) = await taken.until(1)
        telegram.world.post(ANNA, telegram.attachments.photo(album="A"))
        telegram.world.say(ANNA, "und noch etwas")
        late, after = (await taken.until(3))[1:]
    assert (message.kind, message.text, len(message.attachments)) == (Kind.PHOTO, "Unser Stand", 2)
    assert message.ref == str(worded["message_id"]) != str(first["message_id"])
    assert (late.continues, len(late.attachments)) == (True, 1)  # it goes where the album went, and is not answered
    assert late.id != message.id
    assert after.text == "und noch etwas"


async def test_an_album_offered_again_is_the_same_message_however_it_was_cut(
    running: Running, telegram: BotApi
) -> None:
    taken = Taken(failures=1)
    async with running(taken):
        await until(lambda: telegram.updates.polls > 0)
        telegram.world.post(ANNA, telegram.attachments.photo(album="A"))
        await until(lambda: taken.failures == 0)
        telegram.world.post(ANNA, telegram.attachments.photo(album="A"))
        (message,) = await taken.until(1)
    assert (message.id, message.continues, len(message.attachments)) == ("album:A", False, 2)


@pytest.mark.parametrize("confirmed", [True, False])
async def test_a_part_of_an_album_that_comes_after_a_crash_is_taken_once_and_as_its_continuation(
    running: Running, telegram: BotApi, store: Database, confirmed: bool
) -> None:
    """Killed between commit and confirmation the first part is offered again together with the second."""
    before, after = Taken(store=store, dies=not confirmed), Taken(store=store)
    first = telegram.world.post(ANNA, telegram.attachments.photo(album="A"))
    async with running(before):
        await before.until(1)
        await until(lambda: telegram.updates.confirmed == confirmed)
    telegram.world.say(ANNA, "dazwischen")
    second = telegram.world.post(ANNA, telegram.attachments.photo(album="A", caption="Unser Stand"))
    async with running(after, holder="two"):
        between, late = await after.until(2)
        await until(lambda: not telegram.updates.waiting)
    assert [message.ref for message in before.messages] == [str(first["message_id"])]
    assert between.text == "dazwischen"
    assert (late.ref, late.text, late.continues) == (str(second["message_id"]), "Unser Stand", True)
    assert len(late.attachments) == 1
    assert len(after.messages) == 2


async def test_every_press_is_answered_also_one_whose_button_is_long_gone(running: Running, telegram: BotApi) -> None:
    taken = Taken(slow=0.5)
    async with running(taken):
        queries = [telegram.world.press_old(ANNA, f"X{number}") for number in range(3)]
        for query in queries:
            await telegram.wait_answered(query)
        assert taken.messages == []  # the clock on the button stops before the answer is there
        await taken.until(3)
    assert [message.press for message in taken.messages] == ["X0", "X1", "X2"]


async def test_an_answer_that_takes_its_time_is_announced_by_typing(running: Running, telegram: BotApi) -> None:
    quick, slow = Taken(), Taken(slow=1.2)
    async with running(quick):
        telegram.world.say(BERND, "kurz")
        await quick.until(1)
    async with running(slow):
        telegram.world.say(ANNA, "lang")
        await slow.until(1)
    assert telegram.state.actions == [(ANNA.id, "typing")]


async def test_staff_are_the_members_of_the_staff_group_and_nobody_else(running: Running, telegram: BotApi) -> None:
    taken, stranger = Taken(), Person(66, "Fremd")
    telegram.state.rooms[STAFF.id].members[stranger.id] = {"user": stranger.user(), "status": "left"}
    with structlog.testing.capture_logs() as logs:
        async with running(taken, staff_chat=str(STAFF.id)):
            telegram.world.say(stranger, "/antwort KI-AAAAA Hallo", group=STAFF)
            telegram.world.say(KARLA, "/liste", group=STAFF)
            await taken.until(1)
            await until(lambda: not telegram.updates.waiting)
    assert [(message.text, message.staff) for message in taken.messages] == [("/liste", "Team Muster")]
    refused = [line for line in logs if line["log_level"] == "warning"]
    assert [line["user"] for line in refused] == [stranger.id]
    assert "Hallo" not in str(logs)


async def test_who_leaves_the_staff_group_is_staff_no_longer(running: Running, telegram: BotApi) -> None:
    taken = Taken()
    async with running(taken, staff_chat=str(STAFF.id)):
        telegram.world.say(KARLA, "/liste", group=STAFF)
        await taken.until(1)
        telegram.world.leave(KARLA, STAFF)
        telegram.world.say(KARLA, "/antwort KI-AAAAA Hallo", group=STAFF)
        await until(lambda: not telegram.updates.waiting)
    assert taken.texts == ["/liste"]


async def test_two_members_of_one_name_are_told_apart_for_good(running: Running, telegram: BotApi) -> None:
    twins = [Person(71, "Kim", "Lee"), Person(72, "Kim", "Lee", "kim2"), Person(73, "kim", "lee\u202e")]
    telegram.world.gather(STAFF, *twins)
    for order in (twins, twins[::-1]):
        taken = Taken()
        async with running(taken, staff_chat=str(STAFF.id)):
            for person in order:
                telegram.world.say(person, f"/liste {person.id}", group=STAFF)
            await taken.until(3)
        names = {message.text[-2:]: message.staff for message in taken.messages}
        assert names == {"71": "Kim Lee", "72": "Kim Lee (@kim2)", "73": "kim lee (2)"}


async def test_a_group_that_moves_is_the_same_conversation(running: Running, telegram: BotApi) -> None:
    group, taken = Group(-4900000006, "Klein", super=False), Taken()
    telegram.world.gather(group, KARLA)
    async with running(taken, staff_chat=str(group.id)):
        telegram.world.say(KARLA, "/liste", group=group)
        await taken.until(1)
        grown = telegram.world.migrate(KARLA, group)
        telegram.world.say(KARLA, "/liste mine", group=grown)
        before, after = await taken.until(2)
    assert before.chat == after.chat
    assert after.staff == "Team Muster"


async def test_the_log_says_the_number_of_a_group_we_come_into(running: Running, telegram: BotApi) -> None:
    group = Group(-1001900000088, "Neu")
    with structlog.testing.capture_logs() as logs:
        async with running(Taken()):
            telegram.world.add_bot(ANNA, group)
            await until(lambda: any(line.get("chat") == group.id for line in logs))
    assert [line["status"] for line in logs if line.get("chat") == group.id] == ["member"]


async def test_the_command_menu_is_set_once_in_both_languages(running: Running, telegram: BotApi) -> None:
    for start in (1, 2):
        async with running(Taken(), staff_chat=str(STAFF.id)):
            await until(lambda start=start: telegram.state.calls["getMyCommands"] == 3 * start)  # type: ignore[misc]
            await until(lambda: telegram.state.calls["setMyCommands"] == 3)
    names = {key: [command["command"] for command in value] for key, value in telegram.state.commands.items()}
    assert "hilfe" in next(value for (scope, code), value in names.items() if "default" in scope and not code)
    assert "help" in next(value for (scope, code), value in names.items() if "default" in scope and code == "en")
    assert "uebernehmen" in next(value for (scope, _), value in names.items() if str(STAFF.id) in scope)
    assert telegram.state.calls["setMyCommands"] == 3
    assert telegram.violations == []
