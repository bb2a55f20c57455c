"""Bad weather for the whole service: people write on while it is killed again and again, or while Telegram stumbles."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.questions import common_questions
from tests.service.process import Service, free_port
from tests.telegram.botapi import BotApi, Person, running_botapi

PEOPLE = 600
PACE = 0.03  # seconds between two people's questions
CUTS = 12  # answers of Telegram's that get lost, so that the bot cannot know whether its message arrived
RESTART = 3.0  # seconds a restart takes on a busy machine: people write on for as long as there is killing
PATIENCE = 60.0  # seconds until the last one has to be answered


@dataclass(frozen=True, slots=True)
class Toll:
    """What the weather did: messages that came more than once are counted beyond the first."""

    unanswered: int
    copies: int
    violations: tuple[str, ...]
    kills: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A service of its own with a stand-in of its own."""

    api: BotApi
    service: Service

    async def hear_everybody(self, *, people: int = PEOPLE, pace: float = PACE) -> None:
        """So many people ask one question each, all worded differently."""
        for number, question in enumerate(common_questions(people)):
            self.api.world.say(Person(1000 + number), question)
            await asyncio.sleep(pace)

    async def keep_dying(self, kills: int, *, people: int = PEOPLE) -> int:
        """Each time a little after it has begun to send again, and it starts at once; how often, until all is said."""
        for died in range(kills):
            if len({sent.chat_id for sent in self.api.sent()}) == people:
                return died
            await self.api.wait_sent(len(self.api.sent()) + 1, seconds=PATIENCE)
            await asyncio.sleep(random.uniform(0.0, 0.2))
            self.service.kill()
            await asyncio.to_thread(self.service.start)
        return kills

    async def toll(self, people: int = PEOPLE) -> Toll:
        """Once everybody has got an answer, or patience is at its end."""
        missing = {1000 + number for number in range(people)}
        try:
            async with asyncio.timeout(PATIENCE):
                while missing := missing - {sent.chat_id for sent in self.api.sent()}:
                    await self.api.wait_sent(len(self.api.sent()) + 1, seconds=PATIENCE)
        except TimeoutError:
            pass  # those who are missing are counted
        await asyncio.sleep(1.5)  # what is sent once more, comes now
        copies = sum(times - 1 for times in self.api.copies().values())
        return Toll(len(missing), copies, tuple(self.api.violations))


@asynccontextmanager
async def opened(folder: Path, index: Path, *, webhook: bool) -> AsyncIterator[Place]:
    """A service that answers by words, with data in `folder` and the learned `index`; surely gone afterwards."""
    (folder / "cache").symlink_to(index)
    port = free_port()
    received = {"LOTSE_TELEGRAM_WEBHOOK": "on", "LOTSE_PUBLIC_URL": f"http://127.0.0.1:{port}"} if webhook else {}
    async with running_botapi() as api:
        service = Service(
            folder, port=port, LOTSE_TELEGRAM_TOKEN=api.token, LOTSE_TELEGRAM_API_URL=api.url,
            LOTSE_TELEGRAM_RATE="1000", LOTSE_MEANING="false", **received,
        )  # fmt: skip
        await asyncio.to_thread(service.start)
        try:
            yield Place(api, service)
        finally:
            service.kill()


async def killed(folder: Path, index: Path, *, webhook: bool, kills: int) -> Toll:
    """Everybody asks while the service is killed so many times."""
    async with opened(folder, index, webhook=webhook) as place:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(place.hear_everybody(pace=max(PACE, kills * RESTART / PEOPLE)))
            dying = tasks.create_task(place.keep_dying(kills))
        return replace(await place.toll(), kills=dying.result())


async def stumbling(folder: Path, index: Path, *, webhook: bool, hang: float) -> Toll:
    """Everybody asks while every tenth call fails, some are too many, some hang and some answers get lost."""
    async with opened(folder, index, webhook=webhook) as place:
        faults, send = place.api.faults, ["sendMessage"]
        faults.add("cut_after", every=30, times=CUTS, methods=send)
        faults.add("flood", every=90, times=4, retry_after=1, methods=send)
        faults.add("hang", every=150, times=3, seconds=hang, methods=send)
        faults.add("error", every=10, times=PEOPLE // 10)
        await place.hear_everybody(pace=PACE / 3)
        return await place.toll()
