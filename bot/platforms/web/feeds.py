"""The events for programs: calendar files, a JSON feed, and what search engines read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fastapi import Request, Response

from knowledge.calendar import calendar_of, uid_of
from knowledge.entries import Event, Language
from knowledge.library import Library

JSON_FEED = "https://jsonfeed.org/version/1.1"
CALENDAR_TYPE, FEED_TYPE = "text/calendar; charset=utf-8", "application/feed+json; charset=utf-8"
FRESH = "public, max-age=300"  # five minutes: soon enough for a cancellation, rare enough for ten thousand calendars
SCHEMA_STATUS = {"cancelled": "EventCancelled", "moved": "EventRescheduled"}


@dataclass(frozen=True, slots=True)
class Feeds:
    """Everything about events that has an address; `public_url` is the root of ours."""

    library: Library
    public_url: str

    def url_of(self, event: Event) -> str:
        """The page of an event."""
        return f"{self.public_url.rstrip('/')}/termine/{event.id}"

    def calendar(self, events: Sequence[Event], *, language: Language, name: str) -> bytes:
        """An iCalendar file."""
        return calendar_of(events, self.library, language=language, name=name, url_of=self.url_of)

    def json_feed(self, events: Sequence[Event], *, language: Language, name: str, address: str) -> bytes:
        """A feed after jsonfeed.org, version 1.1; the dates themselves stand in our extension `_event`."""
        root = self.public_url.rstrip("/")
        feed = {
            "version": JSON_FEED, "title": name, "home_page_url": f"{root}/termine", "feed_url": f"{root}{address}",
            "language": language, "items": [self._item(event, language) for event in events],
        }  # fmt: skip
        return json.dumps(feed, ensure_ascii=False).encode()

    def _item(self, event: Event, language: Language) -> dict[str, Any]:
        return {
            "id": uid_of(event),
            "url": self.url_of(event),
            "title": event.title.in_(language),
            "content_text": event.summary.in_(language),
            "date_modified": f"{event.reviewed.isoformat()}T00:00:00Z",
            "tags": [self.library.label("topics", slug, language) for slug in event.topics],
            "_event": {"about": "https://schema.org/Event", **self.schema(event, language)},
        }

    def schema(self, event: Event, language: Language) -> dict[str, Any]:
        """An event as schema.org describes it, for search engines."""
        organiser = self.library.actors.get(event.organiser)
        known: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": event.title.in_(language),
            "description": event.summary.in_(language),
            "url": self.url_of(event),
            "inLanguage": language,
            "startDate": _moment(event, "starts"),
            "endDate": _moment(event, "ends"),
            "eventStatus": f"https://schema.org/{SCHEMA_STATUS.get(event.status, 'EventScheduled')}",
            "eventAttendanceMode": f"https://schema.org/{_attendance(event)}EventAttendanceMode",
            "location": _location(event),
            "organizer": organiser and {"@type": "Organization", "name": organiser.name, "url": organiser.url},
            "offers": event.registration and {"@type": "Offer", "url": event.registration},
            "sameAs": event.url,
        }
        return {name: value for name, value in known.items() if value}


def _moment(event: Event, name: str) -> str:
    """A day, or a moment with its offset from UTC where a time is set."""
    if name == "starts":
        return event.begins.isoformat() if event.begins and event.starts_at else str(event.starts or "")
    return event.over.isoformat() if event.over and event.ends_at else str(event.ends or "")


def _attendance(event: Event) -> str:
    if not event.link:
        return "Offline"
    return "Mixed" if event.venue else "Online"


def _location(event: Event) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.venue or not event.link:
        address = {"@type": "PostalAddress", "addressLocality": event.city, "addressCountry": "DE"}
        places.append({"@type": "Place", "name": event.venue or event.city, "address": address})
    if event.link:
        places.append({"@type": "VirtualLocation", "url": event.link})
    return places


def cached(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body with its ETag, or 304 to who has it already."""
    tag = f'"{sha256(body).hexdigest()[:20]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    named = {"etag": tag, "cache-control": FRESH, **(headers or {})}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=named)
    return Response(body, media_type=media_type, headers=named)
