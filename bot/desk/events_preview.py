"""How an event will look before it is published: as a message on each platform, as a page, as a calendar file."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from fastapi import APIRouter, Request, Response

from bot.desk.events_form import read
from bot.desk.guard import Visit, enter
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.base import ButtonView
from bot.platforms.matrix.content import text_content
from bot.platforms.web.assets import Assets
from bot.platforms.web.events import EventPages
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.settings import WebSettings
from handlers.base import Button
from handlers.events_shown import TAKES_FILES, details, offers
from handlers.speech import Speech
from knowledge.calendar import MEDIA_TYPE
from knowledge.entries import LANGUAGES, Event, Language
from knowledge.library import Library

PLATFORMS = ("telegram", "matrix", "web")


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows an event as a turn would, without anybody having asked."""

    speech: Speech
    language: Language
    library: Library
    now: datetime
    public_url: str

    def say(self, key: str, /, **args: str | int) -> str:
        """Our text `key`."""
        return self.speech.say(self.language, key, **args)

    def button(self, key: str, action: str, /, *, words: str = "", **args: str) -> Button:
        """A button that nobody can press; `words` change nothing in its look."""
        return Button(self.say(key), action, args, (words,) if words else ())


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a platform shows it: its words, its buttons, the name of the file with it."""

    platform: str
    text: str
    buttons: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Dress:
    """What the public page is made with."""

    settings: WebSettings
    assets: Assets


def event_preview_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/events/{event_id}/preview`, `/page` and the calendar file, of the draft if there is one."""
    routes = APIRouter(prefix="/events/{event_id}")

    @cache
    def public() -> EventPages:
        """Made at the first look: with its texts and places it takes some tenths of a second."""
        dress = Dress(parts.settings, Assets.load())
        return EventPages(dress, lambda: parts.library, parts.now, parts.public_url or parts.settings.public_url)

    @routes.get("/preview")
    async def show_preview(request: Request, event_id: str) -> Response:
        visit = await enter(request, parts)
        event = await _event(parts, event_id)
        messages = {code: _messages(parts, event, code) for code in LANGUAGES}
        return pages.answer(visit, "events_preview.html", event=event, messages=messages, languages=LANGUAGES)

    @routes.get("/page")
    async def show_page(request: Request, event_id: str) -> Response:
        visit = await enter(request, parts)
        language, event = _language(request, visit), await _event(parts, event_id)
        html = public().page(language, event, root="/")
        return Response(html, media_type="text/html", headers={"content-language": language})

    @routes.get("/{name}.ics")
    async def show_calendar(request: Request, event_id: str, name: str) -> Response:
        visit = await enter(request, parts)
        event = await _event(parts, event_id)
        if name != event.id or event.starts is None:
            raise Refusal(404, "not-found")
        body = public().feeds.calendar([event], language=_language(request, visit), name=event.id)
        headers = {"content-disposition": f'attachment; filename="{event.id}.ics"'}
        return Response(body, media_type=MEDIA_TYPE, headers=headers)

    return routes


async def _event(parts: Parts, event_id: str) -> Event:
    """The event as its draft would make it; refuses a draft that makes none yet."""
    item, live = await parts.events.find(event_id), parts.library.events.get(event_id)
    if item is None or item.draft is None:
        if live is None:
            raise Refusal(404, "not-found")
        return live
    made = read(item.draft, event_id, parts.library, now=parts.now(), before=live)
    if not isinstance(made, Event):
        raise Refusal(409, "event-incomplete")
    return made


def _messages(parts: Parts, event: Event, language: Language) -> list[Shown]:
    showing = Showing(
        parts.bot_texts, language, parts.library, parts.now(), parts.public_url or parts.settings.public_url
    )
    text, buttons = details(showing, event), tuple(button.label for button in offers(showing, event))
    file = f"{event.id}.ics" if event.is_ahead(parts.now()) else ""
    return [_as_on(platform, text, buttons, file) for platform in PLATFORMS]


def _as_on(platform: str, text: str, buttons: tuple[str, ...], file: str) -> Shown:
    """Matrix has no buttons: there the options stand below the text, by number."""
    if platform == "matrix":
        views = [ButtonView(label, label) for label in buttons]
        text, buttons = str(text_content(text, views)["body"]), ()
    return Shown(platform, text, buttons, file if platform in TAKES_FILES else "")


def _language(request: Request, visit: Visit) -> Language:
    asked = request.query_params.get("lang", "")
    return next((language for language in LANGUAGES if language == asked), visit.language)
