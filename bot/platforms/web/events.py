"""The public pages of events, and the addresses of their calendars and feeds."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import APIRouter, Query, Request, Response

from bot.platforms.web.assets import Assets
from bot.platforms.web.feeds import CALENDAR_TYPE, FEED_TYPE, Feeds, cached
from bot.platforms.web.pages import READ, TEMPLATES, page_language
from bot.platforms.web.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.rendering import open_templates
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.texts import FOLDER
from handlers.events_notices import Voice
from handlers.events_shown import when
from handlers.speech import Speech
from handlers.times import day
from knowledge.entries import Event, Language
from knowledge.event_search import is_past, region_of, upcoming
from knowledge.library import Library
from knowledge.places import Gazetteer

PAST_SHOWN = 12
Topic = Annotated[str, Query(max_length=60)]
Region = Annotated[str, Query(max_length=60)]


class Dressed(Protocol):
    """What a page of ours is made with."""

    @property
    def settings(self) -> WebSettings: ...
    @property
    def assets(self) -> Assets: ...


class EventPages:
    """Chooses and renders; `now` tells what is over."""

    def __init__(self, parts: Dressed, library: Callable[[], Library], now: Callable[[], datetime], root: str) -> None:
        self.now = now
        self._library, self._root, self._parts = library, root, parts
        self._texts, self._speech = Speech.load(FOLDER), Speech.load()
        self._gazetteer = Gazetteer.load()
        self._templates = open_templates(TEMPLATES)

    @property
    def library(self) -> Library:
        """The one in force."""
        return self._library()

    @property
    def feeds(self) -> Feeds:
        """The same events for programs."""
        return Feeds(self.library, self._root)

    def chosen(self, topic: str, region: str) -> list[Event]:
        """The events of a topic and region; refuses what the vocabulary does not know."""
        vocabulary = self.library.vocabulary
        if (topic and topic not in vocabulary.topics) or (region and region not in vocabulary.regions):
            raise Refusal(404, "not-found")
        return [
            event
            for event in self.library.events.values()
            if (not topic or topic in event.topics) and (not region or region == self._region(event))
        ]

    def event(self, event_id: str) -> Event:
        """The one of this id; refuses an unknown one."""
        if event := self.library.events.get(event_id):
            return event
        raise Refusal(404, "not-found")

    def name(self, language: Language) -> str:
        """What the calendar is called."""
        return self._texts.say(language, "events-title")

    def overview(self, language: Language, topic: str, region: str) -> bytes:
        """The page with all events of a choice."""
        events = self.chosen(topic, region)
        ahead = upcoming(events, self.now())
        over = sorted((one for one in events if is_past(one, self.now()) and one.starts), key=_start, reverse=True)
        series = [one for one in events if one.status == "recurring" and one not in ahead]
        slugs = {slug for one in self.library.events.values() for slug in one.topics}
        return self._render(
            "events.html", language, "", ahead=ahead, over=over[:PAST_SHOWN], series=series, topic=topic, region=region,
            topics=self._labels("topics", slugs, language),
            regions=self._labels("regions", {self._region(one) for one in self.library.events.values()}, language),
        )  # fmt: skip

    def page(self, language: Language, event: Event, *, root: str = "../") -> bytes:
        """The page of one event; `root` leads from its address to that of the chat."""
        label = self.library.label
        return self._render(
            "event.html", language, root, event=event, is_over=is_past(event, self.now()),
            organiser=self.library.actors.get(event.organiser), schema=_as_data(self.feeds.schema(event, language)),
            topics=", ".join(label("topics", slug, language) for slug in event.topics),
            checked=day(event.reviewed, language),
        )  # fmt: skip

    def _render(self, template: str, language: Language, root: str, **context: object) -> bytes:
        voice = Voice(self._speech, language)
        settings = self._parts.settings

        def say(key: str, **args: str) -> str:
            return self._texts.say(language, key, **args)

        page = self._templates.get_template(template).render(
            say=say, language=language, root=root, bot=settings.bot_name, settings=settings,
            css=[root + self._parts.assets.url(f"css/{name}.css") for name in ("base", "events")],
            icon=root + self._parts.assets.url("logo.svg"), when=lambda event: when(voice, event),
            format_of=lambda event: voice.say(f"event-format-{event.format}"), **context,
        )  # fmt: skip
        return page.encode()

    def _labels(self, group: str, slugs: set[str], language: Language) -> list[tuple[str, str]]:
        return sorted(((slug, self.library.label(group, slug, language)) for slug in slugs), key=lambda pair: pair[1])

    def _region(self, event: Event) -> str:
        return region_of(self.library, event, self._gazetteer)


def _start(event: Event) -> str:
    return str(event.starts)


def _as_data(value: object) -> str:
    """JSON inside of a script element: nothing in it may end that element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def event_routes(parts: Parts, library: Callable[[], Library], now: Callable[[], datetime], *, root: str) -> APIRouter:
    """`/termine`, each event's page and calendar file, `/events.ics` and `/events.json`; `root` is our address."""
    routes, pages = APIRouter(), EventPages(parts, library, now, root)

    def html(request: Request, write: Callable[[Language], bytes]) -> Response:
        language = page_language(request.query_params, request.headers.get("accept-language", ""))
        headers = {"content-language": language, "vary": "Accept-Language"}
        return cached(request, write(language), "text/html", headers)

    def calendar(request: Request, events: Sequence[Event], filename: str) -> Response:
        language = page_language(request.query_params, request.headers.get("accept-language", ""))
        body = pages.feeds.calendar(events, language=language, name=pages.name(language))
        headers = {"content-disposition": f'inline; filename="{filename}"', "vary": "Accept-Language"}
        return cached(request, body, CALENDAR_TYPE, headers)

    @routes.api_route("/termine", methods=READ)
    async def get_events(request: Request, topic: Topic = "", region: Region = "") -> Response:
        return html(request, lambda language: pages.overview(language, topic, region))

    @routes.api_route("/termine/{event_id}.ics", methods=READ)
    async def get_event_calendar(request: Request, event_id: str) -> Response:
        event = pages.event(event_id)
        if event.starts is None:
            raise Refusal(404, "not-found")
        return calendar(request, [event], f"{event.id}.ics")

    @routes.api_route("/termine/{event_id}", methods=READ)
    async def get_event(request: Request, event_id: str) -> Response:
        event = pages.event(event_id)
        return html(request, lambda language: pages.page(language, event))

    @routes.api_route("/events.ics", methods=READ)
    async def get_calendar(request: Request, topic: Topic = "", region: Region = "") -> Response:
        return calendar(request, pages.chosen(topic, region), "ki-termine.ics")

    @routes.api_route("/events.json", methods=READ)
    async def get_feed(request: Request, topic: Topic = "", region: Region = "") -> Response:
        language = page_language(request.query_params, request.headers.get("accept-language", ""))
        events = sorted((one for one in pages.chosen(topic, region) if one.starts), key=_start, reverse=True)
        query = f"?{request.url.query}" if request.url.query else ""
        address = f"/events.json{query}"
        body = pages.feeds.json_feed(events, language=language, name=pages.name(language), address=address)
        return cached(request, body, FEED_TYPE, {"vary": "Accept-Language"})

    return routes
