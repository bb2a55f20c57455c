"""Announcements at the desk: write, look at, test, approve, schedule, stop, and what became of them."""

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.announcements_forms import Typed, number_in, version_in
from bot.desk.announcements_live import AnnouncementWatch, Progress
from bot.desk.announcements_page import AnnouncementPages
from bot.desk.announcements_steps import ACTIONS, write
from bot.desk.announcements_table import as_csv
from bot.desk.guard import enter, enter_to_change
from bot.desk.live import change_events
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.stream import EventStream
from handlers.announce_steps import NotAnnouncedError
from handlers.events_stored import Announcement

HOME = "/desk/announcements"
OF_A_VERSION = ("edit", "approve")  # steps about the wording that was looked at
KEEPS_TYPED = ("edit", "time")


def announcement_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/announcements`: the same steps under the same rules as in the staff room."""
    routes, progress = APIRouter(prefix="/announcements"), Progress(parts.announcements, parts.now)
    show = AnnouncementPages(parts, pages, progress)

    @routes.get("")
    async def show_all(request: Request) -> Response:
        return await show.every(await enter(request, parts))

    @routes.get("/new")
    async def show_form(request: Request, event: str = "") -> Response:
        return await show.form(await enter(request, parts), Typed.blank(event))

    @routes.post("")
    async def write_one(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts)
        typed = Typed.of(form)
        try:
            async with parts.announcements.step(visit.user, parts.now()) as step:
                one = await write(parts, step, typed)
                step.note("written", one.id)
        except NotAnnouncedError as error:
            return await show.form(visit, typed, refused=error)
        return RedirectResponse(f"{HOME}/{one.id}", 303)

    @routes.get("/{number}")
    async def show_one(request: Request, number: str, tested: str = "") -> Response:
        visit = await enter(request, parts)
        return await show.one(visit, await found(parts, number), tested=bool(tested))

    @routes.get("/{number}/live")
    async def show_live(request: Request, number: str, kind: str = "", version: str = "") -> Response:
        visit = await enter(request, parts, noted=False)
        return await show.live(visit, await found(parts, number), kind=kind, version=version)

    @routes.get("/{number}/stream")
    async def stream(request: Request, number: str) -> EventStream:
        visit = await enter(request, parts, noted=False)
        watch = AnnouncementWatch(parts, visit, progress, (await found(parts, number)).id)
        return EventStream(change_events(watch), on_end=lambda: None)

    @routes.get("/{number}/report.csv")
    async def give_report(request: Request, number: str) -> Response:
        visit = await enter(request, parts)
        standing = await progress.of(await found(parts, number))
        table = as_csv(standing, partial(parts.texts.say, visit.language), partial(parts.bot_texts.say, visit.language))
        headers = {"content-disposition": f'attachment; filename="announcement-{standing.one.id}.csv"'}
        return Response(table, headers=headers, media_type="text/csv")

    @routes.post("/{number}/{action}")
    async def act(request: Request, number: str, action: str) -> Response:
        visit, form = await enter_to_change(request, parts)
        one, typed = await found(parts, number), Typed.of(form)
        if action not in ACTIONS:
            raise Refusal(404, "not-found")
        seen = replace(one, version=version_in(form)) if action in OF_A_VERSION else one
        try:
            async with parts.announcements.step(visit.user, parts.now()) as step:
                await ACTIONS[action](parts, step, seen, typed)
                step.note(action, one.id)
        except NotAnnouncedError as error:
            kept = typed if action in KEEPS_TYPED else None
            return await show.one(visit, await found(parts, number), refused=error, typed=kept)
        parts.wake.notify("desk")
        return RedirectResponse(f"{HOME}/{one.id}{'?tested=1' if action == 'test' else ''}", 303)

    return routes


async def found(parts: Parts, number: str) -> Announcement:
    """The one with this number; raises Refusal when there is none."""
    known = number_in(number)
    one = None if known is None else await parts.announcements.find(known, parts.now())
    if one is None:
        raise Refusal(404, "not-found")
    return one
