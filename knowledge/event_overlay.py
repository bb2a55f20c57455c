"""Events made or changed at the desk, laid over those of the files: a desk edit counts until the files say the same."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from itertools import chain, count
from typing import Literal

from knowledge.check import RULES
from knowledge.check_base import Content
from knowledge.entries import Entry, Event
from knowledge.event_import import LONGEST_ID
from knowledge.library import Library
from knowledge.problems import Problem, Severity
from knowledge.text import folded

# What somebody who noted the date must hear of, or their calendar (RFC 5545, 3.8.7.4).
NOTED = ("starts", "ends", "starts_at", "ends_at", "timezone", "city", "venue", "link")


class EventChange(Entry):
    """An event as the desk published it.

    `base` is the fingerprint of the file's event it was made from, empty where there was none; `exported` says that
    the files have said the same once, so that what they say otherwise since is newer.
    """

    kind: Literal["event"] = "event"
    event: Event
    base: str = ""
    exported: bool = False


def fingerprint(event: Event | None) -> str:
    """The same for the same event; empty for none."""
    return sha256(event.model_dump_json().encode()).hexdigest()[:20] if event else ""


def says_the_same(change: EventChange, library: Library) -> bool:
    """Whether the files' `library` holds the event exactly so."""
    return library.events.get(change.event.id) == change.event


def prevails(change: EventChange, library: Library) -> bool:
    """Whether the desk's event counts beside what the files' `library` says."""
    ours = library.events.get(change.event.id)
    return ours is None or not change.exported or fingerprint(ours) == change.base


def overlaid(library: Library, changes: Iterable[EventChange]) -> Library:
    """The files' `library` with the events of the desk; the same object where nothing changes."""
    counting = {
        one.event.id: one.event for one in changes if prevails(one, library) and not says_the_same(one, library)
    }
    return replace(library, events={**library.events, **counting}) if counting else library


def following(event: Event, before: Event | None, *, now: datetime) -> Event:
    """`event` as it follows on what people were told `before`: its status, and the number of its changes."""
    status = _status(event, before, now)
    changed = before is not None and (
        any(getattr(before, name) != getattr(event, name) for name in NOTED)
        or (status == "cancelled") != (before.status == "cancelled")
    )
    sequence = before.sequence + changed if before else event.sequence
    return event.model_copy(update={"status": status, "sequence": max(sequence, int(status in ("moved", "cancelled")))})


def _status(event: Event, before: Event | None, now: datetime) -> str:
    """What is over is past; what had another date and is still ahead was moved."""
    if event.status != "planned":
        return event.status
    if not event.is_ahead(now):
        return "past"
    if before is None or before.begins is None or not before.is_ahead(now):
        return "planned"
    return "moved" if before.status == "moved" or before.begins != event.begins else "planned"


def called_off(event: Event, *, today: date) -> Event:
    """The same event, which does not take place."""
    return event.model_copy(update={"status": "cancelled", "sequence": event.sequence + 1, "reviewed": today})


def fresh_id(title: str, year: str, taken: Iterable[str]) -> str:
    """An id for an event from its title and year, unlike any that is taken; it never changes."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(title)).strip("-")[:LONGEST_ID].strip("-") or "termin"
    name, known = words if year in words else f"{words}-{year}", set(taken)
    numbered = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in known)


def problems_with(event: Event, library: Library, today: date) -> list[Problem]:
    """What the rules of the files find wrong with an event."""
    content = Content(replace(library, topics={}, events={event.id: event}), {}, today)
    found = [problem for rule in RULES for problem in rule(content)]
    return [one for one in found if one.file == event.id and one.severity is Severity.ERROR]
