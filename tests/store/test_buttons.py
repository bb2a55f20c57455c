"""A press means the button it was made for, whenever and however it comes."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.store.buttons import BUTTON_DAYS, QUICK_PRESS_SECONDS
from bot.store.database import Database
from bot.store.models import ButtonRow
from bot.store.turns import Pressed
from handlers.base import Button, Chat, Press, Reply
from tests.store.scenes import JONAS, MARIA, NOW, STAFF_ROOM, later, turn

YES = Button("Ja, gern", "inquiry.yes", {"question": "Was kostet das?"}, words=("ja", "OK"))
NO = Button("Nein", "inquiry.no", words=("nein",))
SHOW = Button("Zeigen", "faq.show", {"id": "was-ist-ki"}, words=("ja",))


async def _offer(database: Database, *buttons: Button, to: Chat = MARIA, now: datetime = NOW) -> list[str]:
    """A reply with these buttons; returns their ids."""
    async with turn(database, to, now=now, id=f"offer {to.id} {now}") as stored:
        stored.finish([Reply("Und nun?", buttons)])
    async with database.reading() as session:
        query = select(ButtonRow).where(ButtonRow.created == now)
        offered = sorted((await session.exec(query)).all(), key=lambda row: (row.batch, row.position))
    return [row.id for row in offered if row.label in [button.label for button in buttons]]


async def _answer(database: Database, chat: Chat = MARIA, *, now: datetime = NOW, **said: Any) -> Pressed | None:
    async with turn(database, chat, now=now, id=f"answer {chat.id} {now}", **said) as stored:
        return await stored.pressed()


async def test_a_press_brings_its_action_and_what_it_was_about(database: Database) -> None:
    yes, _ = await _offer(database, YES, NO)
    pressed = await _answer(database, press=yes)
    assert pressed == Pressed("Ja, gern", Press("inquiry.yes", {"question": "Was kostet das?"}))


async def test_an_old_button_still_means_its_own_question(database: Database) -> None:
    old, *_ = await _offer(database, YES, NO)
    await _offer(database, SHOW, now=later(hours=1))
    pressed = await _answer(database, press=old, now=later(days=20))
    assert pressed
    assert pressed.press == Press("inquiry.yes", {"question": "Was kostet das?"})


@pytest.mark.parametrize("chat", [JONAS, Chat("telegram", MARIA.id), Chat("web", MARIA.id, "second-bot")])
async def test_another_chats_button_is_as_good_as_none(database: Database, chat: Chat) -> None:
    yes, *_ = await _offer(database, YES)
    with pytest.raises(KeyError):
        await _answer(database, chat, press=yes)


async def test_an_expired_button_is_refused_by_id_and_no_longer_meant_by_number(database: Database) -> None:
    yes, *_ = await _offer(database, YES)
    with pytest.raises(KeyError):
        await _answer(database, press=yes, now=later(days=BUTTON_DAYS))
    assert await _answer(database, text="1", now=later(days=BUTTON_DAYS, seconds=1)) is None
    assert await _answer(database, press=yes, now=later(days=BUTTON_DAYS, seconds=-1))


@pytest.mark.parametrize("unknown", ["XXXXXXXXXX", "3", "0", "' OR 1=1 --"])
async def test_an_unknown_press_is_refused(database: Database, unknown: str) -> None:
    await _offer(database, YES, NO)
    with pytest.raises(KeyError):
        await _answer(database, press=unknown)


@pytest.mark.parametrize("text", ["2", " 2. ", "2)", "Nein", "nein!", "NEIN"])
async def test_a_number_a_label_or_a_word_means_the_button(database: Database, text: str) -> None:
    await _offer(database, YES, NO)
    pressed = await _answer(database, text=text)
    assert pressed
    assert pressed.label == "Nein"


async def test_a_press_by_number_means_the_same_as_one_by_id(database: Database) -> None:
    await _offer(database, YES, NO)
    pressed = await _answer(database, press="2")
    assert pressed
    assert pressed.press == Press("inquiry.no", {})


@pytest.mark.parametrize("text", ["3", "", "   ", "Was kostet das?", "ja " * 40])
async def test_other_words_mean_no_button(database: Database, text: str) -> None:
    await _offer(database, YES, NO)
    assert await _answer(database, text=text) is None


async def test_numbers_and_words_mean_the_newest_buttons(database: Database) -> None:
    await _offer(database, YES, NO)
    await _offer(database, SHOW, now=later(minutes=1))
    for text in ("1", "ja"):
        pressed = await _answer(database, text=text, now=later(minutes=2 if text == "1" else 3))
        assert pressed
        assert pressed.label == "Zeigen"
    assert await _answer(database, text="2", now=later(minutes=4)) is None


async def test_of_two_messages_sent_at_the_same_moment_the_last_one_is_the_newest(database: Database) -> None:
    for round_ in range(8):
        now = later(minutes=round_)
        async with turn(database, now=now, id=f"two questions {round_}") as stored:
            stored.finish([Reply("Erstens", (YES, NO)), Reply("Zweitens", (SHOW,))])
        pressed = await _answer(database, text="1", now=now)
        assert pressed
        assert pressed.label == "Zeigen"


async def test_three_quick_presses_count_once(database: Database) -> None:
    yes, *_ = await _offer(database, YES)
    presses = [await _answer(database, press=yes, now=later(seconds=second)) for second in (0, 1, 2)]
    assert [pressed.press is not None if pressed else None for pressed in presses] == [True, False, False]


async def test_quick_presses_within_one_batch_count_once(database: Database) -> None:
    yes, *_ = await _offer(database, YES)
    async with turn(database, id="a", press=yes) as stored:
        first, second = await stored.pressed(), await stored.pressed()
    assert first
    assert first.press
    assert second == Pressed("Ja, gern", None)


async def test_a_later_press_counts_and_is_marked_as_repeated(database: Database) -> None:
    yes, *_ = await _offer(database, YES)
    await _answer(database, press=yes)
    pressed = await _answer(database, press=yes, now=later(seconds=QUICK_PRESS_SECONDS))
    assert pressed
    assert pressed.press == Press("inquiry.yes", {"question": "Was kostet das?"}, again=True)


async def test_a_press_is_forgotten_when_its_turn_fails(database: Database) -> None:
    yes, *_ = await _offer(database, YES)
    with suppress(LookupError):
        async with turn(database, press=yes) as stored:
            await stored.pressed()
            raise LookupError
    pressed = await _answer(database, press=yes, now=later(seconds=1))
    assert pressed
    assert pressed.press == Press("inquiry.yes", {"question": "Was kostet das?"})


async def test_buttons_sent_to_another_chat_belong_to_that_chat(database: Database) -> None:
    async with turn(database) as stored:
        stored.finish([Reply("Neuer Fall", (Button("Übernehmen", "staff.claim"),), to=STAFF_ROOM)])
    assert await _answer(database, text="1") is None
    pressed = await _answer(database, STAFF_ROOM, text="1")
    assert pressed
    assert pressed.label == "Übernehmen"


async def test_button_ids_fit_into_twelve_characters_and_do_not_repeat(database: Database) -> None:
    ids = await _offer(database, *(Button(f"Nummer {number}", "x.y") for number in range(1, 11)))
    assert len(set(ids)) == 10
    assert all(len(button_id) <= 12 for button_id in ids)
