"""How events are shown: a line in a list, one in full with source and date, and what a question was understood as."""

from datetime import date, datetime, timedelta
from typing import Protocol

from handlers.answers import provenance
from handlers.base import Attachment, Button, Kind, Reply, Turn
from handlers.times import day
from knowledge.calendar import MEDIA_TYPE
from knowledge.dates import Period
from knowledge.entries import Event, Language
from knowledge.event_questions import EventQuestion, series_of
from knowledge.event_search import is_past
from knowledge.library import Library

CALENDAR = "calendar"  # where the file comes from, see bot/calendars.py
TAKES_FILES = ("telegram", "matrix")  # elsewhere the link to the calendar file is enough
LINES = {"moved": "event-line-moved", "cancelled": "event-line-cancelled"}
STATES = {"moved": "event-moved", "cancelled": "event-cancelled"}


class Spoken(Protocol):
    """A turn, or a voice without one: a language, our texts in it, and where our page is."""

    @property
    def language(self) -> Language: ...
    @property
    def public_url(self) -> str: ...

    def say(self, key: str, /, **args: str | int) -> str: ...


class Teller(Spoken, Protocol):
    """A turn, or whoever else shows an event as a turn would: at a moment, with a library, and with buttons."""

    @property
    def now(self) -> datetime: ...
    @property
    def library(self) -> Library: ...

    def button(self, key: str, action: str, /, *, words: str = "", **args: str) -> Button: ...


def details(turn: Teller, event: Event) -> str:
    """One event or series in full."""
    language, past = turn.language, is_past(event, turn.now)
    lines = [event.title.in_(language), "", event.summary.in_(language), ""]
    lines += [turn.say("event-past")] if past else [turn.say(STATES[event.status])] if event.status in STATES else []
    lines += [turn.say("event-when", when=when(turn, event))]
    if place := ", ".join(filter(None, (event.venue, event.city))):
        lines.append(turn.say("event-place", place=place))
    lines += _facts(turn, event)
    lines += [] if past or not event.link else [turn.say("event-link", url=event.link)]
    lines += [turn.say("event-more", url=event.url)] if event.url else []
    if event.is_ahead(turn.now) and (url := page_url(turn, event)):
        lines.append(turn.say("event-calendar", url=f"{url}.ics"))
    return "\n".join([*lines, "", provenance(turn, event)])


def _facts(turn: Teller, event: Event) -> list[str]:
    language = turn.language
    organiser = turn.library.actors.get(event.organiser)
    lines = [turn.say("event-organiser", organiser=organiser.name)] if organiser else []
    topics = ", ".join(turn.library.label("topics", slug, language) for slug in event.topics)
    lines += [turn.say("event-topics", topics=topics)] if topics else []
    lines += [turn.say("event-audience", audience=event.audience.in_(language))] if event.audience else []
    lines += [turn.say("event-fee", fee=event.fee.in_(language))] if event.fee else []
    return lines + ([turn.say("event-registration", url=event.registration)] if event.registration else [])


def shown(turn: Turn, event: Event) -> Reply:
    """One event as a message: with its file for the calendar, a reminder, and the way to more of its kind."""
    return Reply(details(turn, event), offers(turn, event), attachments=calendar_file(turn, event))


def offers(turn: Teller, event: Event) -> tuple[Button, ...]:
    """The buttons under an event."""
    ahead = event.is_ahead(turn.now) and event.status != "cancelled"
    buttons = [turn.button("button-remind", "subscriptions.remind", words="words-remind", id=event.id)] if ahead else []
    return (*buttons, subscribe_button(turn, topics=event.topics))


def subscribe_button(turn: Teller, *, topics: tuple[str, ...] = (), formats: tuple[str, ...] = ()) -> Button:
    """The one press that subscribes to events of this kind; the press is the person's consent."""
    chosen = {"topics": " ".join(topics), "formats": " ".join(formats)}
    return turn.button("button-subscribe-such", "subscriptions.start", words="words-subscribe-such", **chosen)


def calendar_file(turn: Turn, event: Event) -> tuple[Attachment, ...]:
    """The event for the calendar, where the platform takes files."""
    if turn.message.chat.platform not in TAKES_FILES or not event.is_ahead(turn.now):
        return ()
    ref = f"{turn.language}/{event.id}"
    return (Attachment(Kind.DOCUMENT, CALENDAR, ref, name=f"{event.id}.ics", media_type=MEDIA_TYPE),)


def page_url(voice: Spoken, event: Event) -> str:
    """The page of an event; empty without a web page of ours."""
    return f"{voice.public_url.rstrip('/')}/termine/{event.id}" if voice.public_url else ""


def line(turn: Spoken, event: Event) -> str:
    """One event in a list."""
    key = LINES.get(event.status, "event-line")
    return turn.say(key, when=when(turn, event), title=event.title.in_(turn.language), place=event.city)


def when(turn: Spoken, event: Event) -> str:
    """The date as far as it is known, with the time of day where one is set."""
    if event.starts is None:
        return f"{event.recurrence.in_(turn.language)} ({turn.say('event-no-date')})"
    first = day(event.starts, turn.language)
    days = f"{first} – {day(event.ends, turn.language)}" if event.ends and event.ends != event.starts else first
    if event.starts_at is None:
        return days
    begins = f"{event.starts_at:%H:%M}"
    if event.ends_at is None:
        return f"{days}, {turn.say('event-clock', **{'from': begins})}"
    return f"{days}, {turn.say('event-clock-until', **{'from': begins, 'to': f'{event.ends_at:%H:%M}'})}"


def understood(turn: Turn, question: EventQuestion) -> str:
    """What the question was understood as, so that the person sees it: days, place, topics, forms, events named."""
    label = turn.library.label
    parts = [span(turn, question.period)] if question.period else []
    parts += [question.place.name] if question.place and not question.events else []
    parts += [_name(turn, question)] if question.events else []
    if not question.events:
        parts += [label("topics", slug, turn.language) for slug in question.topics]
        parts += [turn.say(f"event-format-{name}") for name in question.formats]
    parts += [turn.say("format-online")] if question.online else []
    return " · ".join(parts)


def _name(turn: Turn, question: EventQuestion) -> str:
    latest = max((turn.library.events[id_] for id_ in question.events), key=lambda event: str(event.starts or ""))
    return series_of(latest.title.in_(turn.language))


def span(turn: Turn, period: Period) -> str:
    """A period in words: one day, a whole month, or from when until when."""
    language = turn.language
    if period.first is None or period.last is None:
        if period.last:
            return turn.say("period-until", last=day(period.last, language))
        return turn.say("period-from", first=day(period.first, language)) if period.first else ""
    if period.first == period.last:
        return day(period.first, language)
    return turn.say("period-between", first=_short(period, language), last=day(period.last, language))


def _short(period: Period, language: Language) -> str:
    """The year is said once where it is the same."""
    first, last = period.first or date.min, period.last or date.max
    if first.year != last.year or last - first > timedelta(days=366):
        return day(first, language)
    return f"{first:%d.%m.}" if language == "de" else day(first, language).removesuffix(f" {first.year}")
