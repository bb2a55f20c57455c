"""What is to be sent stands in the outbox with its cause, and goes out in order, once if at all possible."""

from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import update

from bot.platforms.base import Delivery
from bot.store.database import Database
from bot.store.doubts import MOST_CRASHES
from bot.store.models import OutboxRow, OutboxState
from bot.store.outbox import Outbox, retry_at
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY
from bot.store.settling import Outcome
from handlers.base import Button, Chat, Reply
from tests.store.scenes import (
    JONAS,
    MARIA,
    NOW,
    STAFF_ROOM,
    delivered,
    found,
    given_up,
    later,
    open_case,
    rows,
    say,
    taken,
    turn,
)

WEB = "web"


async def _due(outbox: Outbox, now: datetime = NOW) -> list[Delivery]:
    return list(await outbox.take(50, now))


async def _put_back(outbox: Outbox, delivery: Delivery, until: datetime) -> None:
    await outbox.settle([Outcome(delivery, OutboxState.DUE, until=until, error="no route")], NOW)


async def _doubt(outbox: Outbox, delivery: Delivery, until: datetime) -> None:
    await outbox.settle([Outcome(delivery, OutboxState.UNCERTAIN, until=until, error="timeout")], NOW)


async def _give_back(outbox: Outbox, delivery: Delivery) -> None:
    await outbox.settle([Outcome(delivery, OutboxState.DUE, untried=True)], NOW)


async def _through(outbox: Outbox, delivery: Delivery, now: datetime = NOW) -> None:
    await outbox.settle([Outcome(delivery, OutboxState.SENT)], now)


async def _states(database: Database) -> list[str]:
    return [str(row.state) for row in sorted(await rows(database, OutboxRow), key=lambda row: row.id)]


async def test_nothing_can_be_sent_before_its_cause_is_committed(database: Database) -> None:
    outbox = Outbox(database, WEB)
    async with turn(database) as stored:
        stored.finish([Reply("Guten Tag")])
        if not database.is_sqlite:  # SQLite's writers queue: the take itself would wait for this turn
            assert await taken(outbox) == []
        assert await outbox.next_due() is None
    assert await taken(outbox) == ["Guten Tag"]


async def test_a_turn_that_fails_sends_nothing(database: Database) -> None:
    with suppress(LookupError):
        async with turn(database) as stored:
            stored.finish([Reply("Guten Tag", (Button("Ja", "x.y"),))])
            raise LookupError
    assert await rows(database, OutboxRow) == []


async def test_a_delivery_carries_everything_the_platform_needs(database: Database) -> None:
    case = await open_case(database)
    async with turn(database, id="m7") as stored:
        stored.finish([Reply("Bitte <b>wählen</b>", (Button("Ja", "x.y"), Button("Nein", "x.z")), case=case.number)])
    (delivery,) = await Outbox(database, WEB).take(5, NOW)
    assert (delivery.chat, delivery.text, delivery.case) == (MARIA, "Bitte <b>wählen</b>", case.number)
    assert (delivery.in_reply_to, delivery.attempt, delivery.clears) == ("m7", 1, False)
    assert [button.label for button in delivery.buttons] == ["Ja", "Nein"]


async def test_replies_go_to_the_chat_they_are_meant_for(database: Database) -> None:
    async with turn(database) as stored:
        stored.finish([Reply("an Sie"), Reply("an das Team", to=STAFF_ROOM), Reply("geht", clears=True)])
    deliveries = await Outbox(database, WEB).take(5, NOW)
    assert [(delivery.text, delivery.clears) for delivery in deliveries] == [("an Sie", False), ("geht", True)]
    assert await taken(Outbox(database, STAFF_ROOM.platform)) == ["an das Team"]


async def test_only_the_addresses_asked_for_are_taken(database: Database) -> None:
    await say(database, "an Maria")
    await say(database, "an Jonas", to=JONAS)
    assert await taken(Outbox(database, WEB, [JONAS.id])) == ["an Jonas"]


async def test_what_is_taken_is_taken_once_and_in_order(database: Database) -> None:
    await say(database, "eins", "zwei", "drei")
    outbox = Outbox(database, WEB)
    assert await taken(outbox, limit=2) == ["eins", "zwei"]
    assert await taken(outbox) == []


async def test_the_rest_of_a_chat_follows_when_the_first_are_through(database: Database) -> None:
    await say(database, "eins", "zwei", "drei")
    outbox = Outbox(database, WEB)
    first = await outbox.take(2, NOW)
    await _through(outbox, first[0])
    assert await taken(outbox) == []
    await _through(outbox, first[1])
    assert await taken(outbox) == ["drei"]


async def test_a_failed_first_message_holds_back_later_ones_of_its_chat_only(database: Database) -> None:
    await say(database, "eins")
    outbox = Outbox(database, WEB)
    (first,) = await _due(outbox)
    await _put_back(outbox, first, later(seconds=30))
    await say(database, "zwei")
    for chat in (JONAS, Chat(WEB, MARIA.id, "second-bot")):
        await say(database, f"an {chat.id} {chat.account}", to=chat)
    assert await taken(outbox) == ["an jonas ", "an maria second-bot"]
    assert await taken(outbox, later(seconds=29)) == []
    assert await taken(outbox, later(seconds=30)) == ["eins", "zwei"]


async def test_a_message_in_doubt_holds_back_later_ones_until_it_was_sent_once_more(database: Database) -> None:
    await say(database, "eins", "zwei")
    outbox = Outbox(database, WEB)
    first, second = await _due(outbox)
    await _doubt(outbox, first, later(seconds=1))
    await _give_back(outbox, second)
    assert await taken(outbox) == []
    assert await taken(outbox, later(seconds=1)) == ["eins", "zwei"]


async def test_a_message_given_back_untried_counts_no_attempt(database: Database) -> None:
    await say(database, "eins")
    outbox = Outbox(database, WEB)
    await _give_back(outbox, *await _due(outbox))
    (delivery,) = await outbox.take(1, NOW)
    assert delivery.attempt == 1


async def test_a_reply_goes_before_an_announcement_even_one_that_waits(database: Database) -> None:
    await say(database, "Ankündigung")
    waits = {"priority": ANNOUNCEMENT_PRIORITY, "not_before": later(seconds=10)}
    async with database.writing() as session:
        await session.exec(update(OutboxRow).values(**waits))
    await say(database, "Antwort")
    outbox = Outbox(database, WEB)
    assert await taken(outbox, limit=1) == ["Antwort"]
    assert await taken(outbox, later(seconds=10)) == ["Ankündigung"]


async def test_next_due_is_the_earliest_message_that_waits(database: Database) -> None:
    outbox = Outbox(database, WEB)
    assert await outbox.next_due() is None
    await say(database, "eins")
    await say(database, "zwei", to=JONAS, now=later(seconds=5))
    (first,) = await _due(outbox)
    await _put_back(outbox, first, later(minutes=1))
    assert await outbox.next_due() == later(seconds=5)


def test_the_pauses_between_tries_grow_and_then_stay_at_ten_minutes() -> None:
    pauses = [(retry_at(attempt, NOW) - NOW).total_seconds() for attempt in range(1, 8)]
    assert pauses == [1, 5, 30, 120, 600, 600, 600]


async def test_an_uncertain_message_is_sent_once_more_and_never_a_third_time(database: Database) -> None:
    await say(database, "eins")
    outbox = Outbox(database, WEB)
    for sending in (1, 2):
        (delivery,) = await _due(outbox, later(hours=sending))
        await _doubt(outbox, delivery, later(hours=sending))
    assert await taken(outbox, later(days=30)) == []
    assert await outbox.next_due() is None
    assert await _states(database) == ["uncertain"]


@pytest.mark.parametrize("crashed", [False, True])
async def test_an_announcement_that_may_have_arrived_is_not_sent_again(database: Database, crashed: bool) -> None:
    await say(database, "Ankündigung")
    async with database.writing() as session:
        await session.exec(update(OutboxRow).values(priority=ANNOUNCEMENT_PRIORITY))
    outbox = Outbox(database, WEB)
    (delivery,) = await _due(outbox)
    await (outbox.recover(NOW) if crashed else _doubt(outbox, delivery, NOW))
    assert await taken(outbox, later(days=1)) == []
    assert await _states(database) == ["uncertain"]


async def test_tries_that_surely_failed_do_not_count_as_sendings(database: Database) -> None:
    await say(database, "eins")
    outbox = Outbox(database, WEB)
    for _ in range(3):
        (delivery,) = await _due(outbox)
        await _put_back(outbox, delivery, NOW)
    (delivery,) = await _due(outbox)
    await _doubt(outbox, delivery, NOW)
    assert await taken(outbox) == ["eins"]


async def test_what_a_crash_left_in_mid_send_is_sent_again(database: Database) -> None:
    await say(database, "eins", "zwei")
    crashed = await Outbox(database, WEB).take(1, NOW)
    outbox = Outbox(database, WEB)
    assert await taken(outbox) == []
    assert await outbox.recover(NOW) == 1
    again = await outbox.take(2, NOW)
    assert [delivery.text for delivery in again] == ["eins", "zwei"]
    assert again[0].transaction_id == crashed[0].transaction_id


async def test_recovering_leaves_other_platforms_and_states_alone(database: Database) -> None:
    await say(database, "eins", to=STAFF_ROOM)
    await say(database, "zwei")
    assert len(await taken(Outbox(database, STAFF_ROOM.platform))) == 1
    assert await Outbox(database, WEB).recover(NOW) == 0
    assert await _states(database) == ["sending", "due"]


@pytest.mark.parametrize(("idempotent", "again"), [(True, ["eins"]), (False, [])])
async def test_a_message_is_sent_after_several_crashes_but_not_after_crashes_without_end(
    database: Database, idempotent: bool, again: list[str]
) -> None:
    """None of these may have got as far as sending it; but it may be what brings the process down."""
    await say(database, "eins")
    outbox = Outbox(database, WEB)
    for _ in range(MOST_CRASHES):
        assert await taken(outbox) == ["eins"]
        assert await outbox.recover(NOW, idempotent=idempotent) == 1
    assert await taken(outbox, later(days=1)) == again


@pytest.mark.parametrize("lost_before", [False, True], ids=["the second try", "the third try"])
async def test_after_a_crash_a_sending_of_unknown_end_is_not_repeated(database: Database, lost_before: bool) -> None:
    await say(database, "eins")
    outbox = Outbox(database, WEB)
    if lost_before:
        (delivery,) = await _due(outbox)
        await _doubt(outbox, delivery, NOW)
    assert await taken(outbox) == ["eins"]
    await outbox.recover(NOW)
    (delivery,) = await _due(outbox)
    await _doubt(outbox, delivery, NOW)
    assert await taken(outbox, later(days=1)) == []


@pytest.mark.parametrize("state", [OutboxState.BLOCKED, OutboxState.FAILED])
async def test_what_could_not_be_delivered_shows_on_its_case(database: Database, state: OutboxState) -> None:
    case = await open_case(database)
    await say(database, "Ihre Antwort", case=case.number)
    outbox = Outbox(database, WEB)
    assert (await found(database, case.number)).undelivered == 0
    await given_up(outbox, state)
    assert (await found(database, case.number)).undelivered == 1
    assert (await found(database, (await open_case(database)).number)).undelivered == 0
    assert await taken(outbox, later(days=1)) == []


async def test_an_answer_in_doubt_shows_on_its_case_until_it_is_through(database: Database) -> None:
    case = await open_case(database)
    await say(database, "Ihre Antwort", case=case.number)
    outbox = Outbox(database, WEB)
    (delivery,) = await _due(outbox)
    await _doubt(outbox, delivery, NOW)
    assert (await found(database, case.number)).undelivered == 1
    await delivered(outbox)
    assert (await found(database, case.number)).undelivered == 0


async def test_a_blocked_message_does_not_hold_back_the_next(database: Database) -> None:
    await say(database, "eins", "zwei")
    outbox = Outbox(database, WEB)
    (first,) = await outbox.take(1, NOW)
    await outbox.settle([Outcome(first, OutboxState.FAILED, error="too long")], NOW)
    assert await taken(outbox) == ["zwei"]


async def test_the_text_is_gone_once_it_is_sent(database: Database) -> None:
    await say(database, "Ihre vertrauliche Antwort")
    outbox = Outbox(database, WEB)
    await delivered(outbox, now=later(seconds=1))
    (row,) = await rows(database, OutboxRow)
    assert (row.state, row.payload, row.changed) == (OutboxState.SENT, {}, later(seconds=1))


async def test_a_reply_about_an_unknown_case_is_sent_all_the_same(database: Database) -> None:
    await say(database, "Hallo", case="KI-00000")
    assert await taken(Outbox(database, WEB)) == ["Hallo"]
