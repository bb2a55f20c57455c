"""The pages of announcements: all of them, the form, and one with its preview, its progress and its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from bot.desk.announcements_forms import Typed
from bot.desk.announcements_live import Progress
from bot.desk.announcements_preview import previews
from bot.desk.announcements_table import COLUMNS, outcome_table
from bot.desk.guard import Visit
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from handlers.announce_shown import title_of
from handlers.announce_steps import (
    LONGEST,
    SECOND_PERSON_ABOVE,
    NotAnnouncedError,
    announceable,
    audience_of,
    needs_second,
    worded_anew,
)
from handlers.events_notices import Voice
from handlers.events_shown import when
from handlers.events_stored import Announcement, Stage
from knowledge.entries import Event

REFUSED = 409
_KINDS = {Stage.DRAFT: "draft", Stage.SCHEDULED: "scheduled", Stage.DISCARDED: "discarded"}


@dataclass(frozen=True, slots=True)
class AnnouncementPages:
    """Gathers what the templates show."""

    parts: Parts
    pages: Pages
    progress: Progress

    async def every(self, visit: Visit) -> Response:
        """The latest ones, and the events that may be announced."""
        now = self.parts.now()
        standings = [await self.progress.of(one) for one in await self.parts.announcements.listed(now)]
        ones = [standing.one for standing in standings]
        groups = {kind: [one for one in standings if kind_of(one.one) == kind] for kind in ("run", *_KINDS.values())}
        return self.pages.answer(
            visit, "announcements.html", groups=groups, titles={one.id: self._title(visit, one) for one in ones},
            announced=_latest_by_event(ones), second=SECOND_PERSON_ABOVE, **self._events(visit),
        )  # fmt: skip

    async def form(self, visit: Visit, typed: Typed, *, refused: NotAnnouncedError | None = None) -> Response:
        """A blank form, or what was typed with the reason why it was refused."""
        return self.pages.answer(
            visit, "announcement_new.html", status=REFUSED if refused else 200, typed=typed, longest=LONGEST,
            refused=self._said(visit, refused), second=SECOND_PERSON_ABOVE, **self._events(visit),
            announced=_latest_by_event(await self.parts.announcements.listed(self.parts.now())),
        )  # fmt: skip

    async def one(
        self, visit: Visit, one: Announcement, *, refused: NotAnnouncedError | None = None, typed: Typed | None = None,
        tested: bool = False,
    ) -> Response:  # fmt: skip
        """Everything about one."""
        status = REFUSED if refused else 200
        shown = await self._shown(visit, one, fresh=True)
        return self.pages.answer(
            visit, "announcement.html", status=status, refused=self._said(visit, refused), tested=tested,
            typed=typed or Typed.as_stored(one.event, one.wording), longest=LONGEST, previews=previews(one),
            rooms=sorted({room.platform for room in self.parts.staff_rooms}), **shown,
        )  # fmt: skip

    async def live(self, visit: Visit, one: Announcement, *, kind: str, version: str) -> Response:
        """The part that moves; once it is no draft any more, the whole page is another and is loaded anew."""
        headers = {"hx-refresh": "true"} if kind != kind_of(one) else {}
        shown = await self._shown(visit, one) | {"loaded": version}
        return self.pages.answer(visit, "announcement_live.html", headers=headers, **shown)

    async def _shown(self, visit: Visit, one: Announcement, *, fresh: bool = False) -> dict[str, Any]:
        standing = await self.progress.of(one, fresh=fresh)
        seen = await self.parts.announcements.seen(one, audience_of(self.parts.library, one.event), self.parts.now())
        event = self._event(one)
        waits = one.stage in (Stage.DRAFT, Stage.SCHEDULED)
        return {
            "one": one, "kind": kind_of(one), "seen": seen, "standing": standing, "loaded": str(one.version),
            "title": self._title(visit, one), "table": outcome_table(standing), "columns": COLUMNS,
            "count": sum(seen.readers.values()), "second": SECOND_PERSON_ABOVE,
            "own": needs_second(one, visit.user.name, sum(seen.readers.values())),
            "stale": waits and (event is None or self._is_stale(one, event)), "gone": event is None,
        }  # fmt: skip

    def _events(self, visit: Visit) -> dict[str, Any]:
        """What may be announced, and when each takes place."""
        events, voice = announceable(self.parts.library, self.parts.now()), Voice(self.parts.bot_texts, visit.language)
        return {"events": events, "times": {event.id: when(voice, event) for event in events}}

    def _event(self, one: Announcement) -> Event | None:
        return next(
            (event for event in announceable(self.parts.library, self.parts.now()) if event.id == one.event), None
        )

    def _is_stale(self, one: Announcement, event: Event) -> bool:
        """Whether the event is another than when the draft was worded."""
        return worded_anew(one.wording, event, self.parts.bot_texts, self.parts.public_url) != one.wording

    def _title(self, visit: Visit, one: Announcement) -> str:
        return title_of(Voice(self.parts.bot_texts, visit.language), self.parts.library, one)

    def _said(self, visit: Visit, error: NotAnnouncedError | None) -> str:
        return self.parts.bot_texts.say(visit.language, error.key, **error.args_of_text) if error else ""


def kind_of(one: Announcement) -> str:
    """Which page it has: that of a draft, of one that waits, of one that runs or ran, of one given up."""
    return _KINDS.get(one.stage, "run")


def _latest_by_event(ones: Sequence[Announcement]) -> dict[str, Announcement]:
    """The guard: which events were announced before, the latest time each."""
    return {one.event: one for one in reversed(ones) if one.started_at}
