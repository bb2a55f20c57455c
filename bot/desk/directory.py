"""The directory at the desk: what organisations propose, who was asked about their entry, and who has not answered."""

from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.guard import enter, enter_to_change
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.entries import Entry
from knowledge.entries import Actor


def directory_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/directory`; a proposal changes no entry, a curator edits the file and ticks the proposal off here."""
    routes = APIRouter(prefix="/directory")

    @routes.get("")
    async def show(request: Request) -> Response:
        visit = await enter(request, parts)
        known = await parts.entries.all()
        entries = [(actor, known.get(actor.id, Entry(actor.id))) for actor in parts.library.actors.values()]
        return pages.answer(
            visit, "directory.html", proposals=await parts.entries.proposals(), actors=parts.library.actors,
            silent=_silent(entries, parts.now()),
            confirmed=sum(entry.confirmed_at is not None for _, entry in entries),
            due=sum(entry.is_due(parts.now()) for _, entry in entries), total=len(entries),
        )  # fmt: skip

    @routes.post("/proposals/{id_}")
    async def handle(request: Request, id_: int) -> Response:
        visit, _ = await enter_to_change(request, parts)
        if not 0 < id_ < 2**63 or not await parts.entries.handle(id_, by=visit.user.name, now=parts.now()):
            raise Refusal(404, "not-found")
        await parts.people.note(visit.user, "proposal-handled", str(id_), now=parts.now())
        return RedirectResponse("/desk/directory", 303)

    return routes


def _silent(entries: list[tuple[Actor, Entry]], now: datetime) -> list[tuple[Actor, Entry]]:
    """Those that have not answered in time, the longest silent first."""
    silent = [(since, actor, entry) for actor, entry in entries if (since := entry.unconfirmed_since(now))]
    return [(actor, entry) for _, actor, entry in sorted(silent, key=lambda one: (one[0], one[1].name))]
