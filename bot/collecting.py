"""Spares the garbage collector what is loaded once and stays: walking through it all costs a start, and every chat."""

import asyncio
import ctypes
import gc
from threading import Event

# How often to look whether everything is loaded; nobody waits for it.
LOOKS_EVERY_SECONDS = 0.5
# While loading, nearly everything that is made stays: with Python's own thresholds a quarter of a start is spent on
# looking for what could go.
WHILE_LOADING, USUAL = (100_000, 50, 100), (700, 10, 10)


def collect_seldom() -> None:
    """From now on, until `freeze_when_loaded` has done its work."""
    gc.set_threshold(*WHILE_LOADING)


async def freeze_when_loaded(settled: Event) -> None:
    """Once `settled` is set by what loads last, take what is alive by then out of the collector's sight.

    A full collection walks through the whole content, 100 ms and more, in whatever thread it happens to fall.
    """
    while not settled.is_set():  # noqa: ASYNC110  # set by a thread, which knows no event of the loop
        await asyncio.sleep(LOOKS_EVERY_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*USUAL)
    await asyncio.to_thread(_return_memory)


def _return_memory() -> None:
    """Give back what only loading needed and the C library would keep: 20 MB. Only glibc has a word for it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
