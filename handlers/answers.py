"""How a curated answer is shown: its text, source, date, state of review, and what fits next."""

import re
from datetime import datetime
from typing import Protocol

from handlers.base import Button, Turn
from handlers.times import day, source_date
from knowledge.entries import Actor, Event, Language, Reviewed, Source, Topic
from knowledge.routing import Route

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
MOST_ACTORS = 2
NEAR = 0.1  # one chance in ten that a topic is meant: what is less likely has little to do with us


def filled(turn: Turn, text: str) -> str:
    """The answer with the operator's details in place; a clause about a detail nobody provided is left out."""
    if "{{" not in text:
        return text
    details = turn.library.operator.details(turn.language) | {"retention_days": str(turn.retention_days)}
    for name in set(_PLACEHOLDER.findall(text)):
        if not details.get(name):
            text = without(text, name)
    return _PLACEHOLDER.sub(lambda match: details[match[1]], text)


def without(text: str, name: str) -> str:
    """The text without the clauses, between full stops and semicolons, that quote the detail `name`."""
    clause = rf"[^.;!?]*\{{\{{{name}\}}\}}[^.;!?]*"
    text = re.sub(f";{clause}", "", text)  # the later part of a sentence
    text = re.sub(rf"{clause};\s*(\w)", lambda match: f" {match[1].upper()}", text)  # its first part
    return re.sub(f"{clause}[.!?]?", "", text).strip()  # all of it


def answer_text(turn: Turn, topic: Topic) -> str:
    """The whole answer as it leaves."""
    return f"{filled(turn, topic.answer.in_(turn.language))}\n\n{provenance(turn, topic)}"


class Speaker(Protocol):
    """A turn, or whoever else words what stands under an entry: in a language, at a moment."""

    @property
    def language(self) -> Language: ...
    @property
    def now(self) -> datetime: ...

    def say(self, key: str, /, **args: str | int) -> str: ...


def provenance(turn: Speaker, entry: Topic | Actor | Event) -> str:
    """Source and date of an entry, and a warning when its review is overdue.

    What the bot says about itself has no source but us, so only the date is told.
    """
    about_us = isinstance(entry, Topic) and entry.product
    lines = [] if about_us else [_source(turn, entry)]
    lines.append(turn.say("answer-checked", date=day(entry.reviewed, turn.language)))
    if entry.confidence == "unverified" and not about_us:
        lines.append(turn.say("answer-unverified"))
    if entry.overdue(turn.now.date()):
        lines.append(turn.say("answer-overdue", date=day(entry.review_by, turn.language)))
    return "\n".join(lines)


def _source(turn: Speaker, entry: Reviewed) -> str:
    sources = entry.sources_in_order
    if not sources:
        return turn.say("answer-no-source")
    first, others = sources[0], sources[1:]
    lines = [_named(turn, "answer-source", first), first.url]
    if others:
        lines.append(turn.say("answer-more-sources", sources="; ".join(_dated(turn, source) for source in others)))
    return "\n".join(filter(None, lines))


def _named(turn: Speaker, key: str, source: Source) -> str:
    date = source_date(source.as_of, turn.language)
    return turn.say(f"{key}-dated", source=source.name, date=date) if date else turn.say(key, source=source.name)


def _dated(turn: Speaker, source: Source) -> str:
    date = source_date(source.as_of, turn.language)
    return f"{source.name} ({date})" if date else source.name


def answer_buttons(turn: Turn, topics: list[Topic], question: str) -> tuple[Button, ...]:
    """Fitting actors, a person where the answer leaves something open, and whether it helped."""
    ids = dict.fromkeys([*_fitting(turn), *(actor for topic in topics for actor in topic.actors[:MOST_ACTORS])])
    actors = [turn.library.actors[id_] for id_ in ids if id_ in turn.library.actors]
    buttons = [Button(actor.short_name, "actors.show", {"id": actor.id}) for actor in actors[: MOST_ACTORS + 1]]
    buttons += find_button(turn, question, topics[0])
    if any(topic.open for topic in topics):
        buttons.append(turn.button("button-person", "inquiry.ask", question=question))
    about = {"topic": topics[0].id, "question": question}
    buttons.append(turn.button("button-helpful", "feedback.yes", words="words-helpful", **about))
    buttons.append(turn.button("button-not-helpful", "feedback.no", words="words-not-helpful", **about))
    return tuple(buttons)


def _fitting(turn: Turn) -> list[str]:
    """Who fits a message that may be a need as well as a question."""
    return [fit.actor.id for fit in turn.sought.matches.fits] if _may_seek(turn) and turn.sought else []


def _may_seek(turn: Turn) -> bool:
    return turn.sought is not None and turn.sought.route is not Route.ANSWER


def find_button(turn: Turn, question: str, topic: Topic | None = None) -> tuple[Button, ...]:
    """The way to fitting actors: under answers about anything but us, elsewhere only if somebody may be sought."""
    if topic.product if topic else not _may_seek(turn):
        return ()
    about = {"question": question} | ({"topic": topic.id} if topic else {})
    return (turn.button("button-fitting-actors", "actors.find", words="words-fitting-actors", **about),)
