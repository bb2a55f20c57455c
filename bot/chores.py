"""What is done without anybody asking: the one list of chores the clock runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.schedule import Chore
from bot.store.database import Database
from bot.store.desk_work import forget_desk
from bot.store.retention import empty_journal, forget_old


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """Every hour, delete what is past its time."""

    database: Database
    retention_days: int
    name: str = "housekeeping"
    every: timedelta = timedelta(hours=1)

    async def run(self, now: datetime) -> int:
        """Returns how many rows went."""
        gone = await forget_old(self.database, retention_days=self.retention_days, now=now)
        await forget_desk(self.database, retention_days=self.retention_days, now=now)
        await empty_journal(self.database)
        return gone


def all_chores(database: Database, *, retention_days: int) -> tuple[Chore, ...]:
    """Every chore; each commits what it does and may be repeated."""
    return (Housekeeping(database, retention_days),)
