"""Lists of partners at the desk: an .ics or .csv file looked at line by line, and the chosen lines taken as drafts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.desk.events import begin_as_new
from bot.desk.events_form import FIELDS, Fault, Fields, blank, differences, fields_of, read
from bot.desk.forms import Upload
from bot.desk.guard import enter, enter_to_change
from bot.desk.pages import Pages
from bot.desk.parts import Parts
from bot.platforms.web.refusals import Refusal
from knowledge.event_import import Line, Verdict, judged, read_entries

MOST_LINES = 100  # with them the form stays below its limits; a longer list comes in parts


@dataclass(frozen=True, slots=True)
class Looked:
    """A line of the list: what it means, the draft it would become, what it changes and what is wrong with it."""

    number: int
    verdict: Verdict
    event: str
    fields: Fields
    changes: Sequence[tuple[str, str, str]] = ()
    faults: Sequence[Fault] = ()

    @property
    def kept(self) -> str:
        """What the page gives along, as `_kept` reads it."""
        said = {name: value for name, value in self.fields.items() if value}
        return json.dumps({"event": self.event, "fields": said}, ensure_ascii=False)


def event_import_routes(parts: Parts, pages: Pages) -> APIRouter:
    """`/events/import`; nothing is written before lines are taken, and what is taken is a draft."""
    routes = APIRouter(prefix="/events/import")

    @routes.get("")
    async def show_import(request: Request) -> Response:
        visit = await enter(request, parts)
        return pages.answer(visit, "events_import.html", looked=None, **_asked(parts, "", ""))

    @routes.post("")
    async def look(request: Request) -> Response:
        visit, form = await enter_to_change(request, parts)
        if not form.uploads:
            raise Refusal(422, "event-list-missing")
        looked = _looked(parts, form.uploads[0], organiser=form["organiser"], source=form["source"])
        asked = _asked(parts, form["organiser"], form["source"])
        return pages.answer(visit, "events_import.html", looked=looked, **asked)

    @routes.post("/take")
    async def take(request: Request) -> Response:
        """The ticked lines become drafts; where one is being written already, that stays as it is."""
        visit, form = await enter_to_change(request, parts)
        chosen = [_kept(form[f"line-{number}"]) for number in range(1, MOST_LINES + 1) if form[f"take-{number}"]]
        done = [await _take(parts, event_id, fields, visit.user.name) for event_id, fields in chosen]
        return pages.answer(visit, "events_taken.html", taken=sum(done), left=len(done) - sum(done))

    return routes


def _asked(parts: Parts, organiser: str, source: str) -> dict[str, Any]:
    names = sorted((actor.name, actor.id) for actor in parts.library.actors.values())
    return {"organisers": names, "organiser": organiser, "source": source, "most": MOST_LINES}


def _looked(parts: Parts, upload: Upload, *, organiser: str, source: str) -> list[Looked]:
    try:
        entries = read_entries(upload.content, upload.name)
    except (ValueError, LookupError) as error:  # UnicodeDecodeError and csv.Error among them
        raise Refusal(422, "event-list") from error
    if not 0 < len(entries) <= MOST_LINES:
        raise Refusal(422, "event-list-long" if entries else "event-list")
    lines = judged(entries, parts.library, organiser=organiser, source=source, today=parts.now().date())
    return [_look(parts, line, entry, organiser) for line, entry in zip(lines, entries, strict=True)]


def _look(parts: Parts, line: Line, entry: Mapping[str, Any], organiser: str) -> Looked:
    """Each line as the draft it would become, so that a broken one can be mended at the desk."""
    if line.event is None:
        fields = _loose(parts, entry, organiser)
        made = read(fields, "x", parts.library, now=parts.now())
        return Looked(line.number, line.verdict, "", fields, faults=made if isinstance(made, Sequence) else ())
    ours, fields = parts.library.events.get(line.event.id), fields_of(line.event)
    changes = [one for one in differences(fields_of(ours), fields) if one[0] != "review_by"] if ours else ()
    return Looked(line.number, line.verdict, line.event.id, fields, changes)


def _loose(parts: Parts, entry: Mapping[str, Any], organiser: str) -> Fields:
    """What a broken line says, as far as our form has a field for it."""
    fields = dict(blank(parts.now().date()))
    for name, value in entry.items():
        texts = value.items() if isinstance(value, Mapping) else ()
        fields |= {f"{name}_{code}": str(text) for code, text in texts if f"{name}_{code}" in fields}
        if name in fields and value:
            fields[name] = " ".join(value) if isinstance(value, tuple) else _short(value)
    return fields | {"organiser": fields["organiser"] or organiser}


def _short(value: object) -> str:
    """Times as the form has them, without seconds."""
    return value.strftime("%H:%M") if hasattr(value, "strftime") and not hasattr(value, "year") else str(value)


def _kept(text: str) -> tuple[str, Fields]:
    """A line as the page of the look gave it along; refuses what is no such line."""
    try:
        line = json.loads(text)
        return str(line["event"]), {name: str(line["fields"].get(name, "")) for name in FIELDS}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refusal(422, "malformed") from error


async def _take(parts: Parts, event_id: str, fields: Fields, name: str) -> bool:
    if event_id in parts.library.events:
        return await parts.events.begin(event_id, fields, name, now=parts.now(), what="imported")
    title = fields["title_de"] or fields["title_en"]
    if not title:
        return False
    await begin_as_new(parts, title, fields, name, what="imported")
    return True
