"""An announcement to many readers on Telegram: the service in a process of its own, killed or not, counted exactly."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from sqlalchemy import insert, select

from bot.store.announcements import StoredAnnouncements, about
from bot.store.announcements_outbox import is_open
from bot.store.database import Database
from bot.store.models import OutboxState
from bot.store.schema import upgrade
from bot.store.subscriptions import SUBSCRIPTION
from bot.store.tables import CHAT, OUTBOX
from handlers.announce_steps import worded_anew
from handlers.events_stored import Wording
from handlers.speech import Speech
from knowledge.entries import Event
from tests.delivery.office import event_ahead
from tests.service.process import Service, free_port
from tests.telegram.botapi import RemoteBotApi, botapi_process

FIRST_READER = 10_000_001  # Telegram's ids of the readers begin here, those of people who write at 1
PAGE = 5_000  # readers written into the store at once
LOOK_SECONDS = 0.2
ASK_SECONDS = 0.5  # between two people who write meanwhile


@dataclass(frozen=True, slots=True)
class Span:
    """How many messages were sent, and the seconds from the first to the last."""

    sent: int
    seconds: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return (self.sent - 1) / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Toll:
    """What became of the readers: reached twice, reached or marked, and neither; `marked` may have been reached."""

    reached: int
    twice: int
    marked: int
    lost: int


@dataclass(slots=True)
class Campaign:
    """One announcement, already written and approved, to `readers` people."""

    api: RemoteBotApi
    service: Service
    database: Database
    readers: int
    number: int = 0
    memory: list[int] = field(default_factory=list)  # kilobytes, looked at now and then

    async def announce(self) -> None:
        """Staff wrote it and a second person approved; the clock of the service begins with it."""
        self.number = await approved(self.database, event_ahead(), self.readers, datetime.now(UTC))

    async def progress(self) -> Span:
        """How far it came."""
        found = await self.api.do("progress")
        return Span(found["sent"], found["last"] - found["first"])

    async def reached(self, count: int, *, seconds: float) -> Span:
        """Wait until so many messages were sent; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while (span := await self.progress()).sent < count:  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(LOOK_SECONDS)
        return span

    async def over(self, *, seconds: float) -> None:
        """Wait until nothing of it is under way any more; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while await self._is_under_way():  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(5 * LOOK_SECONDS)

    async def _is_under_way(self) -> bool:
        async with self.database.reading() as session:
            found = await StoredAnnouncements(session, datetime.now(UTC)).find(self.number)
            still_open = await is_open(session, about(self.number))
        return still_open or found is None or found.written < self.readers

    async def states(self) -> Counter[str]:
        """How many of its messages stand where."""
        async with self.database.reading() as session:
            report = await StoredAnnouncements(session, datetime.now(UTC)).report(self.number)
        return Counter(report.get("telegram", {}))

    async def toll(self) -> Toll:
        """Counted reader by reader, by what the platform got and what the store says of it."""
        counts = {chat: times for chat, times in await self.api.do("reached") if chat >= FIRST_READER}
        marked = await self._marked()
        everybody = range(FIRST_READER, FIRST_READER + self.readers)
        return Toll(
            reached=len(counts),
            twice=sum(times > 1 for times in counts.values()),
            marked=len(marked),
            lost=sum(reader not in counts and reader not in marked for reader in everybody),
        )

    async def _marked(self) -> set[int]:
        """Whose message may or may not have arrived."""
        mine = OUTBOX.c.transaction_id.startswith(f"{about(self.number)}.")
        query = select(OUTBOX.c.address).where(mine, OUTBOX.c.state == OutboxState.UNCERTAIN)
        async with self.database.reading() as session:
            return {int(address) for address in (await (await session.connection()).execute(query)).scalars()}

    async def keep_asking(self, questions: Sequence[str], *, pause: float = ASK_SECONDS) -> None:
        """Every time somebody else asks the next of these questions, over and over until cancelled."""
        for number, question in enumerate(cycle(questions), start=1):
            await self.api.do("say", person={"id": number}, text=question)
            await asyncio.sleep(pause)

    async def watch_memory(self) -> None:
        """Until cancelled."""
        while True:
            with suppress(OSError, AssertionError):
                self.memory.append(resident_kilobytes(self.service.process_id))
            await asyncio.sleep(ASK_SECONDS)

    async def die_now_and_then(self, kills: int, *, seconds: float) -> None:
        """Killed at equal parts of the way, and started again at once."""
        for kill in range(1, kills + 1):
            await self.reached(self.readers * kill // (kills + 1), seconds=seconds)
            self.service.kill()
            await asyncio.to_thread(self.service.start)


def resident_kilobytes(process_id: int) -> int:
    """What a process holds in memory."""
    status = Path(f"/proc/{process_id}/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


@asynccontextmanager
async def opened(
    folder: Path, index: Path, *, readers: int, rate: int, at_once: bool = False, **settings: str
) -> AsyncIterator[Campaign]:
    """A service with so many subscribers and the learned `index`, and a stand-in that enforces `rate`.

    `at_once`: it has been announced already when the service starts, whose clock looks only every quarter of a minute.
    """
    (folder / "cache").symlink_to(index)
    database = Database(f"sqlite:///{folder / 'lotse.db'}")
    async with botapi_process() as api:
        await api.do("limits", overall=rate)
        await api.do("meet_all", first=FIRST_READER, last=FIRST_READER + readers - 1)
        await upgrade(database)
        await subscribe(database, readers, account=api.token.partition(":")[0], now=datetime.now(UTC))
        service = Service(
            folder, port=free_port(), LOTSE_TELEGRAM_TOKEN=api.token, LOTSE_TELEGRAM_API_URL=api.url,
            LOTSE_TELEGRAM_RATE=str(rate), LOTSE_LOG_LEVEL="warning", **settings,
        )  # fmt: skip
        service.command = ("-m", "tests.delivery.office")
        campaign = Campaign(api, service, database, readers)
        if at_once:
            await campaign.announce()
        await asyncio.to_thread(service.start)
        try:
            yield campaign
        finally:
            service.kill()
            await database.dispose()


async def approved(database: Database, event: Event, readers: int, now: datetime) -> int:
    """The number of a new announcement of `event` that somebody wrote and somebody else approved."""
    assert event.begins
    wording = worded_anew(Wording("", "", event.begins), event, Speech.load(), "")
    async with database.writing() as session:
        stored = StoredAnnouncements(session, now)
        draft = await stored.draft(event.id, wording, author="anna", readers=readers)
        assert await stored.approve(draft, by="ben", readers=readers)
    return draft.id


async def subscribe(database: Database, count: int, *, account: str, now: datetime) -> None:
    """So many people who want to hear of everything at once, every second of them in English."""
    for first in range(1, count + 1, PAGE):
        numbers = range(first, min(first + PAGE, count + 1))
        chats = [
            {"id": at, "platform": "telegram", "account": account, "address": str(FIRST_READER - 1 + at), "state": {},
             "first_seen": now, "last_seen": now}
            for at in numbers
        ]  # fmt: skip
        rows = [
            {"chat_id": at, "rhythm": "at-once", "quiet_from": 0, "quiet_to": 0, "agreed_at": now, "changed_at": now,
             "language": "en" if at % 2 else "de"}
            for at in numbers
        ]  # fmt: skip
        async with database.writing() as session:
            connection = await session.connection()
            await connection.execute(insert(CHAT), chats)
            await connection.execute(insert(SUBSCRIPTION), rows)
