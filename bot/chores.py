"""What is done without anybody asking: the one list of chores the clock runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.announcing import Announcing
from bot.digest import Digest
from bot.introducing import FollowUp
from bot.lifecycle import case_chores
from bot.reminding import Reminding
from bot.schedule import Chore
from bot.store.announcements_records import forget_announcements
from bot.store.database import Database
from bot.store.desk_work import forget_desk
from bot.store.learning import forget_proposals
from bot.store.outgoing import Limits
from bot.store.retention import empty_journal, forget_old
from handlers.base import Chat
from handlers.speech import Speech
from knowledge.library import Library


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
        gone += await forget_proposals(self.database, retention_days=self.retention_days, now=now)
        gone += await forget_announcements(self.database, now=now)
        await empty_journal(self.database)
        return gone


def all_chores(
    database: Database, library: Callable[[], Library], speech: Speech, staff_rooms: Sequence[Chat], *, limits: Limits,
    retention_days: int, public_url: str, digest: bool, woken: Callable[[], None],
) -> tuple[Chore, ...]:  # fmt: skip
    """Every chore; each commits what it does and may be repeated. The weekly `digest` is the service's alone.

    `library` gives the one in force: events may change while the service runs.
    """
    team = staff_rooms, limits
    return (
        *case_chores(database, speech, *team),
        Announcing(database, library, speech, *team, woken, public_url),
        Reminding(database, library, speech, public_url),
        FollowUp(database, library(), speech, limits),
        *([Digest(database, library(), speech, *team)] if digest else []),
        Housekeeping(database, retention_days),
    )
