"""The chores of the cases' life: promises are watched, waiting ends, crowds are gathered, evidence has its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.schedule import Chore
from bot.store.database import Database
from bot.store.due import AT_ONCE, is_any_crowd_over, is_any_due, take_crowds, take_due
from bot.store.evidence import drop_evidence
from bot.store.inquiries import BURST_WITHIN
from bot.store.notices import post_notices
from handlers.base import Chat, Reply
from handlers.reminders import crowded, notices
from handlers.speech import Speech


@dataclass(frozen=True, slots=True)
class _OfCases:
    """What every chore on cases works with."""

    database: Database
    speech: Speech
    staff_rooms: Sequence[Chat]
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CaseClock(_OfCases):
    """At every tick, what is due on cases; each case is changed and told of in one transaction."""

    name: str = "cases"
    every: timedelta = timedelta()

    async def run(self, now: datetime) -> int:
        """Returns on how many cases something was said."""
        async with self.database.reading() as session:  # mostly nothing is due, and writing would hold up others
            said, looked = 0, AT_ONCE if await is_any_due(session, now) else 0
        while looked == AT_ONCE:
            async with self.database.writing() as session:
                due, looked = await take_due(session, now)
                replies = [
                    reply for one in due for reply in notices(one.notice, one.case, self.speech, self.staff_rooms, now)
                ]
                await post_notices(session, replies, now, limits=self.limits)
            said += len(due)
        return said


@dataclass(frozen=True, slots=True)
class CrowdClock(_OfCases):
    """Once a crowded minute is over, staff hear how much more the person wrote."""

    name: str = "crowds"
    every: timedelta = timedelta()

    async def run(self, now: datetime) -> int:
        """Returns of how many cases staff were told."""
        async with self.database.reading() as session:
            if not await is_any_crowd_over(session, now, within=BURST_WITHIN):
                return 0
        async with self.database.writing() as session:
            crowds = await take_crowds(session, now, within=BURST_WITHIN)
            replies = [reply for one in crowds for reply in crowded(one.case, one.more, self.speech, self.staff_rooms)]
            await post_notices(session, replies, now, limits=self.limits)
        return len(crowds)


@dataclass(frozen=True, slots=True)
class EvidenceClock(_OfCases):
    """Once a day, evidence past its time goes, and staff hear that it did."""

    name: str = "evidence"
    every: timedelta = timedelta(days=1)

    async def run(self, now: datetime) -> int:
        """Returns how much of it went."""
        async with self.database.writing() as session:
            gone = await drop_evidence(session, now)
            texts = [self.speech.say("de", "staff-evidence-gone", id=str(id_)) for id_ in gone]
            replies = [Reply(text, to=room) for text in texts for room in self.staff_rooms]
            await post_notices(session, replies, now, limits=self.limits)
        return len(gone)


def case_chores(
    database: Database, speech: Speech, staff_rooms: Sequence[Chat], limits: Mapping[str, int]
) -> tuple[Chore, ...]:
    """All of them."""
    parts = (database, speech, staff_rooms, limits)
    return CaseClock(*parts), CrowdClock(*parts), EvidenceClock(*parts)
