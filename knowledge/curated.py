"""What the team adds to the content while the service runs: changes, complete or not, and the library with them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import Field, ValidationError

from knowledge.entries import LANGUAGES, SLUG, Entry, Language, Phrasings, Source, Topic
from knowledge.library import Library
from knowledge.problems import Problem
from knowledge.text import folded

Kind = Literal["topic", "phrasings"]
OWNER = "redaktion"
REVIEW_AFTER = timedelta(days=182)  # half a year, as the files' own topics have it
LONGEST_ID = 60
_ID_WORDS = 6


class Texts(Entry):
    """A text in both languages, either of which may still be missing."""

    de: str = ""
    en: str = ""

    def in_(self, language: Language) -> str:
        """The text in `language`."""
        return self.en if language == "en" else self.de


class Change(Entry):
    """A new topic, or further `phrasings` of the existing one called `topic`; a draft may lack whatever it lacks."""

    kind: Kind
    topic: str = Field(pattern=SLUG)
    category: str = ""
    question: Texts = Texts()
    answer: Texts = Texts()
    phrasings: Phrasings = Phrasings()
    sources: tuple[Source, ...] = ()
    actors: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    reviewed: date
    review_by: date

    @property
    def sayings(self) -> tuple[tuple[str, Language], ...]:
        """Every question and phrasing with its language."""
        asked = [(self.question.in_(language), language) for language in LANGUAGES]
        said = [(text, language) for language in LANGUAGES for text in self.phrasings.in_(language)]
        return tuple((text, language) for text, language in (*asked, *said) if text)

    @property
    def title(self) -> str:
        """What to call it: its question, else a phrasing."""
        return next((text for text, _ in self.sayings), self.topic)


def as_topic(change: Change) -> Topic:
    """The topic that a complete change makes; raises ValidationError for an incomplete one.

    Without a source nobody has verified it in writing: it says so, and a person is offered under the answer.
    """
    sourced = bool(change.sources)
    fields: dict[str, Any] = change.model_dump(exclude={"kind", "topic"})
    trust = {"confidence": "sourced" if sourced else "unverified", "open": not sourced}
    return Topic.model_validate(fields | trust | {"id": change.topic, "owner": OWNER})


def merged(library: Library, changes: Iterable[Change]) -> Library:
    """`library` with what the changes add; what its files hold already steps back, and what cannot be used too."""
    topics = dict(library.topics)
    for change in changes:
        if topic := _result(change, topics):
            topics[topic.id] = topic
    return replace(library, topics=topics)


def effective(library: Library, changes: Iterable[Change]) -> list[Change]:
    """The changes that add something to the files' `library`: no topic it has, no phrasing it knows."""
    return [change for change in changes if _result(change, library.topics) is not None]


def problems_of_model(change: Change) -> list[Problem]:
    """What a topic still lacks to be one."""
    if change.kind == "phrasings":
        return []
    try:
        as_topic(change)
    except ValidationError as error:
        return [_problem(change, ".".join(map(str, fault["loc"])), fault) for fault in error.errors()]
    return []


def _problem(change: Change, field: str, fault: Mapping[str, Any]) -> Problem:
    empty = fault["type"] == "string_too_short"
    return Problem(change.topic, field, "is missing" if empty else fault["msg"])


def new_id(question: str, taken: Mapping[str, object]) -> str:
    """An id for a topic from the words of its question, unlike any in `taken`."""
    short = "-".join(folded(question).split()[:_ID_WORDS])[:LONGEST_ID].strip("-") or "thema"
    return next(name for name in _numbered(short) if name not in taken)


def _numbered(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, 100_000))


def _result(change: Change, topics: Mapping[str, Topic]) -> Topic | None:
    """What the change makes of the topic it names; None when there is nothing to do or it cannot be done."""
    known = topics.get(change.topic)
    if change.kind == "topic":
        return None if known or problems_of_model(change) else as_topic(change)
    return _with_phrasings(known, change.phrasings) if known else None


def _with_phrasings(topic: Topic, more: Phrasings) -> Topic | None:
    known = {folded(text) for language in LANGUAGES for text in topic.questions(language)}
    new = {code: tuple(text for text in more.in_(code) if folded(text) not in known) for code in LANGUAGES}
    if not any(new.values()):
        return None
    grown = Phrasings(de=topic.phrasings.de + new["de"], en=topic.phrasings.en + new["en"])
    return topic.model_copy(update={"phrasings": grown})
