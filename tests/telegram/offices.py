"""The whole house behind the adapter, with staff in a group: what people say comes in, what they get goes out."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.house import open_house
from bot.platforms.telegram.platform import TelegramPlatform
from bot.store.database import Database
from bot.store.leases import Leases
from knowledge.library import Library
from knowledge.search import Finding
from tests.telegram.botapi import BotApi, Group, Person
from tests.telegram.botapi.state import Topic
from tests.telegram.world import ANNA, STAFF, closing, platform_for

QUESTION = "Wer hilft unserem Verein?"


class Clueless:
    """An engine that knows nothing, so that everything ends with staff."""

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]:
        return [() for _ in texts]


@asynccontextmanager
async def staffed(
    telegram: BotApi, store: Database, library: Library, *, group: Group = STAFF
) -> AsyncIterator[TelegramPlatform]:
    """At work, with `group` for the staff, until the block ends."""
    async with closing(platform_for(telegram, store, staff_chat=str(group.id))) as platform:
        house = await open_house(
            store,
            library=library,
            searcher=Clueless(),
            staff_rooms=platform.staff_rooms,
            senders=[(platform.sender, None)],
        )
        leases = Leases(store, "one")
        jobs = [deliverer.run(leases) for deliverer in house.deliverers] + [platform.run(house.dispatcher, leases)]
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            yield platform
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def hand_over(telegram: BotApi, person: Person = ANNA, *, group: Group = STAFF) -> None:
    """The person hands a question over, and staff hear of it."""
    before = len(telegram.sent(group.id))
    said = len(telegram.sent(person.id))
    telegram.world.say(person, "/mensch")
    await telegram.wait_sent(said + 1, chat_id=person.id)
    telegram.world.say(person, QUESTION)
    await telegram.wait_sent(said + 2, chat_id=person.id)
    telegram.world.press(person, "Ja, weitergeben")
    await telegram.wait_sent(said + 3, chat_id=person.id)
    await telegram.wait_sent(before + 1, chat_id=group.id)


async def open_case(telegram: BotApi, person: Person = ANNA) -> Topic:
    """The person hands a question over; returns the topic of the case."""
    await hand_over(telegram, person)
    return list(telegram.state.rooms[STAFF.id].topics.values())[-1]


def has(telegram: BotApi, chat_id: int, part: str) -> bool:
    """Whether a chat got a text with this in it."""
    return any(part in text for text in telegram.texts(chat_id))
