"""Killed again and again while people write: nobody unanswered, nobody answered twice."""

import asyncio
import random
from collections import Counter
from itertools import repeat
from pathlib import Path
from uuid import uuid4

import httpx

from tests.service.process import Service, running

PEOPLE = 12
QUESTIONS = (
    "Was ist die Kompetenzstelle KI?",
    "Was ist ScaDS.AI?",
    "Warum erfindet KI manchmal Fakten?",
    "What are AI agents?",
)
KILLS = 4
LOOK_SECONDS = 1.0


class Citizen:
    """A page as it behaves: keeps each message until the service took it, and tries again with the same id."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=10)
        self.ids: list[str] = []

    async def ask_everything(self) -> None:
        """All questions, one after the other, each until it is taken."""
        for question in QUESTIONS:
            message = {"id": str(uuid4()), "text": question, "language": "de"}
            self.ids.append(message["id"])
            for pause in repeat(0.2):
                if await self._taken(message):
                    break
                await asyncio.sleep(pause)
            await asyncio.sleep(random.uniform(0, 0.4))

    async def _taken(self, message: dict[str, str]) -> bool:
        try:
            if not self._client.cookies:
                await self._client.get("/")
            response = await self._client.post("/api/messages", json=message)
        except httpx.TransportError:
            return False
        return response.status_code == httpx.codes.ACCEPTED

    async def answers(self) -> Counter[str]:
        """How many messages of the bot came for each message of this person."""
        response = await self._client.get("/api/lines", params={"after": 0})
        while response.status_code == httpx.codes.TOO_MANY_REQUESTS:  # all these people read from one address
            await asyncio.sleep(LOOK_SECONDS)
            response = await self._client.get("/api/lines", params={"after": 0})
        return Counter(line["message_id"] for line in response.json()["lines"] if line["author"] == "bot")

    async def everything_answered(self, within_seconds: float) -> Counter[str]:
        """Waits for late answers; what is missing then is missing."""
        for _ in range(int(within_seconds / LOOK_SECONDS)):
            found = await self.answers()
            if set(found) >= set(self.ids):
                break
            await asyncio.sleep(LOOK_SECONDS)
        await asyncio.sleep(LOOK_SECONDS)  # a second answer would come now
        return await self.answers()

    async def leave(self) -> None:
        """Close the page."""
        await self._client.aclose()


async def kill_now_and_then(service: Service) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0.3, 1.2))
        service.kill()
        await asyncio.to_thread(service.start)


async def test_killed_while_people_write_nothing_is_lost_and_nothing_doubled(warm_data: Path) -> None:
    limits = {"LOTSE_LOG_LEVEL": "warning"}
    with running(warm_data, **limits) as service:
        citizens = [Citizen(service.url) for _ in range(PEOPLE)]
        try:
            await asyncio.gather(kill_now_and_then(service), *(citizen.ask_everything() for citizen in citizens))
            found = await asyncio.gather(*(citizen.everything_answered(30) for citizen in citizens))
        finally:
            await asyncio.gather(*(citizen.leave() for citizen in citizens))
    for citizen, counts in zip(citizens, found, strict=True):
        assert counts == Counter(dict.fromkeys(citizen.ids, 1))
