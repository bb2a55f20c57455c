"""How long the event loop waits while 50 people ask at once: nothing that computes may hold everybody else up."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.collecting import freeze_when_loaded
from bot.house import Running, open_house, open_searcher
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, ConsoleSender
from bot.store.database import Database
from handlers.base import Chat, Message
from knowledge.directory import open_directory
from knowledge.items import items_of
from knowledge.library import Library
from knowledge.loading import load

Row = tuple[str, str]
CHATS, QUESTIONS = 50, 6
# How often the loop is asked whether it has time.
TICK = 0.005


@dataclass(slots=True)
class Lags:
    """Milliseconds by which each tick came late, and how much of that the loop waited for others: for the thread that
    searches, or for the machine."""

    late: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


async def lags_until(done: asyncio.Event) -> Lags:
    """Ask the loop for its time until `done`."""
    lags, loop = Lags(), asyncio.get_running_loop()
    while not done.is_set():
        due, worked = loop.time() + TICK, time.thread_time()
        await asyncio.sleep(TICK)
        late = 1000 * (loop.time() - due)
        lags.late.append(late)
        lags.waited.append(max(0.0, late - 1000 * (time.thread_time() - worked)))
    return lags


async def chat(running: Running, number: int, questions: Sequence[str]) -> list[float]:
    """One person who asks `questions` one after the other; milliseconds until each was taken."""
    took = []
    for at, question in enumerate(questions):
        began = time.perf_counter()
        await running.dispatcher.receive([Message(Chat(CONSOLE, f"p{number}"), f"m{number}-{at}", question)])
        took.append(1000 * (time.perf_counter() - began))
    return took


def asked(library: Library) -> list[list[str]]:
    """New questions for each chat: phrasings with something added, so that each has to be encoded."""
    phrasings = [text for item in items_of(library) for text, _ in item.questions]
    chosen = phrasings[:: max(1, len(phrasings) // (CHATS * QUESTIONS))]
    return [[f"{text} Frage {at}" for text in chosen[at::CHATS][:QUESTIONS]] for at in range(CHATS)]


async def measured(folder: Path) -> tuple[Lags, Lags, list[float]]:
    """The loop's lag at rest and under 50 chats, and how long the messages took, all in milliseconds."""
    library = load()
    searcher = await asyncio.to_thread(open_searcher, library, cache_dir=folder, background=False)
    database, sent = Database(f"sqlite:///{folder / 'lag.db'}"), list[Delivery]()
    directory = await asyncio.to_thread(open_directory, library, searcher, background=False)
    running = await open_house(
        database,
        library=library,
        searcher=searcher,
        directory=directory,
        senders=[(ConsoleSender(CONSOLE, sent.append), None)],
    )
    quiet, done = asyncio.Event(), asyncio.Event()
    resting = asyncio.create_task(lags_until(quiet))
    await asyncio.sleep(1)
    quiet.set()
    await freeze_when_loaded(directory.settled)
    await chat(running, CHATS, ["Hallo"])  # the first message compiles the store's statements, a tenth of a second
    chats = [chat(running, number, questions) for number, questions in enumerate(asked(library))]
    busy = asyncio.create_task(lags_until(done))
    took = [each for one in await asyncio.gather(*chats) for each in one]
    done.set()
    lags = await busy
    await running.drain()
    await database.dispose()
    return await resting, lags, took


def rows(folder: Path | None = None) -> list[Row]:
    """What was measured and the figure."""
    with tempfile.TemporaryDirectory() as name:
        resting, busy, took = asyncio.run(measured(folder or Path(name)))
    return [
        ("the loop's lag at rest", _spread(resting.late)),
        (f"the loop's lag under {CHATS} chats at once", _spread(busy.late)),
        ("of that not its own work: waiting for the search, or for the machine", _spread(busy.waited)),
        (f"message to commit under {CHATS} chats at once", _spread(took)),
        ("messages a second", f"{1000 * CHATS * len(took) / sum(took):.0f}"),
    ]


def _spread(milliseconds: Sequence[float]) -> str:
    p50, p99 = np.percentile(milliseconds, [50, 99])
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {max(milliseconds):.1f} ms"


if __name__ == "__main__":
    for what, figure in rows():
        sys.stdout.write(f"{what}: {figure}\n")
