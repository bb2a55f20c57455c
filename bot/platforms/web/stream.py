"""The lines of one conversation as server-sent events, resumed where the reader left off."""

import json
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Any

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Bell, Wake
from bot.store.database import StoreUnavailableError
from bot.store.weblines import WebLine, WebLines

RETRY_MILLISECONDS = 1500
SETTLING_SECONDS = 10.0  # longer than any transaction of a turn
PAGE = 200


def as_json(line: WebLine) -> dict[str, Any]:
    """A line as the page gets it."""
    payload = line.payload
    shown = {
        "id": line.id,
        "author": line.author,
        "message_id": line.message_id,
        "text": payload.get("text", ""),
        "buttons": payload.get("buttons", []),
        "case": payload.get("case") or "",
        "at": line.at.isoformat(),
    }
    return shown | ({"clear": True} if payload.get("clear") else {})


def as_event(line: WebLine) -> str:
    """A line as a server-sent event; its id comes back as Last-Event-ID."""
    return f"id: {line.id}\nevent: line\ndata: {json.dumps(as_json(line), ensure_ascii=False)}\n\n"


class Cursor:
    """What this reader has seen.

    Ids are given when a transaction writes, but lines become visible when it commits: on PostgreSQL a smaller id may
    show up after a larger one. So the cursor moves past a line only some seconds after it was first seen.
    """

    def __init__(self, after: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.floor = after
        self._seen: dict[int, float] = {}
        self._clock = clock

    def fresh(self, lines: Sequence[WebLine]) -> list[WebLine]:
        """Those of `lines` that were not seen before; they are from now on."""
        now = self._clock()
        new = [line for line in lines if line.id not in self._seen]
        self._seen |= {line.id: now for line in new}
        if len(lines) >= PAGE:  # a full page of history: go on behind it, nothing in there is still settling
            self.floor = lines[-1].id
        while self._seen and (first := min(self._seen)) and now - self._seen[first] > SETTLING_SECONDS:
            self.floor = max(self.floor, first)
            del self._seen[first]
        return new


class LineReader:
    """Reads what is new for one address; a store that is out for a moment only means nothing new yet."""

    def __init__(self, lines: WebLines, address: str, after: int) -> None:
        self._lines = lines
        self._address = address
        self._cursor = Cursor(after)

    async def read(self) -> tuple[list[WebLine], bool]:
        """New lines, and whether there are probably more right away."""
        try:
            lines = await self._lines.after(self._address, self._cursor.floor, limit=PAGE)
        except StoreUnavailableError:
            return [], False
        return self._cursor.fresh(lines), len(lines) >= PAGE


async def line_events(
    lines: WebLines, wake: Wake, settings: WebSettings, address: str, after: int
) -> AsyncGenerator[str, None]:
    """Events until the reader leaves or we shut down."""
    reader = LineReader(lines, address, after)
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    with wake.listening(address) as bell:
        last_sent = time.monotonic()
        while not wake.closed:
            new, more = await reader.read()
            for line in new:
                yield as_event(line)
            if new:
                last_sent = time.monotonic()
            elif time.monotonic() - last_sent >= settings.heartbeat_seconds:
                yield ": still here\n\n"
                last_sent = time.monotonic()
            if not more:
                await _pause(bell, settings, last_sent)


async def _pause(bell: Bell, settings: WebSettings, last_sent: float) -> None:
    """Until something is new, the next look for safety, or the next heartbeat."""
    until_heartbeat = last_sent + settings.heartbeat_seconds - time.monotonic()
    await bell.wait(max(0.01, min(settings.poll_seconds, until_heartbeat)))


class EventStream(StreamingResponse):
    """Closes its generator as soon as the response ends, however it ends, and says so."""

    def __init__(self, events: AsyncGenerator[str, None], on_end: Callable[[], None]) -> None:
        super().__init__(events, media_type="text/event-stream", headers={"x-accel-buffering": "no"})
        self._events = events
        self._on_end = on_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with aclosing(self._events):
                await super().__call__(scope, receive, send)
        finally:
            self._on_end()
