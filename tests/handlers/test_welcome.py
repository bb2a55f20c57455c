"""The introduction at first contact: in full in a messenger, short where the page introduced the bot already."""

import pytest

from bot.house import open_house
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, ConsoleSender
from bot.store.database import MEMORY_URL, Database
from handlers.base import Chat, Message
from handlers.welcome import PAGE
from knowledge.library import Library
from knowledge.search import Searcher


async def first_replies(library: Library, searcher: Searcher, platform: str, *texts: str) -> list[str]:
    """What somebody new on `platform` is told."""
    sent: list[Delivery] = []
    senders = [(ConsoleSender(platform, sent.append), None)]
    running = await open_house(Database(MEMORY_URL), library=library, searcher=searcher, senders=senders)
    for number, text in enumerate(texts):
        await running.dispatcher.receive([Message(Chat(platform, "p1"), str(number), text)])
        await running.drain()
    await running.database.dispose()
    return [delivery.text for delivery in sent]


@pytest.mark.parametrize(("platform", "in_full"), [(CONSOLE, True), (PAGE, False)])
async def test_the_page_does_not_introduce_the_bot_twice(
    platform: str, in_full: bool, library: Library, searcher: Searcher
) -> None:
    first, second = await first_replies(library, searcher, platform, "Hallo", "Hallo")
    assert "Automat" in first
    assert "»Mensch«" in first
    assert ("Guten Tag! Ich bin der KI-Lotse Sachsen" in first) is in_full
    assert "Automat" not in second


async def test_the_export_on_the_page_shows_no_hash(library: Library, searcher: Searcher) -> None:
    shown = (await first_replies(library, searcher, PAGE, "Hallo", "/daten"))[-1]
    assert "Kennung" not in shown
    assert "\n\nErste Nachricht: " in shown
    assert "\n– " in shown
