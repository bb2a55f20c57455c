"""Spares the garbage collector what is loaded once and stays: walking through it all held every chat up."""

import asyncio
import gc

from knowledge.directory import Directory

# How often to look whether everything is loaded; nobody waits for it.
LOOKS_EVERY_SECONDS = 0.5


async def freeze_when_loaded(directory: Directory) -> None:
    """Once `directory`, which settles last, has all it needs, take what is alive by then out of the collector's sight.

    A full collection walks through the whole content, 100 ms and more, in whatever thread it happens to fall.
    """
    while not directory.settled.is_set():  # noqa: ASYNC110  # set by a thread, which knows no event of the loop
        await asyncio.sleep(LOOKS_EVERY_SECONDS)
    gc.collect()
    gc.freeze()
