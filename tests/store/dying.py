"""A process that is killed in the middle of a turn; started by the tests as `python -m tests.store.dying URL WHEN`."""

import asyncio
import sys

from bot.store.database import Database
from bot.store.outbox import Outbox
from handlers.base import Button, Reply
from tests.store.scenes import MARIA, NOW, turn

READY = "ready to die"


async def main(url: str, when: str) -> None:
    """Do a whole turn, and wait for the end inside its transaction, after it, or with its replies in mid-send."""
    database = Database(url)
    async with turn(database, id="m1", text="Was kostet das?") as stored:
        case = await stored.cases.open("Was kostet das?", "de")
        stored.record_line("Was kostet das?")
        await stored.tally.count("passed-on")
        stored.finish([Reply("Ist notiert.", (Button("Status", "case.status"),), case=case.number)])
        if when == "before the commit":
            await _wait_for_the_end()
    if when == "in mid-send":
        assert await Outbox(database, MARIA.platform).take(1, NOW)
    await _wait_for_the_end()


async def _wait_for_the_end() -> None:
    print(READY, flush=True)
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
