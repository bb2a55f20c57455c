"""Whoever waits to hear what became of a message hears it once: all of it arrived, or it is clear that it cannot."""

import asyncio

import pytest

from bot.store.database import Database
from bot.store.doubts import MOST_CRASHES
from bot.store.models import OutboxRow, OutboxState, PostRow
from bot.store.outbox import Outbox
from bot.store.returning import NEWEST
from bot.store.settling import Outcome
from handlers.base import Attachment, Button, Card, Chat, Kind, Reply
from tests.store.scenes import (
    JONAS,
    MARIA,
    NOW,
    STAFF_ROOM,
    cases,
    delivered,
    given_up,
    later,
    open_case,
    put_in,
    rows,
    taken,
    turn,
)

WEB = "web"
LONG = "Ein Satz mit Inhalt. " * 12
LIMIT = 100
AGAIN = "Vielleicht zum zweiten Mal:"


async def _answer(database: Database, text: str = "Ihre Antwort", *, limit: int = 0) -> str:
    """Staff answer Maria; the staff room wants to hear what becomes of it. Returns the case's number."""
    case = await open_case(database)
    told = {"when_sent": (Reply("zugestellt", case=case.number),), "when_lost": (Reply("nicht zugestellt"),)}
    reply = Reply(text, to=MARIA, case=case.number, again="Vielleicht zum zweiten Mal:", **told)  # type: ignore[arg-type]
    async with turn(
        database, STAFF_ROOM, id="m1", ref="r1", thread="t1", limits={WEB: limit} if limit else {}
    ) as stored:
        stored.finish([reply])
    return case.number


async def _told(database: Database) -> list[str]:
    """What the staff room hears now."""
    outbox = Outbox(database, STAFF_ROOM.platform)
    return [delivery.text for delivery in await delivered(outbox, now=later(days=9))]


async def test_an_answer_that_arrived_is_told_once_where_it_was_written(database: Database) -> None:
    await _answer(database)
    assert await _told(database) == []
    await delivered(Outbox(database, WEB))
    (told,) = await Outbox(database, STAFF_ROOM.platform).take(5, NOW)
    assert (told.text, told.chat, told.answers, told.thread) == ("zugestellt", STAFF_ROOM, "r1", "t1")


@pytest.mark.parametrize("state", [OutboxState.BLOCKED, OutboxState.FAILED])
async def test_an_answer_that_cannot_arrive_is_told_once(database: Database, state: OutboxState) -> None:
    await _answer(database)
    await given_up(Outbox(database, WEB), state)
    assert await _told(database) == ["nicht zugestellt"]


async def test_an_answer_in_doubt_is_sent_again_with_a_word_first_and_then_counts_as_lost(database: Database) -> None:
    await _answer(database)
    outbox = Outbox(database, WEB)
    for text in ("Ihre Antwort", f"{AGAIN}\n\nIhre Antwort"):
        (delivery,) = await outbox.take(5, NOW)
        assert (delivery.text, delivery.doubtful) == (text, text != "Ihre Antwort")
        assert await _told(database) == []
        await outbox.settle([Outcome(delivery, OutboxState.UNCERTAIN, until=NOW, error="timeout")], NOW)
    assert await _told(database) == ["nicht zugestellt"]


async def test_an_answer_that_crash_after_crash_left_in_doubt_counts_as_lost(database: Database) -> None:
    await _answer(database)
    outbox = Outbox(database, WEB)
    for _ in range(MOST_CRASHES):
        assert len(await outbox.take(5, NOW)) == 1
        await outbox.recover(NOW)
    assert await _told(database) == ["nicht zugestellt"]


async def test_of_a_long_answer_all_parts_must_arrive_before_it_is_told(database: Database) -> None:
    await _answer(database, LONG, limit=LIMIT)
    outbox = Outbox(database, WEB)
    parts = await outbox.take(50, NOW)
    assert " ".join(part.text for part in parts) == LONG.strip()
    for part in parts:
        assert await _told(database) == []
        assert len(part.text) <= LIMIT - len(f"{AGAIN}\n\n")
        await outbox.settle([Outcome(part, OutboxState.SENT)], NOW)
    assert await _told(database) == ["zugestellt"]


async def test_parts_that_arrive_in_one_commit_are_told_once(database: Database) -> None:
    await _answer(database, LONG, limit=LIMIT)
    await delivered(Outbox(database, WEB))
    assert await _told(database) == ["zugestellt"]


async def test_a_part_that_fails_for_now_is_sent_again_before_those_behind_it(database: Database) -> None:
    await _answer(database, LONG, limit=LIMIT)
    outbox = Outbox(database, WEB)
    first, second, *behind = await outbox.take(50, NOW)
    untried = [Outcome(delivery, OutboxState.DUE, untried=True) for delivery in behind]
    failed = Outcome(second, OutboxState.DUE, until=later(seconds=1), error="no route")
    await outbox.settle([Outcome(first, OutboxState.SENT), failed, *untried], NOW)
    assert await outbox.take(50, NOW) == []
    again = await outbox.take(50, later(seconds=1))
    assert [delivery.text for delivery in again] == [delivery.text for delivery in (second, *behind)]


async def test_a_lost_part_is_told_once_and_the_answer_never_counts_as_delivered(database: Database) -> None:
    await _answer(database, LONG, limit=LIMIT)
    outbox = Outbox(database, WEB)
    first, second, *behind = await outbox.take(50, NOW)
    lost = [Outcome(delivery, OutboxState.FAILED, error="refused") for delivery in (first, second)]
    await outbox.settle([*lost, *(Outcome(delivery, OutboxState.SENT) for delivery in behind)], NOW)
    assert await _told(database) == ["nicht zugestellt"]


async def test_buttons_and_files_come_with_the_last_part_and_the_heading_with_each(database: Database) -> None:
    file = Attachment(Kind.PHOTO, WEB, "f1", name="plan.png", size=7)
    card = Card("KI-AB3CD · neu")
    await put_in(database, Reply(LONG, (Button("Ja", "x.y"),), card=card, attachments=(file,), replaces="r0"), limit=99)
    deliveries = await Outbox(database, WEB).take(50, NOW)
    assert len(deliveries) > 2
    assert [len(delivery.buttons) for delivery in deliveries][-2:] == [0, 1]
    assert [delivery.attachments for delivery in deliveries][-2:] == [(), (file,)]
    assert {delivery.card for delivery in deliveries} == {card}
    assert [delivery.replaces for delivery in deliveries][:2] == ["r0", ""]
    async with turn(database, text="1") as stored:
        assert await stored.pressed()


async def test_what_was_blocked_goes_out_once_when_the_person_is_back(database: Database) -> None:
    await _answer(database)
    outbox = Outbox(database, WEB)
    await given_up(outbox)
    assert await _told(database) == ["nicht zugestellt"]
    async with turn(database, now=later(days=1), text="Da bin ich wieder") as stored:
        stored.finish([Reply("Willkommen zurück")])
    sent = await delivered(outbox, now=later(days=1))
    assert [delivery.text for delivery in sent] == ["Ihre Antwort", "Willkommen zurück"]
    assert await _told(database) == ["zugestellt"]
    async with turn(database, now=later(days=2), text="Noch etwas"):
        pass
    assert await taken(outbox, later(days=2)) == []


@pytest.mark.parametrize("back", [True, False])
async def test_who_is_back_before_the_refusal_is_noted_gets_it_without_saying_anything(
    database: Database, back: bool
) -> None:
    await _answer(database)
    outbox = Outbox(database, WEB)
    on_its_way = await outbox.take(50, NOW)
    if back:
        async with turn(database, now=later(seconds=1), kind=Kind.RETURNED) as stored:
            stored.finish([])
    await outbox.settle([Outcome(one, OutboxState.BLOCKED) for one in on_its_way], later(seconds=2))
    sent = await delivered(outbox, now=later(seconds=2))
    assert [delivery.text for delivery in sent] == ["Ihre Antwort"] * back
    assert await _told(database) == ["zugestellt" if back else "nicht zugestellt"]


async def test_who_comes_back_at_the_very_moment_the_refusal_is_noted_gets_it_too(database: Database) -> None:
    await _answer(database)
    outbox = Outbox(database, WEB)
    refused = [Outcome(one, OutboxState.BLOCKED) for one in await outbox.take(50, NOW)]
    async with turn(database, now=later(seconds=1), kind=Kind.RETURNED) as stored:
        noting = asyncio.create_task(outbox.settle(refused, later(seconds=2)))
        await asyncio.sleep(0.2)  # it has come as far as it can while the conversation is held
        stored.finish([])
    await noting
    assert [delivery.text for delivery in await delivered(outbox, now=later(seconds=2))] == ["Ihre Antwort"]


async def test_somebody_who_leaves_gets_nothing_after_all(database: Database) -> None:
    await _answer(database)
    await given_up(Outbox(database, WEB))
    async with turn(database, now=later(days=1), kind=Kind.LEFT):
        pass
    assert await taken(Outbox(database, WEB), later(days=1)) == []


async def test_who_blocks_again_is_not_reported_again(database: Database) -> None:
    await _answer(database)
    outbox = Outbox(database, WEB)
    for day in range(3):
        await given_up(outbox, now=later(days=day))
        async with turn(database, now=later(days=day, hours=1), text="Hallo"):
            pass
    assert await _told(database) == ["nicht zugestellt"]


async def test_only_the_newest_notices_about_cases_go_out_and_nothing_that_is_none(database: Database) -> None:
    case = await open_case(database)
    for number in range(NEWEST + 3):
        await put_in(database, Reply(f"{number}", case=case.number))
    await put_in(database, Reply("keine Sache eines Falls"))
    await put_in(database, Reply("an Jonas"), to=JONAS)
    outbox = Outbox(database, WEB)
    await given_up(outbox)
    for day in (1, 2):
        async with turn(database, now=later(days=day), text="Hallo"):
            pass
        expected = [f"{number}" for number in range(3, NEWEST + 3)] if day == 1 else []
        assert [delivery.text for delivery in await delivered(outbox, now=later(days=day))] == expected


async def test_a_reply_to_a_message_about_a_case_finds_the_case_and_whether_it_is_for_the_person(
    database: Database,
) -> None:
    case = await open_case(database)
    await put_in(database, Reply("Maria schreibt …", case=case.number, is_person=True, copy_of="p7"), to=STAFF_ROOM)
    await delivered(Outbox(database, STAFF_ROOM.platform), "501")
    await put_in(database, Reply("übernommen", case=case.number), to=STAFF_ROOM)
    await delivered(Outbox(database, STAFF_ROOM.platform), "502", "503")
    places = {}
    for number in ("501", "502", "503", "999"):
        async with turn(database, STAFF_ROOM, id=number, reply_to=number) as stored:
            place = await stored.place()
        places[number] = (place.case, place.answers_person)
    ours = {"501": (case.number, True), "502": (case.number, False), "503": (case.number, False)}
    assert places == ours | {"999": ("", False)}
    assert {row.ref: row.copy_of for row in await rows(database, PostRow)} == {"501": "p7", "502": "", "503": ""}


async def test_a_message_that_takes_anothers_place_says_what_the_old_one_means_now(database: Database) -> None:
    case = await open_case(database)
    await put_in(database, Reply("Maria schreibt …", case=case.number, is_person=True, copy_of="p7"), to=STAFF_ROOM)
    await delivered(Outbox(database, STAFF_ROOM.platform), "501")
    await put_in(database, Reply("zurückgezogen", case=case.number, replaces="501"), to=STAFF_ROOM)
    await delivered(Outbox(database, STAFF_ROOM.platform), "501")
    (post,) = await rows(database, PostRow)
    assert (post.ref, post.is_person, post.copy_of) == ("501", False, "")


async def test_ids_are_kept_only_of_messages_about_cases(database: Database) -> None:
    await put_in(database, Reply("Guten Tag"))
    await delivered(Outbox(database, WEB), "501")
    assert await rows(database, PostRow) == []


async def test_what_another_process_took_over_is_not_put_back(database: Database) -> None:
    await put_in(database, Reply("eins"))
    frozen, next_one = Outbox(database, WEB), Outbox(database, WEB)
    (held,) = await frozen.take(1, NOW)
    await next_one.recover(NOW)
    await delivered(next_one)
    await frozen.settle([Outcome(held, OutboxState.DUE, until=NOW, error="no route")], NOW)
    assert [row.state for row in await rows(database, OutboxRow)] == [OutboxState.SENT]


async def test_a_reply_to_another_chat_answers_nothing_there(database: Database) -> None:
    async with turn(database, id="m1", ref="r1", thread="t1") as stored:
        stored.finish([Reply("hier"), Reply("dort", to=JONAS)])
    found = {d.text: (d.answers, d.thread) for d in await Outbox(database, WEB).take(5, NOW)}
    assert found == {"hier": ("r1", "t1"), "dort": ("", "")}


async def test_the_messages_about_a_case_are_forgotten_with_the_person(database: Database) -> None:
    number = await _answer(database)
    await delivered(Outbox(database, WEB), "501")
    async with turn(database, Chat(WEB, MARIA.id), id="erase") as stored:
        await stored.people.erase()
        stored.finish([])
    assert await rows(database, PostRow) == []
    async with cases(database) as inquiries:
        assert await inquiries.find(number)
