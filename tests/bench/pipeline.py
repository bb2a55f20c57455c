"""How many questions a second go through the whole pipeline, store and outbox included, when the platform is free.

Batches of 100 as a busy messenger delivers them, durable commits, a sender that takes everything. What a platform's
own library and the network cost comes on top: see the figures of each messenger.
"""

import asyncio
import cProfile
import pstats
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.house import Running, open_house, open_searcher
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE
from bot.store.database import Database
from bot.store.leases import Leases
from handlers.base import Chat, Message
from knowledge.library import Library
from knowledge.loading import load
from knowledge.search import Searcher

Row = tuple[str, str]
PLATFORM = CONSOLE
BATCH = 100  # what Telegram hands over at once at most
WARM_UP = 200
MEASURED = 2000
PEOPLE = 500
SHOWN = 6  # packages in the profile; the rest is summed up
PARTS = ("bot", "handlers", "knowledge")


@dataclass(slots=True)
class Taker:
    """A platform that takes everything at once."""

    platform: str = PLATFORM
    idempotent: bool = False
    sent: int = 0
    awaited: int = 0
    all_there: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """Counts."""
        self.sent += 1
        if self.sent >= self.awaited:
            self.all_there.set()
        return (str(delivery.id),)


@dataclass(slots=True)
class Bench:
    """A running house, and the questions people put to it."""

    running: Running
    sender: Taker
    library: Library
    asked: int = 0

    def messages(self, count: int, *, different: bool) -> list[Message]:
        """Questions known word for word, or ones that nobody has asked before."""
        known = [topic.question.de for topic in self.library.topics.values()]
        numbers = range(self.asked, self.asked + count)
        self.asked += count
        return [
            Message(
                Chat(PLATFORM, f"p{number % PEOPLE}"), f"m{number}",
                f"Frage {number}: {known[number % len(known)]}" if different else known[number % len(known)],
            )
            for number in numbers
        ]  # fmt: skip

    async def answered(self, messages: Sequence[Message]) -> None:
        """Until each of them got its answer; the next batch comes as soon as one is committed."""
        self.sender.awaited = self.sender.sent + len(messages)
        self.sender.all_there.clear()
        for at in range(0, len(messages), BATCH):
            await self.running.dispatcher.receive(messages[at : at + BATCH])
        await self.sender.all_there.wait()

    async def measure(self, *, different: bool) -> Row:
        """Answers a second, and the processor's time each takes."""
        await self.answered(self.messages(WARM_UP, different=different))
        messages = self.messages(MEASURED, different=different)
        began, cpu = time.perf_counter(), time.process_time()
        await self.answered(messages)
        took, used = time.perf_counter() - began, time.process_time() - cpu
        what = "different questions" if different else "common questions"
        return what, f"{MEASURED / took:.0f} a second, {1000 * used / MEASURED:.2f} ms of processor time each"

    async def profile(self) -> list[Row]:
        """Where the time of the event loop's thread goes, by package, for common questions."""
        messages = self.messages(MEASURED, different=False)
        profile = cProfile.Profile()
        profile.enable()
        await self.answered(messages)
        profile.disable()
        shares = shares_of(pstats.Stats(profile))
        return [(f"share of {name}", f"{share:.0%}") for name, share in shares]


def shares_of(stats: pstats.Stats) -> list[tuple[str, float]]:
    """The time spent in the code of each package itself, the largest shares first."""
    spent: Counter[str] = Counter()
    for (path, _, name), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        if "epoll" not in name:  # waiting is no work
            spent[_package(path)] += own
    total = sum(spent.values())
    largest = spent.most_common(SHOWN)
    rest = total - sum(own for _, own in largest)
    return [(name, own / total) for name, own in [*largest, ("everything else", rest)]]


def _package(path: str) -> str:
    parts = Path(path).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    own = next((part for part in PARTS if part in parts), None)
    if own == "bot" and "store" in parts:
        return "bot/store"
    return own or ("Python's built-ins" if path == "~" else "Python's library")


async def measured(url: str, library: Library, searcher: Searcher, *, profile: bool) -> list[Row]:
    """All figures on one database."""
    sender = Taker()
    running = await open_house(Database(url), library=library, searcher=searcher, senders=[(sender, None)])
    bench = Bench(running, sender, library)
    delivery = asyncio.create_task(running.deliverers[0].run(Leases(running.database, "bench")))
    try:
        found = [await bench.measure(different=different) for different in (False, True)]
        return [*found, *(await bench.profile() if profile else [])]
    finally:
        delivery.cancel()
        await asyncio.gather(delivery, return_exceptions=True)
        await running.database.dispose()


def rows() -> list[Row]:
    """On SQLite, in a file."""
    library = load()
    with tempfile.TemporaryDirectory() as folder:
        searcher = open_searcher(library, cache_dir=Path(folder), background=False)
        return asyncio.run(measured(f"sqlite:///{folder}/bench.db", library, searcher, profile=True))


if __name__ == "__main__":
    sys.stdout.write("".join(f"{what}: {figure}\n" for what, figure in rows()))
