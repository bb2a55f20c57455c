"""Events around AI: what is confirmed, what is over, and which formats come back regularly."""

from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.events_shown import line, shown, subscribe_button, understood
from handlers.times import LOCAL_ZONE
from knowledge.entries import Event
from knowledge.event_questions import EventQuestion, EventReader
from knowledge.event_search import Agenda, agenda
from knowledge.library import Library
from knowledge.search import Decision

EVENTS = Usage("termine", "events", "usage-events")
SHOWN = 6
LAST_SHOWN = 3
WORD_FOR_WORD = 1.0  # the score of a phrasing that is known exactly


class Readers:
    """The reader of a library, which takes about 0.15 s to make: see `Prepares`."""

    def __init__(self) -> None:
        self._known: tuple[Library, EventReader] | None = None

    def of(self, library: Library) -> EventReader:
        """The reader for this library."""
        if self._known is None or self._known[0] is not library:
            self._known = library, EventReader.of(library)
        return self._known[1]


class Events:
    """`/termine`, alone or with what is wanted, and the event buttons."""

    usage = (EVENTS,)

    def __init__(self, readers: Readers | None = None) -> None:
        self._readers = readers or Readers()

    async def answer(self, turn: Turn) -> Answer:
        pressed = turn.pressed("events")
        if pressed == "show":
            event = turn.library.events.get(turn.args["id"])
            return [shown(turn, event) if event else Reply(turn.say("gone"))]
        reader = self._readers.of(turn.library)
        if pressed == "past":
            return [_listed(turn, EventQuestion(past=True), reader)]
        command = asked_for(turn, EVENTS)
        if command is None:
            return None
        wanted = f"{EVENTS.command} {command.rest}"  # with the word, whatever follows is a question about events
        question = _read(turn, wanted, reader) if command.rest else None
        return [_listed(turn, question or EventQuestion(), reader)]


class EventQuestions:
    """Questions about events in one's own words; a phrasing the FAQ knows exactly is left to it."""

    usage: tuple[Usage, ...] = ()

    def __init__(self, readers: Readers | None = None) -> None:
        self._readers = readers or Readers()

    def prepare(self, library: Library) -> None:
        """Make the reader, which the other handlers of events share."""
        self._readers.of(library)

    async def answer(self, turn: Turn) -> Answer:
        if turn.press or turn.message.press or not turn.text or len(turn.findings) > 1:
            return None
        reader = self._readers.of(turn.library)
        question = _read(turn, turn.text, reader)
        if question is None:
            return None
        found = agenda(turn.library, question, now=turn.now, gazetteer=reader.gazetteer)
        if _is_known(turn) and not found.ahead:
            return None
        await turn.tally.count("events")
        return [_reply(turn, question, found)]


def _read(turn: Turn, text: str, reader: EventReader) -> EventQuestion | None:
    """ "Heute" is the day it is here, also while UTC still has yesterday."""
    return reader.read(text, today=turn.now.astimezone(LOCAL_ZONE).date())


def _is_known(turn: Turn) -> bool:
    return any(found.decision is Decision.ANSWER and found.matches[0].score >= WORD_FOR_WORD for found in turn.findings)


def _listed(turn: Turn, question: EventQuestion, reader: EventReader) -> Reply:
    return _reply(turn, question, agenda(turn.library, question, now=turn.now, gazetteer=reader.gazetteer))


def _reply(turn: Turn, question: EventQuestion, found: Agenda) -> Reply:
    """What fits, first the dates; what was understood stands in the first line."""
    lines, events = _past(turn, question, found) if question.past else _coming(turn, question, found)
    buttons = [Button(event.title.in_(turn.language), "events.show", {"id": event.id}) for event in events[:SHOWN]]
    if not question.past:
        if not question.events and found.past:
            buttons.append(turn.button("button-past-events", "events.past", words="words-past-events"))
        buttons.append(subscribe_button(turn, topics=question.topics, formats=question.formats))
    if turn.public_url:
        lines += ["", turn.say("events-page", url=f"{turn.public_url.rstrip('/')}/termine")]
    return Reply("\n".join(lines), tuple(buttons))


def _coming(turn: Turn, question: EventQuestion, found: Agenda) -> tuple[list[str], list[Event]]:
    what = understood(turn, question)
    if found.ahead:
        lines = [turn.say("events-found", what=what) if what else turn.say("events-upcoming")]
        return [*lines, *_lines(turn, found.ahead)], [*found.ahead, *found.series][:SHOWN]
    lines = [turn.say("events-none", what=what) if what else turn.say("events-no-date")]
    last = found.past[:LAST_SHOWN] if question.events or question.period else ()
    lines += ["", turn.say("events-last"), *_lines(turn, last)] if last else []
    others = found.others[:LAST_SHOWN] if what else ()
    lines += ["", turn.say("events-others"), *_lines(turn, others)] if others else []
    lines += ["", turn.say("events-recurring")] if found.series else []
    return lines, [*last, *others, *found.series]


def _past(turn: Turn, question: EventQuestion, found: Agenda) -> tuple[list[str], list[Event]]:
    what = understood(turn, question)
    if not found.past:
        return [turn.say("events-past-none", what=what)], []
    head = turn.say("events-past-found", what=what) if what else turn.say("events-past")
    return [head, *_lines(turn, found.past)], list(found.past)


def _lines(turn: Turn, events: tuple[Event, ...]) -> list[str]:
    return [f"– {line(turn, event)}" for event in events[:SHOWN]]
