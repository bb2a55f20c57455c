"""The command menu and the bot's profile, from the handlers' usage lines, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.platforms.telegram.client import Telegram
from handlers.base import Usage
from handlers.speech import Speech
from knowledge.entries import Language

log = structlog.get_logger()

DESCRIPTION_LIMIT = 512  # setMyDescription; shown before the first message
EVERYBODY: dict[str, Any] = {"type": "default"}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown of the bot; `about` by language."""

    usages: Sequence[Usage]
    speech: Speech
    about: dict[Language, str]


async def publish_menu(client: Telegram, profile: Profile, *, staff_group: int) -> None:
    """Set what differs from what is set already: Telegram allows few of these calls. A fault is only logged."""
    try:
        await _publish(client, profile, "de", code="")
        await _publish(client, profile, "en", code="en")
        if staff_group:
            scope = {"type": "chat", "chat_id": staff_group}
            await _set_commands(client, _commands(profile, "de", staff=True), scope=scope, code="")
    except TelegramError as error:
        log.warning("command menu not set", error=error.message)


async def _publish(client: Telegram, profile: Profile, language: Language, *, code: str) -> None:
    await _set_commands(client, _commands(profile, language, staff=False), scope=EVERYBODY, code=code)
    about = profile.about[language][:DESCRIPTION_LIMIT]
    shown = await client.call_briefly("getMyDescription", language_code=code)
    if shown.get("description") != about:
        await client.call_briefly("setMyDescription", description=about, language_code=code)


async def _set_commands(client: Telegram, commands: list[dict[str, str]], *, scope: dict[str, Any], code: str) -> None:
    if await client.call_briefly("getMyCommands", scope=scope, language_code=code) != commands:
        await client.call_briefly("setMyCommands", commands=commands, scope=scope, language_code=code)


def _commands(profile: Profile, language: Language, *, staff: bool) -> list[dict[str, str]]:
    return [
        {
            "command": usage.alias if language == "en" else usage.command,
            "description": profile.speech.say(language, usage.key),
        }
        for usage in profile.usages
        if usage.staff == staff
    ]
