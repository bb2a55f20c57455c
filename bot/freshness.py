"""Keeps the matching of actors in step with who has confirmed their entry: unanswered ones rank lower and say so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.entries import Entries
from knowledge.directory import Directory


@dataclass(frozen=True, slots=True)
class Freshness:
    """Every ten minutes what stands in the store goes to the directory; nothing is told to anybody."""

    entries: Entries
    directory: Directory
    name: str = "freshness"
    every: timedelta = timedelta(minutes=10)

    async def run(self, now: datetime) -> int:
        """Returns 0: nothing was done that may be to be sent."""
        self.directory.mark_unconfirmed(await self.entries.unconfirmed(now))
        return 0
