"""The interface of the page: post a message, read lines, follow them live."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse

from bot.platforms.web.incoming import read_message
from bot.platforms.web.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.stream import PAGE, EventStream, as_json, line_events

BIGGEST_ID = 2**63 - 1
LineId = Annotated[int, Query(ge=0, le=BIGGEST_ID)]


def api_routes(parts: Parts) -> APIRouter:
    """`/api/messages`, `/api/lines` and `/api/stream`."""
    routes = APIRouter(prefix="/api")

    @routes.post("/messages")
    async def post_message(request: Request) -> JSONResponse:
        """202 once everything the message causes is committed; the same id again changes nothing."""
        message = await read_message(request, parts)
        await parts.receiver.receive([message])
        parts.wake.notify(message.chat.id)
        return JSONResponse({"id": message.id}, 202)

    @routes.get("/lines")
    async def get_lines(request: Request, after: LineId = 0) -> dict[str, Any]:
        """At most one page of lines after a line id; `more` says whether to ask again."""
        session = parts.session(request)
        refuse_hasty_reader(request, parts)
        lines = await parts.lines.after(session.address, after, limit=PAGE)
        return {"lines": [as_json(line) for line in lines], "more": len(lines) == PAGE}

    @routes.get("/stream")
    async def get_stream(
        request: Request, after: LineId = 0, last_event_id: Annotated[str, Header()] = ""
    ) -> EventStream:
        """Lines as they come; a reconnecting browser says itself where it was."""
        session = parts.session(request)
        refuse_hasty_reader(request, parts)
        start = resume_point(after, last_event_id)
        address, client = session.address, parts.client(request)
        if not parts.limits.take_stream(address, client):
            raise Refusal(429, "too-many", retry_after=30)
        events = line_events(parts.lines, parts.wake, parts.settings, address, start)
        return EventStream(events, on_end=lambda: parts.limits.give_stream(address, client))

    return routes


def refuse_hasty_reader(request: Request, parts: Parts) -> None:
    """Reading costs a look into the store, so it has a limit too."""
    if wait := parts.limits.reading.take(parts.client(request)):
        raise Refusal(429, "too-many", retry_after=wait)


def resume_point(after: int, last_event_id: str) -> int:
    """Where to go on: behind the later of what the page asked for and what the browser saw since."""
    known = re.fullmatch(r"[0-9]{1,18}", last_event_id, re.ASCII)
    return max(after, int(last_event_id)) if known else after
