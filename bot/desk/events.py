"""Events at the desk: the list, a draft with its form, a second person who publishes, moving and calling off."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.desk.events_form import Fields, blank, fields_of, typed
from bot.desk.events_view import Opened, known, open_event, page_of, sections
from bot.desk.guard import enter, enter_to_change
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.desk import Role
from handlers.events_notices import Voice, change
from knowledge.entries import Event
from knowledge.event_overlay import EventChange, called_off, fingerprint, fresh_id

MOVED = ("starts", "ends", "starts_at", "ends_at")
RESERVED = ("new", "import")  # addresses beside those of events


def event_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/events`: everybody at the desk writes, a curator who did not write publishes."""
    routes = APIRouter(prefix="/events")

    @routes.get("")
    async def show_events(request: Request) -> Response:
        visit = await enter(request, parts)
        return pages.answer(visit, "events.html", **await sections(parts))

    @routes.get("/new")
    async def show_new(request: Request) -> Response:
        visit = await enter(request, parts)
        return page_of(parts, pages, visit, Opened.new(blank(parts.now().date())))

    @routes.post("/new")
    async def begin_new(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts)
        fields = typed(form.fields)
        title = fields["title_de"] or fields["title_en"]
        if not title:
            return page_of(parts, pages, visit, Opened.new(fields), status=422)
        event_id = await begin_as_new(parts, title, fields, visit.user.name)
        return RedirectResponse(f"/desk/events/{event_id}", 303)

    @routes.get("/{event_id}")
    async def show_event(request: Request, event_id: str) -> Response:
        visit = await enter(request, parts)
        return page_of(parts, pages, visit, await open_event(parts, event_id))

    @routes.post("/{event_id}/edit")
    async def begin_draft(request: Request, event_id: str) -> Response:
        """A draft beside what is published, the same as that at first."""
        visit, _ = await enter_to_change(request, parts)
        live = known(parts, event_id)
        await parts.events.begin(event_id, fields_of(live), visit.user.name, now=parts.now())
        return RedirectResponse(f"/desk/events/{event_id}", 303)

    @routes.post("/{event_id}/save")
    async def save(request: Request, event_id: str) -> Response:
        """Whatever was typed is kept, with its faults; who comes second sees what the first changed."""
        visit, form = await enter_to_change(request, parts)
        opened, fields, name = await open_event(parts, event_id), typed(form.fields), visit.user.name
        version = _number(form["version"])
        if opened.draft is None:
            raise Refusal(409, "event-changed")
        if not await parts.events.save(event_id, fields, name, version=version, now=parts.now()):
            latest = await open_event(parts, event_id)
            if latest.draft is None:
                raise Refusal(409, "event-changed")
            return page_of(parts, pages, visit, latest.typing(fields), status=409)
        return RedirectResponse(f"/desk/events/{event_id}", 303)

    @routes.post("/{event_id}/move")
    async def move(request: Request, event_id: str) -> Response:
        """A new date, as a draft: the second person looks at it, then everybody who knows of the event hears."""
        visit, form = await enter_to_change(request, parts)
        live, opened, name = known(parts, event_id), await open_event(parts, event_id), visit.user.name
        times = {field: form[field] for field in MOVED} | {"status": "planned"}
        if opened.draft is None:
            done = await parts.events.begin(
                event_id, {**fields_of(live), **times}, name, now=parts.now(), what="moving"
            )
        else:
            version = _number(form["version"])
            moved = {**opened.draft, **times}
            done = await parts.events.save(event_id, moved, name, version=version, now=parts.now())
        return _then(event_id, done)

    @routes.get("/{event_id}/cancel")
    async def ask_to_cancel(request: Request, event_id: str) -> Response:
        visit = await enter(request, parts)
        opened, live = await open_event(parts, event_id), _ahead(parts, event_id)
        voice = Voice(parts.bot_texts, visit.language)
        notice = change(voice, called_off(live, today=parts.now().date()))
        hearers = await parts.events.hearers(event_id)
        return pages.answer(visit, "events_cancel.html", opened=opened, event=live, notice=notice, hearers=hearers)

    @routes.post("/{event_id}/cancel")
    async def cancel(request: Request, event_id: str) -> Response:
        """By one person: it is urgent, and who knows of the event is told nothing that could not be taken back."""
        visit, form = await enter_to_change(request, parts)
        opened, live = await open_event(parts, event_id), _ahead(parts, event_id)
        gone = EventChange(event=called_off(live, today=parts.now().date()), base=_base(parts, event_id))
        draft = opened.draft and {**opened.draft, "status": "cancelled"}
        version = _number(form["version"])
        done = await parts.events.call_off(event_id, gone, draft, visit.user.name, version=version, now=parts.now())
        return await _in_force(parts, event_id, done)

    @routes.post("/{event_id}/publish")
    async def publish(request: Request, event_id: str) -> Response:
        """For everybody at once, on every process; never by who wrote it."""
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        opened, name = await open_event(parts, event_id), visit.user.name
        if opened.draft is None:
            raise Refusal(409, "event-changed")
        if not opened.may_publish(name):
            raise Refusal(403, "event-second")
        if not isinstance(opened.made, Event):
            return page_of(parts, pages, visit, opened, status=409)
        new = EventChange(event=opened.made, base=_base(parts, event_id))
        version = _number(form["version"])
        done = await parts.events.publish(event_id, new, name, version=version, now=parts.now())
        return await _in_force(parts, event_id, done)

    @routes.post("/{event_id}/discard")
    async def discard(request: Request, event_id: str) -> Response:
        visit, form = await enter_to_change(request, parts)
        await open_event(parts, event_id)
        version = _number(form["version"])
        done = await parts.events.discard(event_id, visit.user.name, version=version, now=parts.now())
        if done and event_id not in parts.library.events:
            return RedirectResponse("/desk/events", 303)
        return _then(event_id, done)

    @routes.post("/{event_id}/withdraw")
    async def withdraw(request: Request, event_id: str) -> Response:
        """What the files say counts again; what they do not know is gone."""
        visit, form = await enter_to_change(request, parts, needs=Role.CURATOR)
        if not form["reason"]:
            raise Refusal(422, "curation-reason")
        version, name = _number(form["version"]), visit.user.name
        done = await parts.events.withdraw(event_id, name, form["reason"], version=version, now=parts.now())
        await parts.knowing.refresh()
        return RedirectResponse("/desk/events", 303) if done else _then(event_id, done)

    return routes


async def begin_as_new(parts: Parts, title: str, fields: Fields, name: str, *, what: str = "drafted") -> str:
    """Begin the draft of an event nobody knows yet, under an id of its own."""
    edited = await parts.events.listed()
    taken = {*parts.library.events, *(one.id for one in edited), *RESERVED}
    while True:
        event_id = fresh_id(title, fields.get("starts", "")[:4], taken)
        if await parts.events.begin(event_id, fields, name, now=parts.now(), what=what):
            return event_id
        taken.add(event_id)  # somebody was quicker


def _ahead(parts: Parts, event_id: str) -> Event:
    """An event that can still be called off."""
    live = known(parts, event_id)
    if live.status == "cancelled" or not live.is_ahead(parts.now()):
        raise Refusal(409, "event-over")
    return live


def _base(parts: Parts, event_id: str) -> str:
    return fingerprint(parts.knowing.files.events.get(event_id))


async def _in_force(parts: Parts, event_id: str, done: bool) -> Response:
    await parts.knowing.refresh()
    return _then(event_id, done)


def _then(event_id: str, done: bool) -> Response:
    if not done:
        raise Refusal(409, "event-changed")
    return RedirectResponse(f"/desk/events/{event_id}", 303)


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) <= 9):
        raise Refusal(422, "malformed")
    return int(written)
