"""Spares the garbage collector what is loaded once and stays: walking through it all held every chat up."""

import asyncio
import gc

from knowledge.search import Searcher

# How often to look whether everything is loaded; nobody waits for it.
LOOKS_EVERY_SECONDS = 0.5


async def freeze_when_loaded(searcher: Searcher) -> None:
    """Once `searcher` has everything it needs, take all that is alive by then out of the collector's sight.

    A full collection walks through the whole content, 100 ms and more, in whatever thread it happens to fall.
    """
    while not searcher.settled.is_set():  # noqa: ASYNC110  # set by a thread, which knows no event of the loop
        await asyncio.sleep(LOOKS_EVERY_SECONDS)
    gc.collect()
    gc.freeze()
