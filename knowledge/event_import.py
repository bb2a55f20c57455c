"""Reads lists of events from partners, iCalendar or CSV: what is new, changed or broken, and the files it becomes."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from knowledge.calendar import UID_DOMAIN
from knowledge.entries import Event
from knowledge.front_matter import file_of
from knowledge.library import Library
from knowledge.text import folded

if TYPE_CHECKING:
    import icalendar  # loaded with the first list that is read: it costs a tenth of a start

REVIEW_AFTER = timedelta(days=182)  # half a year, as for what curators write
OWNER = "redaktion"
LONGEST_ID = 60
ONCE: dict[str, str] = {"de": "einmalig", "en": "once"}
# What a partner's list may change of an event we have; the rest is a curator's own work.
COMPARED = ("title", "city", "venue", "starts", "starts_at", "ends", "ends_at", "url", "link", "registration", "status",
            "summary")  # fmt: skip
STATUS = {"CANCELLED": "cancelled"}


class Verdict(StrEnum):
    """What a line of the list means for us."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the list: where it stands there, what it means, why, and the event it would become."""

    number: int
    verdict: Verdict
    what: str
    event: Event | None = None


def read_list(path: Path) -> list[dict[str, Any]]:
    """The fields of every event in a file, iCalendar or CSV; raises ValueError when it is neither."""
    return read_entries(path.read_bytes(), path.name)


def read_entries(raw: bytes, name: str) -> list[dict[str, Any]]:
    """As `read_list`, of the content of a file called `name`."""
    if name.casefold().endswith(".ics"):
        import icalendar

        calendar = icalendar.Calendar.from_ical(raw)
        return [_from_calendar(entry) for entry in calendar.walk("VEVENT")]
    return list(_from_csv(raw.decode("utf-8-sig")))


def judged(
    lists: Sequence[Mapping[str, Any]], library: Library, *, organiser: str, source: str, today: date
) -> Iterator[Line]:
    """Every event of the list compared with ours; `organiser` and `source` stand in where the list names none."""
    for number, fields in enumerate(lists, start=1):
        try:
            yield _compared(number, _event(fields, library, organiser=organiser, source=source, today=today), library)
        except ValidationError as error:
            faults = [f"{'.'.join(map(str, one['loc'])) or 'entry'}: {one['msg']}" for one in error.errors()]
            yield Line(number, Verdict.BROKEN, "; ".join(faults))
        except ValueError as error:
            yield Line(number, Verdict.BROKEN, str(error))


def _event(fields: Mapping[str, Any], library: Library, *, organiser: str, source: str, today: date) -> Event:
    given = {name: value for name, value in fields.items() if value not in ("", None, ())}
    ours = library.events.get(given.get("id", "") or _id_of(given, library))
    given = {"organiser": organiser or (ours.organiser if ours else ""), **given}
    if given["organiser"] not in library.actors:
        raise ValueError(f"organiser: {given['organiser']!r} is not an actor; name one with --organiser")
    if unknown := set(given.get("topics", ())) - library.vocabulary.topics.keys():
        raise ValueError(f"topics: {', '.join(sorted(unknown))} not in vocabulary.yaml")
    page = source or given.get("url", "")
    made = {
        "id": ours.id if ours else _id_of(given, library), "city": "", "status": "planned", "format": "other",
        "recurrence": ONCE, "owner": OWNER, "reviewed": today,
        "review_by": today + REVIEW_AFTER, "sources": [{"url": page, "as_of": today.isoformat()}] if page else [],
        "confidence": "sourced" if page else "unverified",
    }  # fmt: skip
    kept = ours.model_dump() if ours else {}
    given = {name: value for name, value in given.items() if not _is_known(value, kept.get(name))}
    event = Event.model_validate(made | kept | given | {"reviewed": today, "review_by": today + REVIEW_AFTER})
    if event.starts is None:
        raise ValueError("starts: is missing")
    return event


def _is_known(value: object, ours: object) -> bool:
    """Whether a text in one language says what ours says in it: then our translation stays."""
    if not (isinstance(value, Mapping) and isinstance(ours, Mapping)):
        return False
    return len(set(value.values())) == 1 and bool(set(value.values()) & set(ours.values()))


def _compared(number: int, event: Event, library: Library) -> Line:
    ours = library.events.get(event.id)
    if ours is None:
        return Line(number, Verdict.NEW, f"{event.id}: {event.title.de}, {event.starts}", event)
    other = [name for name in COMPARED if getattr(ours, name) != getattr(event, name)]
    if not other:
        return Line(number, Verdict.SAME, event.id)
    moved = ours.begins != event.begins and event.status == "planned"
    changes = {"sequence": ours.sequence + 1} | ({"status": "moved"} if moved else {})
    return Line(number, Verdict.CHANGED, f"{event.id}: {', '.join(other)}", event.model_copy(update=changes))


def _id_of(fields: Mapping[str, Any], library: Library) -> str:
    """One of our own UIDs says it; else title and year."""
    title = fields.get("title", {}).get("de", "")
    slug = "-".join(folded(title).split())[:LONGEST_ID].strip("-")
    year = str(fields.get("starts", ""))[:4]
    return slug if year in slug or slug in library.events else f"{slug}-{year}"


def _from_calendar(entry: "icalendar.Component") -> dict[str, Any]:
    """An entry of a calendar has one language, which serves for both until a curator translates it."""
    title, text = str(entry.get("SUMMARY", "")), str(entry.get("DESCRIPTION", "")).strip()
    uid = str(entry.get("UID", ""))
    fields: dict[str, Any] = {
        "title": {"de": title, "en": title}, "summary": {"de": text or title, "en": text or title},
        "url": str(entry.get("URL", "")), "status": STATUS.get(str(entry.get("STATUS", "")), ""),
        "id": uid.removesuffix(f"@{UID_DOMAIN}") if uid.endswith(f"@{UID_DOMAIN}") else "",
    }  # fmt: skip
    venue, _, city = str(entry.get("LOCATION", "")).rpartition(", ")
    return fields | {"venue": venue, "city": city} | _times(entry)


def _times(entry: "icalendar.Component") -> dict[str, Any]:
    if "DTSTART" not in entry:
        return {}
    starts = entry.decoded("DTSTART")
    ends = entry.decoded("DTEND") if "DTEND" in entry else None
    if "DURATION" in entry:  # stands instead of DTEND
        ends = starts + entry.decoded("DURATION")
    if not isinstance(starts, datetime):  # whole days; the end is the day after the last (RFC 5545, 3.6.1)
        last = ends - timedelta(days=1) if ends else starts
        return {"starts": starts, "ends": None if last == starts else last}
    begins, over = _local(starts), _local(ends) if ends else None
    times: dict[str, Any] = {"starts": begins.date(), "starts_at": begins.time().replace(tzinfo=None)}
    if over:
        times |= {"ends_at": over.time().replace(tzinfo=None)}
        times |= {"ends": over.date()} if over.date() != begins.date() else {}
    return times


def _local(moment: datetime) -> datetime:
    """Without a zone it is meant as local time already."""
    return moment.astimezone(ZoneInfo(Event.model_fields["timezone"].default)) if moment.tzinfo else moment


def _from_csv(text: str) -> Iterator[dict[str, Any]]:
    """Columns are our fields; `title_de` and `title_en` and the like make one, topics are divided by blanks."""
    dialect = csv.Sniffer().sniff(text.splitlines()[0] if text else "", delimiters=";,\t")
    for row in csv.DictReader(io.StringIO(text), dialect=dialect):
        fields: dict[str, Any] = {}
        for name, value in row.items():
            base, _, language = (name or "").strip().rpartition("_")
            if language in ("de", "en") and base:
                fields.setdefault(base, {})[language] = (value or "").strip()
            elif name:
                fields[name.strip()] = (value or "").strip()
        yield _tidied(fields)


def _tidied(fields: dict[str, Any]) -> dict[str, Any]:
    """A missing language is that of the other one; texts without a word are none."""
    for name, value in list(fields.items()):
        if isinstance(value, dict):
            either = next(filter(None, value.values()), "")
            known = {language: value.get(language) or either for language in ("de", "en")}
            fields[name] = known if any(known.values()) else ""
    fields["topics"] = tuple(str(fields.get("topics", "")).split())
    return fields


def as_markdown(event: Event) -> str:
    """The file of an event, as a curator would have written it."""
    said = event.model_dump(mode="json", exclude={"summary"}, exclude_none=True, exclude_defaults=True)
    said |= {name: value for name in _DAYS if (value := getattr(event, name))} | {"confidence": event.confidence}
    fields = {name: said[name] for name in (*_HEAD, *Event.model_fields) if name in said}
    fields |= {name: fields.pop(name) for name in _FOOT if name in fields}
    return file_of(fields, german=event.summary.de, english=event.summary.en)


_DAYS = ("starts", "ends", "reviewed", "review_by")  # YAML knows days by itself
_HEAD = ("id", "title", "organiser", "city")
_FOOT = ("sources", "confidence", "reviewed", "review_by", "owner")  # last, as in the files written by hand
