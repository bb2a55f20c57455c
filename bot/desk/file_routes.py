"""Files people and staff sent on a case, handed to the one who looks: shown only where nothing can run in them."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response

from bot.desk.guard import enter
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.base import DeliveryError, RefusedError
from bot.platforms.web.refusals import Refusal
from bot.store.desk_files import PICTURES
from handlers.base import Attachment

RETRY_SECONDS = 10
BIGGEST_ID = 2**63 - 1
MOST_FILES = 100
# Whatever a file claims to be, it may do nothing: no script, no form, no frame, no origin of its own.
LOCKED = "default-src 'none'; sandbox"


def file_routes(parts: Parts, pages: Pages) -> APIRouter:  # noqa: ARG001 - as all groups of routes
    """`/cases/{number}/files/{event}/{place}`."""
    routes = APIRouter(prefix="/cases/{number}/files")

    @routes.get("/{event}/{place}")
    async def open_file(
        request: Request,
        number: str,
        event: Annotated[int, Path(ge=1, le=BIGGEST_ID)],
        place: Annotated[int, Path(ge=0, le=MOST_FILES)],
    ) -> Response:
        visit = await enter(request, parts)
        line = await parts.cases.find(number)
        attachment = await parts.files.find(line.id, event, place) if line else None
        if line is None or attachment is None or attachment.platform not in parts.sources:
            raise Refusal(404, "no-file")
        content = await _fetched(parts, attachment)
        await parts.people.note(visit.user, "opened-file", line.number, now=parts.now())
        return Response(content, headers=_headers(attachment))

    return routes


async def _fetched(parts: Parts, attachment: Attachment) -> bytes:
    try:
        return await parts.sources[attachment.platform].fetch(attachment)
    except RefusedError as error:
        raise Refusal(404, "no-file") from error
    except DeliveryError as error:
        raise Refusal(503, "file-later", retry_after=RETRY_SECONDS) from error


def _headers(attachment: Attachment) -> dict[str, str]:
    """Pictures are shown, everything else is saved; names may hold anything (RFC 6266)."""
    picture = attachment.media_type in PICTURES
    name = quote(attachment.name or attachment.kind, safe="")
    return {
        "content-type": attachment.media_type if picture else "application/octet-stream",
        "content-disposition": f"{'inline' if picture else 'attachment'}; filename*=UTF-8''{name}",
        "content-security-policy": LOCKED,
        "x-content-type-options": "nosniff",
    }
