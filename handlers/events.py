"""Dates around AI: what is confirmed, and which formats come back regularly."""

from handlers.answers import provenance
from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.times import day
from knowledge.entries import Event

EVENTS = Usage("termine", "events", "usage-events")
SUBSCRIBE = Usage("abo", "subscribe", "usage-subscribe")
SHOWN = 6


class Events:
    """`/termine`, the event buttons, and an honest word about `/abo`."""

    usage = (EVENTS,)  # SUBSCRIBE is not offered before it works

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("events") == "show":
            event = turn.library.events.get(turn.args["id"])
            return [Reply(details(turn, event)) if event else Reply(turn.say("gone"))]
        if asked_for(turn, SUBSCRIBE):
            return [Reply(turn.say("subscribe-not-yet"))]
        return [_overview(turn)] if asked_for(turn, EVENTS) else None


def _overview(turn: Turn) -> Reply:
    today = turn.now.date()
    events = turn.library.events.values()
    dated = sorted((e for e in events if e.starts and e.starts >= today), key=lambda event: event.starts or today)
    recurring = [event for event in events if event.status == "recurring" and event not in dated]
    lines = [turn.say("events-upcoming" if dated else "events-no-date")]
    lines += [f"{day(event.starts or today, turn.language)} · {event.title.in_(turn.language)}" for event in dated]
    lines += ["", turn.say("events-recurring")] if recurring else []
    shown = [*dated, *recurring][:SHOWN]
    buttons = tuple(Button(event.title.in_(turn.language), "events.show", {"id": event.id}) for event in shown)
    return Reply("\n".join(lines), buttons)


def details(turn: Turn, event: Event) -> str:
    """One event or series in full, with source and date."""
    language = turn.language
    organiser = turn.library.actors.get(event.organiser)
    past = bool(event.starts and (event.ends or event.starts) < turn.now.date())
    lines = [event.title.in_(language), "", event.summary.in_(language), ""]
    lines += [turn.say("event-past")] if past else []
    lines += [turn.say("event-when", when=_when(turn, event)), turn.say("event-place", place=event.city)]
    lines += [turn.say("event-organiser", organiser=organiser.name)] if organiser else []
    lines += [turn.say("event-more", url=event.url)] if event.url else []
    return "\n".join([*lines, "", provenance(turn, event)])


def _when(turn: Turn, event: Event) -> str:
    if event.starts is None:
        return f"{event.recurrence.in_(turn.language)} ({turn.say('event-no-date')})"
    first = day(event.starts, turn.language)
    return f"{first} – {day(event.ends, turn.language)}" if event.ends else first
