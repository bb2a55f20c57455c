"""What the pages of events show: the list by what is coming, and one event with its draft, faults and history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from fastapi import Response

from bot.desk.events_form import FORMATS, STATUSES, Fault, Fields, differences, fields_of, read
from bot.desk.guard import Visit
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from bot.store.curation import Step
from bot.store.events import EditedEvent
from knowledge.entries import Event
from knowledge.event_overlay import prevails, says_the_same
from knowledge.event_search import is_past, upcoming

PAST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Opened:
    """One event at the desk: what everybody sees, the draft beside it, and what the draft would make.

    `typed` is what somebody else's change kept from being saved.
    """

    id: str
    live: Event | None = None
    item: EditedEvent | None = None
    draft: Fields | None = None
    made: Event | Sequence[Fault] = ()
    history: Sequence[Step] = ()
    typed: Fields | None = None

    @classmethod
    def new(cls, fields: Fields) -> Self:
        """An event that has not been saved yet."""
        return cls("", draft=fields)

    @property
    def version(self) -> int:
        """What whoever acts has read; 0 where the desk has not touched the event."""
        return self.item.version if self.item else 0

    @property
    def form(self) -> Fields:
        """What stands in the form."""
        return self.typed or self.draft or {}

    @property
    def faults(self) -> Mapping[str, Fault]:
        """What is wrong with the draft, by field."""
        return {} if isinstance(self.made, Event) else {fault.field: fault for fault in self.made}

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What the draft changes of what everybody sees: field, before, after."""
        return differences(fields_of(self.live), self.draft) if self.live and self.draft else []

    @property
    def conflicts(self) -> list[tuple[str, str, str]]:
        """Where somebody else saved something else: field, theirs, what was typed here."""
        return differences(self.draft, self.typed) if self.draft and self.typed else []

    @property
    def title(self) -> str:
        """What to call it."""
        return (self.draft or {}).get("title_de") or (self.live.title.de if self.live else "") or self.id

    def may_publish(self, name: str) -> bool:
        """Whether this is a second person."""
        return self.item is not None and self.item.may_publish(name)

    def typing(self, fields: Fields) -> Self:
        """The same with what somebody typed and could not save."""
        return replace(self, typed=fields)


async def open_event(parts: Parts, event_id: str) -> Opened:
    """The event with its draft; refuses an unknown one (404)."""
    live, item = parts.library.events.get(event_id), await parts.events.find(event_id)
    if live is None and (item is None or item.draft is None):
        raise Refusal(404, "not-found")
    history = await parts.events.history(event_id)
    if item is None or item.draft is None:
        return Opened(event_id, live, item, history=history)
    made = read(item.draft, event_id, parts.library, now=parts.now(), before=live)
    return Opened(event_id, live, item, item.draft, made, history)


def known(parts: Parts, event_id: str) -> Event:
    """The event as everybody sees it; refuses an unknown one (404)."""
    if event := parts.library.events.get(event_id):
        return event
    raise Refusal(404, "not-found")


def page_of(parts: Parts, pages: Pages, visit: Visit, opened: Opened, *, status: int = 200) -> Response:
    """An event with its form, or as it is, and what can be done with it."""
    library, language = parts.library, visit.language
    live = opened.live
    choices = {
        "organisers": sorted((actor.name, actor.id) for actor in library.actors.values()),
        "topics": sorted((term.in_(language), slug) for slug, term in library.vocabulary.topics.items()),
        "regions": [(slug, term.in_(language)) for slug, term in library.vocabulary.regions.items()],
        "formats": FORMATS, "statuses": STATUSES,
    }  # fmt: skip
    return pages.answer(
        visit, "event.html", status=status, opened=opened, choices=choices, missing=status == 422,
        is_ahead=live is not None and live.is_ahead(parts.now()),
        live_form=fields_of(live) if live else {}, waiting=waiting(parts, opened.item),
        organiser=library.actors.get(live.organiser) if live else None,
    )  # fmt: skip


def waiting(parts: Parts, item: EditedEvent | None) -> bool:
    """Whether what the desk published still waits for its way into the files."""
    files = parts.knowing.files
    return bool(item and item.live and prevails(item.live, files) and not says_the_same(item.live, files))


async def sections(parts: Parts) -> dict[str, Any]:
    """The events by what one looks for: drafts, what is coming, what was called off, series, what is over."""
    now, events = parts.now(), parts.library.events.values()
    edited = {item.id: item for item in await parts.events.listed()}
    ahead = upcoming(events, now)
    over = sorted((one for one in events if is_past(one, now)), key=lambda one: str(one.starts or ""), reverse=True)
    drafts = [
        Opened(item.id, parts.library.events.get(item.id), item, item.draft)
        for item in edited.values()
        if item.draft is not None
    ]
    return {
        "drafts": drafts,
        "groups": {
            "ahead": [one for one in ahead if one.status != "cancelled"],
            "cancelled": [one for one in ahead if one.status == "cancelled"],
            "series": [one for one in events if one.status == "recurring" and one not in ahead],
            "past": over[:PAST_SHOWN],
        },
        "waiting": {id_ for id_, item in edited.items() if waiting(parts, item)},
        "drafted": {one.id for one in drafts},
    }
