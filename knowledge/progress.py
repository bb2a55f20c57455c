"""Says how far long work has come, for people who wait at a terminal."""

import sys
import time
from collections.abc import Callable
from typing import Protocol

# Work that is done sooner needs no words; then a line every few seconds.
FIRST_AFTER, EVERY = 2.0, 5.0


class Progress(Protocol):
    """Is told what is being done, and how much of it is done."""

    def __call__(self, what: str, done: int, of: int) -> None: ...


def silent(what: str, done: int, of: int) -> None:
    """For those who do not wait."""


class Told:
    """Writes a line to standard error from time to time."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + FIRST_AFTER

    def __call__(self, what: str, done: int, of: int) -> None:
        """Tell, unless it was told a moment ago."""
        now = self._clock()
        if now >= self._next and of:
            self._next = now + EVERY
            sys.stderr.write(f"{what}: {done:,} of {of:,} ({100 * done // of} %)\n")
            sys.stderr.flush()
