"""Calendar files of events (iCalendar, RFC 5545): what somebody noted is updated and called off by the same UID."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from knowledge.entries import Event, Language
from knowledge.library import Library

if TYPE_CHECKING:
    import icalendar  # loaded with the first file that is asked for: it costs a tenth of a start

UID_DOMAIN = "termine.ki-lotse-sachsen"  # part of every UID ever given out: it never changes
PRODUCT = "-//Kompetenzstelle KI Sachsen//KI-Lotse Sachsen//DE"
STATUS = {"cancelled": "CANCELLED", "past": "CONFIRMED", "planned": "CONFIRMED", "moved": "CONFIRMED"}
ASK_AGAIN = timedelta(hours=12)  # how often calendars should look for changes
# The rule itself instead of a list of all changes until 2038: shorter, and readers that know only rules keep up.
BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
MEDIA_TYPE = "text/calendar"


def uid_of(event: Event) -> str:
    """The one name of an event in all calendars, for ever."""
    return f"{event.id}@{UID_DOMAIN}"


def calendar_of(
    events: Iterable[Event], library: Library, *, language: Language, name: str, url_of: Callable[[Event], str]
) -> bytes:
    """A calendar file with those of the events that have a date; `url_of` is the page of one, empty where none is."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for event in sorted(events, key=lambda event: (str(event.starts), event.id)):
        if event.starts:
            calendar.add_component(_entry(event, library, language, url_of(event)))
    calendar.add_component(icalendar.Timezone.from_ical(BERLIN))
    calendar.add_missing_timezones()  # for events elsewhere
    return bytes(calendar.to_ical())


def _entry(event: Event, library: Library, language: Language, url: str) -> "icalendar.Event":
    import icalendar

    entry = icalendar.Event()
    entry.add("uid", uid_of(event))
    entry.add("dtstamp", datetime.combine(event.reviewed, time(), UTC))
    entry.add("last-modified", datetime.combine(event.reviewed, time(), UTC))
    entry.add("sequence", event.sequence)
    entry.add("status", STATUS.get(event.status, "CONFIRMED"))
    entry.add("summary", event.title.in_(language), parameters={"language": language})
    _add_times(entry, event)
    entry.add("description", _description(event, library, language))
    if where := ", ".join(filter(None, (event.venue, event.city))):
        entry.add("location", where)
    if address := event.url or url:
        entry.add("url", address)
    if event.topics:
        entry.add("categories", [library.label("topics", slug, language) for slug in event.topics])
    return entry


def _add_times(entry: "icalendar.Event", event: Event) -> None:
    """A day that is the last one is not yet the end: DTEND of whole days is the day after (RFC 5545, 3.6.1).

    Several days without a time at which the last one ends last until its midnight.
    """
    if event.starts_at is None:
        entry.add("dtstart", event.starts)
        entry.add("dtend", (event.ends or event.starts or date.max) + timedelta(days=1))
        return
    entry.add("dtstart", event.begins)
    if event.ends_at or (event.ends and event.ends != event.starts):
        entry.add("dtend", event.over)


def _description(event: Event, library: Library, language: Language) -> str:
    organiser = library.actors.get(event.organiser)
    lines = [event.summary.in_(language), organiser.name if organiser else ""]
    lines += [part.in_(language) for part in (event.audience, event.fee) if part]
    lines += [event.registration, event.link]
    return "\n".join(filter(None, lines))
