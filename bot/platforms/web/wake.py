"""Tells the readers of one conversation that there is something new, within this process."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """One reader's bell: it stays rung until the reader has heard it, so nothing is missed while reading."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake the reader, now or at the next wait."""
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring at most `seconds`; says whether it rang."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class Wake:
    """A broadcast per address. Readers that leave are forgotten; `close` ends all of them for a shutdown."""

    def __init__(self) -> None:
        self._bells: dict[str, set[Bell]] = {}
        self.closed = False

    def notify(self, address: str) -> None:
        """There is something new for every reader of `address`."""
        for bell in self._bells.get(address, ()):
            bell.ring()

    @contextmanager
    def listening(self, address: str) -> Iterator[Bell]:
        """A bell that hears everything from now on: take it before looking at the store."""
        bell = Bell()
        self._bells.setdefault(address, set()).add(bell)
        if self.closed:
            bell.ring()
        try:
            yield bell
        finally:
            bells = self._bells[address]
            bells.discard(bell)
            if not bells:
                del self._bells[address]

    async def wait(self, address: str, seconds: float) -> bool:
        """Wait once for something new; says whether it came."""
        with self.listening(address) as bell:
            return await bell.wait(seconds)

    def close(self) -> None:
        """Wake every reader for the last time."""
        self.closed = True
        for address in self._bells:
            self.notify(address)

    @property
    def readers(self) -> int:
        """How many are listening."""
        return sum(len(bells) for bells in self._bells.values())
