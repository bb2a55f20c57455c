"""What comes back from organisations by their page, and the question a month later: told to the person and to staff."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.database import Database
from bot.store.introductions import answer_introduction, find_introduction, take_follow_ups
from bot.store.notices import post_notices
from bot.store.outgoing import Limits
from handlers.base import Chat
from handlers.introduction_mail import HELPED_AFTER, answered, asked_whether_it_helped
from handlers.speech import Speech
from handlers.stored import Introduction, IntroductionState
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Introducing:
    """Each answer is one transaction: kept on the case, and told to the person and the staff rooms."""

    database: Database
    library: Library
    speech: Speech
    staff_rooms: Sequence[Chat]
    limits: Limits
    woken: Callable[[], None]

    async def find(self, number: str) -> Introduction | None:
        """That of a case whose person is still there."""
        async with self.database.reading() as session:
            return await find_introduction(session, number)

    async def take_answer(
        self, number: str, verdict: IntroductionState, text: str, *, round_: int, now: datetime
    ) -> bool:
        """Whether this was the one answer of that round."""
        async with self.database.writing() as session:
            found = await find_introduction(session, number)
            actor = self.library.actors.get(found.actor) if found else None
            name = actor.short_name if actor else ""
            done = await answer_introduction(session, number, verdict, text, name=name, now=now, round_=round_)
            if done is None:
                return False
            told = answered(self.speech, self.library, done, text, rooms=self.staff_rooms)
            await post_notices(session, told, now, limits=self.limits)
        self.woken()
        return True


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A month after an introduction was sent, ask the person once whether it helped; the answer is only counted."""

    database: Database
    library: Library
    speech: Speech
    limits: Limits
    name: str = "introductions-followed-up"
    every: timedelta = timedelta(hours=1)

    async def run(self, now: datetime) -> int:
        """Returns how many people were asked."""
        async with self.database.writing() as session:
            due = await take_follow_ups(session, after=HELPED_AFTER, now=now)
            asked = [asked_whether_it_helped(self.speech, self.library, one) for one in due]
            await post_notices(session, asked, now, limits=self.limits)
        return len(due)
