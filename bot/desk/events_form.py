"""Between the form of an event and the event: what was typed stays as it is, each fault names its field and remedy."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from bot.desk.curation_forms import lines_in, source_in, source_line
from knowledge.curated import OWNER, REVIEW_AFTER
from knowledge.entries import LANGUAGES, Event
from knowledge.event_import import ONCE
from knowledge.event_overlay import following, problems_with
from knowledge.library import Library

Fields = Mapping[str, str]

BOTH = ("title", "summary", "recurrence", "audience", "fee")  # fields in two languages
DAYS, TIMES = ("starts", "ends", "review_by"), ("starts_at", "ends_at")
ADDRESSES = ("link", "registration", "url")
PLAIN = ("status", *DAYS, *TIMES, "timezone", "city", "venue", "region", *ADDRESSES, "organiser", "format")
FIELDS = (*(f"{name}_{code}" for name in BOTH for code in LANGUAGES), *PLAIN, "topics", "sources")
STATUSES = ("planned", "recurring", "past", "cancelled")  # that an event was moved follows from its dates
FORMATS = ("conference", "meetup", "lecture", "course", "fair", "school", "competition", "award", "other")
LONGEST = {"summary": 2_500, "sources": 4_000}  # with dates and links a text of 2,500 fits one message of 4,096
LONGEST_LINE = 300
FIRST_YEAR, LAST_YEAR = 2000, 2100
_DAY, _TIME = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{2}:\d{2}")
_KINDS = {"missing": "missing", "string_too_short": "missing", "literal_error": "choice", "value_error": "zone"}
RULES = ("organiser", "topics", "region", "starts", "starts_at", "ends", "ends_at", "review_by", "sources")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of the form; `kind` names the text, `detail` what no text of ours can say."""

    field: str
    kind: str
    detail: str = ""


def blank(today: date) -> Fields:
    """The form of a new event."""
    given = {"status": "planned", "timezone": "Europe/Berlin", "format": "other"}
    return dict.fromkeys(FIELDS, "") | given | {"review_by": (today + REVIEW_AFTER).isoformat()}


def typed(form: Mapping[str, str]) -> Fields:
    """The fields of an event as somebody sent them; topics come as one tick each."""
    fields = {name: form.get(name, "").strip() for name in FIELDS if name != "topics"}
    ticked = [name.removeprefix("topic-") for name in form if name.startswith("topic-")]
    return fields | {"topics": " ".join(ticked)}


def fields_of(event: Event) -> Fields:
    """An event as its form shows it."""
    fields = {f"{name}_{code}": _said(event, name, code) for name in BOTH for code in LANGUAGES}
    fields |= {name: str(getattr(event, name) or "") for name in PLAIN}
    fields |= {name: value.strftime("%H:%M") if (value := getattr(event, name)) else "" for name in TIMES}
    fields["status"] = "planned" if event.status == "moved" else event.status
    return fields | {"topics": " ".join(event.topics), "sources": "\n".join(map(source_line, event.sources))}


def read(
    fields: Fields, event_id: str, library: Library, *, now: datetime, before: Event | None = None
) -> Event | Sequence[Fault]:
    """The event the fields make, following on what was told `before`; else everything that is wrong with them."""
    faults = [*_misspelt(fields), *_undecided(fields, library)]
    sound = {name: value for name, value in fields.items() if name not in {fault.field for fault in faults}}
    try:
        event = Event.model_validate(_given(sound, event_id, now.date(), before))
    except ValidationError as error:
        return _distinct([*faults, *map(_fault, error.errors())])
    if faults:
        return _distinct(faults)
    event = following(event, before, now=now)
    problems = problems_with(event, library, now.date())
    found = [
        Fault(one.field, one.field.replace("_", "-") if one.field in RULES else "other", f"{one.field}: {one.what}")
        for one in problems
    ]
    return _distinct(found) or event


def differences(one: Fields, other: Fields) -> list[tuple[str, str, str]]:
    """The fields in which two forms differ, in the form's order, with both values."""
    pairs = ((name, one.get(name, ""), other.get(name, "")) for name in FIELDS)
    return [(name, old, new) for name, old, new in pairs if old != new]


def _said(event: Event, name: str, code: str) -> str:
    text = getattr(event, name)
    return getattr(text, code) if text else ""


def _given(fields: Fields, event_id: str, today: date, before: Event | None) -> dict[str, Any]:
    """The fields as the model takes them; what is empty is not given."""
    texts: dict[str, Mapping[str, str]] = {
        name: {code: fields.get(f"{name}_{code}", "") for code in LANGUAGES} for name in BOTH
    }
    if not any(texts["recurrence"].values()) and fields.get("status") != "recurring":
        texts["recurrence"] = ONCE
    optional = {name: texts.pop(name) for name in ("audience", "fee")}
    sources = [source_in(line) for line in lines_in(fields.get("sources", ""))]
    plain = {name: value for name in PLAIN if (value := fields.get(name, ""))}
    fixed: dict[str, Any] = {
        "id": event_id, "reviewed": today, "owner": before.owner if before else OWNER, "sources": sources,
        "confidence": "sourced" if sources else "unverified", "topics": fields.get("topics", "").split(),
        "sequence": before.sequence if before else 0,
    }  # fmt: skip
    needed = {"organiser": "", "city": "", "review_by": today + REVIEW_AFTER}
    return needed | plain | texts | {name: text for name, text in optional.items() if any(text.values())} | fixed


def _misspelt(fields: Fields) -> list[Fault]:
    """Days and times in another form than a browser sends, and what is too long."""
    found = [Fault(name, "day") for name in DAYS if fields.get(name) and not _is_day(fields[name])]
    found += [Fault(name, "time") for name in TIMES if fields.get(name) and not _TIME.fullmatch(fields[name])]
    for name, value in fields.items():
        most = LONGEST.get(name.rpartition("_")[0] or name, LONGEST_LINE)
        if len(value) > most and name != "topics":
            found.append(Fault(name, "long", str(most)))
    return found


def _undecided(fields: Fields, library: Library) -> list[Fault]:
    """What the rules of the files would say only once all fields can be read."""
    found = [] if fields.get("organiser") in library.actors else [Fault("organiser", "organiser")]
    dated = fields.get("status") in ("planned", "cancelled")
    return [*found, Fault("starts", "starts")] if dated and not fields.get("starts") else found


def _is_day(text: str) -> bool:
    return bool(_DAY.fullmatch(text)) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def _fault(error: Mapping[str, Any]) -> Fault:
    """What pydantic found, by the name of the form's field."""
    place = [str(part) for part in error["loc"]]
    name = "_".join(place[:2]) if place[0] in BOTH else place[0]
    if place[0] == "sources":
        return Fault("sources", "sources")
    if place[0] in DAYS or place[0] in TIMES:
        return Fault(name, "day" if place[0] in DAYS else "time")
    if place[0] in ADDRESSES:
        return Fault(name, "address")
    return Fault(name, _KINDS.get(error["type"], "other"), str(error["msg"]))


def _distinct(faults: Sequence[Fault]) -> Sequence[Fault]:
    """One fault a field, in the form's order."""
    first = {fault.field: fault for fault in reversed(faults)}
    return sorted(first.values(), key=lambda fault: FIELDS.index(fault.field) if fault.field in FIELDS else len(FIELDS))
