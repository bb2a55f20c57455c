"""What people may not do is refused, and the log says so with numbers, never with their words."""

import pytest
import structlog
from structlog.typing import EventDict

from bot.platforms.telegram.platform import TelegramPlatform
from tests.telegram.botapi import BotApi, Person
from tests.telegram.offices import has, open_case
from tests.telegram.test_staff_group import office
from tests.telegram.world import ANNA, BERND, KARLA, STAFF, until

__all__ = ["office"]  # a house with a staff group behind the adapter

STRANGER = Person(66, "Fremd")
WORDS = "streng geheim"


def intrude(telegram: BotApi) -> None:
    """Somebody writes in the staff group of whom Telegram says that they are no member."""
    telegram.state.rooms[STAFF.id].members[STRANGER.id] = {"user": STRANGER.user(), "status": "left"}


def in_logs(logs: list[EventDict], word: object) -> bool:
    return str(word) in str(logs)


async def taken(telegram: BotApi) -> None:
    """Everything that was said has been taken: a later update has been answered."""
    before = len(telegram.sent(KARLA.id))
    telegram.world.start(KARLA)
    await telegram.wait_sent(before + 1, chat_id=KARLA.id)
    await until(lambda: not telegram.updates.waiting)


@pytest.mark.parametrize("text", [WORDS, f"/liste {WORDS}", f"/antwort KI-22222 {WORDS}", f"/ankuendigen {WORDS}"])
async def test_a_citizen_in_the_staff_group_is_passed_over_and_logged_by_number(
    office: TelegramPlatform, telegram: BotApi, text: str
) -> None:
    intrude(telegram)
    with structlog.testing.capture_logs() as logs:
        telegram.world.say(STRANGER, text, group=STAFF)
        await taken(telegram)
    assert telegram.sent(STAFF.id) == []
    assert in_logs(logs, STRANGER.id)
    assert not in_logs(logs, WORDS)


async def test_a_citizen_in_the_staff_group_cannot_reply_to_the_person_of_a_case(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    await open_case(telegram)
    intrude(telegram)
    card = telegram.sent(STAFF.id)[0].message["message_id"]
    telegram.world.say(STRANGER, WORDS, group=STAFF, reply_to=card)
    await taken(telegram)
    assert not has(telegram, ANNA.id, WORDS)


@pytest.mark.parametrize("command", ["/zeige", "/uebernehmen", "/antwort", "/notiz", "/schliessen"])
async def test_a_staff_command_by_an_outsider_does_nothing_to_the_case(
    office: TelegramPlatform, telegram: BotApi, command: str
) -> None:
    topic = await open_case(telegram)
    number = next(word for word in topic.name.split() if word.startswith("KI-"))
    shown, name, heard = len(telegram.sent(STAFF.id)), topic.name, len(telegram.sent(ANNA.id))
    with structlog.testing.capture_logs() as logs:
        telegram.world.say(BERND, f"{command} {number} {WORDS}")
        await telegram.wait_sent(1, chat_id=BERND.id)
    assert not has(telegram, BERND.id, "Verein")  # what Anna asked
    assert (len(telegram.sent(STAFF.id)), topic.name, len(telegram.sent(ANNA.id))) == (shown, name, heard)
    assert not topic.closed
    assert not in_logs(logs, WORDS)


async def test_a_button_of_somebody_elses_case_does_nothing_and_tells_nothing(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    topic = await open_case(telegram)
    claim = telegram.sent(STAFF.id)[0].message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    mine = [
        button["callback_data"]
        for sent in telegram.sent(ANNA.id)
        for row in (sent.message.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in row
    ]
    shown, name = len(telegram.sent(STAFF.id)), topic.name
    for data in (claim, *mine, "no-such-id", "0" * 12):
        query = telegram.world.press_old(BERND, data)
        await telegram.wait_answered(query)
    await telegram.wait_sent(1, chat_id=BERND.id)
    await taken(telegram)
    assert not any(has(telegram, BERND.id, part) for part in ("Verein", "KI-"))
    assert (len(telegram.sent(STAFF.id)), topic.name) == (shown, name)
