"""The directory as arrays: what every actor is about, offers and is, where it sits, and how its entry reads."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder, Vectors
from knowledge.entries import LANGUAGES, Actor, Circle, Term
from knowledge.lexical import Lexicon
from knowledge.library import Library
from knowledge.places import EARTH_KM, Gazetteer, Kind, Place
from knowledge.text import sentences

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

AREA = 100  # a district's official key has five digits, of which the first three name its part of the state
STATEWIDE = frozenset({"landesweit", "bundesweit"})
_CITIES = re.compile(r", | und | / ")


@dataclass(frozen=True, slots=True)
class Table:
    """Which of N actors carries which slug of a closed list: `rows` (N, slugs), `rarity` (slugs,)."""

    columns: Mapping[str, int]
    rows: Floats
    rarity: Floats

    @classmethod
    def of(cls, slugs: Iterable[str], carried: Sequence[Iterable[str]]) -> Self:
        """From the list and what each actor carries of it."""
        columns = {slug: at for at, slug in enumerate(slugs)}
        rows = np.zeros((len(carried), len(columns)), np.float32)
        for at, own in enumerate(carried):
            rows[at, [columns[slug] for slug in own if slug in columns]] = 1
        return cls(columns, rows, np.log((1 + len(carried)) / (1 + rows.sum(axis=0))).astype(np.float32))

    def share(self, slugs: Iterable[str]) -> Floats:
        """How much of what was named each actor carries, (N,), 0 to 1; rare slugs count for more."""
        at = [self.columns[slug] for slug in slugs if slug in self.columns]
        weight = self.rarity[at]
        total = float(weight.sum())
        return self.rows[:, at] @ (weight / total) if total > 0 else np.zeros(len(self.rows), np.float32)

    def any_of(self, slugs: Iterable[str]) -> Bools:
        """Which actors carry at least one of `slugs`, (N,)."""
        at = [self.columns[slug] for slug in slugs if slug in self.columns]
        return np.asarray(self.rows[:, at].any(axis=1))


@dataclass(frozen=True, slots=True)
class Seats:
    """Where N actors sit, some at several places: S seats, those of one actor side by side from `starts` (N,) on."""

    starts: Ints
    latitudes: Floats
    longitudes: Floats
    districts: Ints

    @classmethod
    def of(cls, places: Sequence[Sequence[Place]]) -> Self:
        """From the places of each actor, at least one."""
        flat = [place for several in places for place in several]
        starts = np.cumsum([0, *(len(several) for several in places)], dtype=np.int64)[:-1]
        degrees = np.array([(place.latitude, place.longitude) for place in flat], np.float32).reshape(-1, 2)
        districts = np.array([int(next(iter(place.districts), 0)) for place in flat], np.int64)
        return cls(starts, np.radians(degrees[:, 0]), np.radians(degrees[:, 1]), districts)

    def kilometres(self, place: Place) -> Floats:
        """From `place` to the nearest seat of each actor, (N,); 0 within an area."""
        lat, lon = np.radians(place.latitude), np.radians(place.longitude)
        half = np.sin((self.latitudes - lat) / 2) ** 2
        half += np.cos(self.latitudes) * np.cos(lat) * np.sin((self.longitudes - lon) / 2) ** 2
        ways = (2 * EARTH_KM * np.arcsin(np.sqrt(half))).astype(np.float32)
        if place.is_wide:
            ways[np.isin(self.districts, [int(district) for district in place.districts])] = 0
        return np.asarray(np.minimum.reduceat(ways, self.starts), np.float32)

    def in_area_of(self, place: Place) -> Bools:
        """Which actors sit in the same part of the state, (N,): its three parts are the first digits of the key."""
        same = np.isin(self.districts // AREA, [int(district) // AREA for district in place.districts])
        return np.asarray(np.logical_or.reduceat(same, self.starts))


@dataclass(frozen=True, slots=True)
class Sayings:
    """Vectors of the sentences of N entries, those of one entry side by side from `starts` (N + 1,) on."""

    vectors: Vectors
    starts: Ints

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], encoder: Encoder | None) -> Self:
        """From the texts of each entry, at least one."""
        flat = [text for several in texts for text in several]
        vectors = encoder.encode(flat) if encoder else np.zeros((len(flat), 1), np.float32)
        return cls(vectors, np.cumsum([0, *(len(several) for several in texts)], dtype=np.int64))

    def likeness(self, vector: Floats, entries: Ints) -> Floats:
        """Of each of `entries` (E,), ascending, the cosine of the sentence nearest to `vector`, (E,)."""
        if len(entries) == len(self.starts) - 1:
            return np.asarray(np.maximum.reduceat(self.vectors @ vector, self.starts[:-1]), np.float32)
        lengths = self.starts[entries + 1] - self.starts[entries]
        firsts = np.cumsum(lengths) - lengths
        rows = np.arange(int(lengths.sum())) + np.repeat(self.starts[entries] - firsts, lengths)
        return np.asarray(np.maximum.reduceat(self.vectors[rows] @ vector, firsts), np.float32)


@dataclass(frozen=True, slots=True)
class Answers:
    """Vectors of Q questions of topics, and the pairs of actor and question where the answer names the actor."""

    vectors: Vectors
    actors: Ints
    questions: Ints

    @classmethod
    def of(cls, library: Library, at: Mapping[str, int], encoder: Encoder | None) -> Self:
        """From the topics that name actors, in both languages."""
        naming = [topic for topic in library.topics.values() if any(id_ in at for id_ in topic.actors)]
        texts = [topic.question.in_(language) for topic in naming for language in LANGUAGES]
        pairs = [
            (at[id_], len(LANGUAGES) * number + second)
            for number, topic in enumerate(naming)
            for id_ in topic.actors
            if id_ in at
            for second in range(len(LANGUAGES))
        ]
        both = np.array(pairs, np.int64).reshape(-1, 2)
        vectors = encoder.encode(texts) if encoder else np.zeros((len(texts), 1), np.float32)
        return cls(vectors, both[:, 0], both[:, 1])

    def likeness(self, vector: Floats, count: int) -> Floats:
        """The cosine of the nearest question that leads to each of `count` actors, 0 where none does."""
        found = np.zeros(count, np.float32)
        if len(self.actors):
            np.maximum.at(found, self.actors, (self.vectors @ vector)[self.questions])
        return found


@dataclass(frozen=True, slots=True)
class Profiles:
    """N actors, and per field what is needed to compare them with a need."""

    actors: tuple[Actor, ...]
    at: Mapping[str, int]
    topics: Table
    offers: Table
    kinds: Table
    sectors: Table
    seats: Seats
    statewide: Bools
    cities: tuple[Place, ...]
    review_by: Ints
    words: Lexicon
    everyday: Lexicon
    keywords: Sayings
    sayings: Sayings
    answers: Answers

    @classmethod
    def of(cls, library: Library, gazetteer: Gazetteer, encoder: Encoder | None) -> Self:
        """From all actors of the library; without an encoder, words alone are compared."""
        profiles = cls._by_words(library, gazetteer)
        return profiles.with_meaning(library, encoder) if encoder else profiles

    @classmethod
    def _by_words(cls, library: Library, gazetteer: Gazetteer) -> Self:
        actors, vocabulary = tuple(library.actors.values()), library.vocabulary
        at = {actor.id: row for row, actor in enumerate(actors)}
        return cls(
            actors=actors,
            at=at,
            topics=Table.of(vocabulary.topics, [actor.topics for actor in actors]),
            offers=Table.of(vocabulary.offers, [actor.offers for actor in actors]),
            kinds=Table.of(vocabulary.kinds, [(actor.kind,) for actor in actors]),
            sectors=Table.of(vocabulary.sectors, [(actor.sector,) for actor in actors]),
            seats=Seats.of([seats_of(actor, gazetteer) or (NOWHERE,) for actor in actors]),
            statewide=np.array([actor.region in STATEWIDE for actor in actors], bool),
            cities=gazetteer.cities,
            review_by=np.array([actor.review_by.toordinal() for actor in actors], np.int64),
            words=Lexicon.of([f"{_named(actor)} {actor.summary.de} {actor.summary.en}" for actor in actors]),
            everyday=Lexicon.of([f"{_named(actor)} {_everyday(library, actor)}" for actor in actors]),
            keywords=Sayings.of([_keywords(actor) for actor in actors], None),
            sayings=Sayings.of([_sentences(actor) for actor in actors], None),
            answers=Answers.of(library, at, None),
        )

    def with_meaning(self, library: Library, encoder: Encoder) -> Self:
        """The same with the vectors that `encoder` makes of how the entries of `library` read."""
        return replace(
            self,
            keywords=Sayings.of([_keywords(actor) for actor in self.actors], encoder),
            sayings=Sayings.of([_sentences(actor) for actor in self.actors], encoder),
            answers=Answers.of(library, self.at, encoder),
        )

    def stale(self, today: date, unconfirmed: Mapping[str, date]) -> Bools:
        """Whose entry should have been reviewed before `today`, or was not confirmed when asked, (N,)."""
        found = np.asarray(self.review_by < today.toordinal())
        found[[self.at[id_] for id_ in unconfirmed if id_ in self.at]] = True
        return found

    def belonging(self, circle: Circle) -> Bools:
        """Which actors are of the kinds or sectors of `circle`, or named by it, (N,)."""
        found = self.kinds.any_of(circle.kinds) | self.sectors.any_of(circle.sectors)
        found[[self.at[id_] for id_ in circle.actors if id_ in self.at]] = True
        return found


# An actor in a town we do not know is far from everywhere: the content check reports it.
NOWHERE = Place("", Kind.ELSEWHERE, (), -90.0, 0.0)


def seats_of(actor: Actor, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places in which an actor sits, as far as we know them."""
    places = (gazetteer.named(city) for city in _CITIES.split(actor.city))
    return tuple(place for place in places if place)


def _named(actor: Actor) -> str:
    return " ".join((actor.name, actor.short_name, *actor.keywords.de, *actor.keywords.en))


def _everyday(library: Library, actor: Actor) -> str:
    """The everyday words for what an actor is about and offers."""
    vocabulary = library.vocabulary
    terms = [vocabulary.topics.get(slug) for slug in actor.topics] + [
        vocabulary.offers.get(slug) for slug in actor.offers
    ]
    return " ".join(word for term in terms if term for word in phrases_of(term))


def _keywords(actor: Actor) -> tuple[str, ...]:
    return (", ".join(actor.keywords.de) or actor.name, ", ".join(actor.keywords.en) or actor.name)


def _sentences(actor: Actor) -> list[str]:
    return [*sentences(actor.summary.de), *sentences(actor.summary.en)]


def phrases_of(term: Term) -> tuple[str, ...]:
    """All words for a term, in both languages."""
    return (term.de, term.en, *term.synonyms.de, *term.synonyms.en)
