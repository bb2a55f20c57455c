"""Events that do not exist, for tests: dated ones, which the real content need not have at any time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.entries import Event

_COMMON: dict[str, Any] = {
    "organiser": "staatskanzlei",
    "recurrence": {"de": "einmalig", "en": "once"},
    "status": "planned",
    "sources": [{"url": "https://www.example.org/termin", "as_of": "2026-11-20"}],
    "reviewed": date(2026, 11, 20),
    "review_by": date(2027, 11, 20),
    "owner": "redaktion",
}
_EVENTS: tuple[dict[str, Any], ...] = (
    {
        "id": "testkurs-online", "title": {"de": "Testkurs Datenschutz", "en": "Test course on data protection"},
        "city": "online", "link": "https://www.example.org/raum", "starts": "2026-11-30", "starts_at": "18:00",
        "ends_at": "19:30", "format": "course", "topics": ["data-protection"],
        "summary": {"de": "Ein erfundener Kurs.", "en": "An invented course."},
    },
    {
        "id": "testtag-leipzig", "title": {"de": "Testtag Robotik", "en": "Test day on robotics"},
        "city": "Leipzig", "venue": "Erfundenes Haus, Musterstraße 1", "starts": "2026-12-03", "starts_at": "17:00",
        "format": "meetup", "topics": ["robotics"], "fee": {"de": "kostenlos", "en": "free"},
        "audience": {"de": "alle", "en": "everybody"}, "registration": "https://www.example.org/anmeldung",
        "summary": {"de": "Ein erfundenes Treffen.", "en": "An invented meetup."},
    },
    {
        "id": "testkonferenz-dresden", "title": {"de": "Testkonferenz", "en": "Test conference"},
        "city": "Dresden", "starts": "2027-03-10", "ends": "2027-03-11", "format": "conference",
        "topics": ["robotics", "ethics"], "url": "https://www.example.org/konferenz",
        "summary": {"de": "Eine erfundene Konferenz.", "en": "An invented conference."},
    },
    {
        "id": "testmesse-chemnitz", "title": {"de": "Testmesse", "en": "Test fair"}, "city": "Chemnitz",
        "starts": "2027-01-20", "status": "cancelled", "sequence": 1, "format": "fair", "topics": ["manufacturing"],
        "summary": {"de": "Eine erfundene Messe.", "en": "An invented fair."},
    },
)  # fmt: skip


def invented_events() -> dict[str, Event]:
    """Four of them, by id: a course, a meetup, a conference of two days, and a fair that is called off."""
    return {event["id"]: Event.model_validate(_COMMON | event) for event in _EVENTS}


def changed_event(event: Event, changes: Mapping[str, Any]) -> Event:
    """The event after an edit, as a curator would make it."""
    return Event.model_validate(event.model_dump() | dict(changes))
