"""`python -m bot chat --jsonl`: whole conversations on standard input, everything sent on standard output."""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

from bot.house import Running, open_house
from bot.platforms.base import Delivery
from bot.platforms.console import (
    CONSOLE,
    STAFF_PLATFORM,
    STAFF_ROOM,
    ConsoleSender,
    LineError,
    own_id,
    parse_line,
    to_json,
    to_message,
)
from bot.store.database import Database, StoreUnavailableError
from handlers.base import Message
from handlers.speech import Speech

Write = Callable[[dict[str, Any]], None]


def write_line(line: dict[str, Any]) -> None:
    """One JSON object on standard output, at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


async def serve(database: Database, write: Write = write_line, **parts: Any) -> Running:
    """A house whose people and staff are all in this terminal."""

    def show(delivery: Delivery) -> None:
        write(to_json(delivery))

    senders = [(ConsoleSender(CONSOLE, show), None), (ConsoleSender(STAFF_PLATFORM, show), None)]
    return await open_house(database, staff_rooms=(STAFF_ROOM,), senders=senders, **parts)


async def take_line(running: Running, raw: str, write: Write = write_line) -> None:
    """Answer one line of input; a broken line is refused in words and harms nothing."""
    try:
        message = to_message(parse_line(raw))
    except LineError as error:
        write({"error": str(error)})
        write({"done": None})
        return
    try:
        await running.knowing.refresh()
        await running.dispatcher.receive([message])
        await running.drain()
    except StoreUnavailableError as error:
        write(_sorry(message, str(error)))
    write({"done": own_id(message.id)})


def _sorry(message: Message, reason: str) -> dict[str, Any]:
    """What can be said when nothing can be stored: straight to the sender, and nothing was taken."""
    text = Speech.load().say(message.language or "de", "cannot-store")
    return {
        "to": (message.staff and "staff") or message.chat.id, "text": text, "buttons": [], "case": None,
        "in_reply_to": own_id(message.id), "error": reason,
    }  # fmt: skip


async def converse(database: Database, **parts: Any) -> None:
    """Read standard input to its end."""
    running = await serve(database, **parts)
    try:
        await running.drain()  # what an earlier run left unsent
        while raw := await asyncio.to_thread(sys.stdin.readline):
            if raw.strip():
                await take_line(running, raw)
    finally:
        await database.dispose()
