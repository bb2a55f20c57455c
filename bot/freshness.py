"""Keeps the matching of actors in step with who has confirmed their entry: unanswered ones rank lower and say so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.following import follow
from bot.store.entries import Entries
from knowledge.directory import Directory

# So long a confirmed entry may still be called unconfirmed; each look reads one small table.
LOOK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Freshness:
    """Hands what stands in the store to the directory of this process; every process has its own."""

    entries: Entries
    directory: Directory
    now: Callable[[], datetime]

    async def refresh(self) -> None:
        """Look once who was asked and has not answered."""
        self.directory.mark_unconfirmed(await self.entries.unconfirmed(self.now()))

    async def run(self, *, every: float = LOOK_SECONDS) -> None:
        """Follow until cancelled, looking after so many seconds."""
        await follow(self.refresh, every=every, what="confirmed entries")
