"""Live updates: a stream that says when something changed, which keeps who is looking up to date."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from fastapi import APIRouter, Request

from bot.desk.guard import Visit, enter
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.stream import EventStream
from bot.store.database import StoreUnavailableError

RETRY_MILLISECONDS = 1500
LOOK_SECONDS = 1.0  # how long a change made elsewhere may take to show; one small question to the store
HEARTBEAT_SECONDS = 15.0


class Watched(Protocol):
    """What an open page watches: anything that can say how it stands now."""

    @property
    def parts(self) -> Parts: ...

    async def state(self) -> tuple[object, ...]: ...
    async def notices(self) -> Sequence[str]: ...
    async def still_here(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """What one open page watches: a case, or with 0 all of them."""

    parts: Parts
    visit: Visit
    inquiry_id: int

    async def state(self) -> tuple[object, ...]:
        """Differs from the one before as soon as there is something new to show."""
        if not self.inquiry_id:
            return await self.parts.cases.newest_change()
        change = await self.parts.cases.newest_change(self.inquiry_id)
        looking = await self.parts.work.looking(self.inquiry_id, but=self.visit.user.id, now=self.parts.now())
        return (*change, *looking)

    async def notices(self) -> Sequence[str]:
        """What the bot has to say to this user."""
        return await self.parts.work.take_notices(self.visit.user.name, now=self.parts.now())

    async def still_here(self) -> bool:
        """Say that the page is open; False when its session has ended."""
        session = await self.parts.people.find_session(self.visit.session.id, self.parts.now(), noted=False)
        if session and self.inquiry_id:
            await self.parts.work.look(self.visit.user.id, self.inquiry_id, now=self.parts.now())
        return session is not None


async def change_events(watch: Watched) -> AsyncGenerator[str, None]:
    """Events until the page closes, the session ends or we shut down."""
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    wake, known, beat = watch.parts.wake, None, 0.0
    with wake.listening("desk") as bell:
        while not wake.closed:
            try:
                if time.monotonic() - beat >= HEARTBEAT_SECONDS:
                    beat = time.monotonic()
                    if not await watch.still_here():
                        yield as_event("signed-out")
                        return
                    yield ": still here\n\n"
                state = await watch.state()
                if state != known:  # at first too: something may have happened since the page was made
                    known = state
                    yield as_event("changed")
                for notice in await watch.notices():
                    yield as_event("notice", notice)
            except StoreUnavailableError:
                beat = time.monotonic()
            await bell.wait(LOOK_SECONDS)


def as_event(name: str, text: str = "") -> str:
    """A server-sent event; every line of its text is a field of its own."""
    data = "".join(f"data: {line}\n" for line in (text.split("\n") if text else [""]))
    return f"event: {name}\n{data}\n"


def live_routes(parts: Parts, pages: Pages) -> APIRouter:  # noqa: ARG001 - as all groups of routes
    """`/stream`, for a case or for the lists."""
    routes = APIRouter()

    @routes.get("/stream")
    async def stream(request: Request, case: str = "") -> EventStream:
        visit = await enter(request, parts, noted=False)
        line = await parts.cases.find(case) if case else None
        if case and line is None:
            raise Refusal(404, "no-case")
        watch = Watch(parts, visit, line.id if line else 0)
        return EventStream(change_events(watch), on_end=partial(_leave, watch))

    return routes


def _leave(watch: Watch) -> None:
    """The page is closed; the request's own task is being cancelled, so another one says goodbye."""
    if not watch.inquiry_id:
        return
    task = asyncio.get_running_loop().create_task(_look_away(watch))
    watch.parts.leaving.add(task)
    task.add_done_callback(watch.parts.leaving.discard)


async def _look_away(watch: Watch) -> None:
    try:
        await watch.parts.work.look_away(watch.visit.user.id, watch.inquiry_id)
    except StoreUnavailableError:
        return  # it goes by itself after a while
    watch.parts.wake.notify("desk")
