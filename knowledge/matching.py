"""From a need in words to the organisations whose entries fit, with the words that made them fit."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from knowledge.entries import Actor, Language, Term
from knowledge.library import Library

TYPO_RATIO = 86.0  # of 100: one wrong letter in a word of seven
LONGEST_NEED = 400  # characters that are looked at
NAME, PLACE, TOPIC, OFFER, KEYWORD = 3.0, 1.5, 2.0, 1.5, 1.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing of an entry that the need named, with its label in both languages."""

    weight: float
    de: str
    en: str


@dataclass(frozen=True, slots=True)
class Fit:
    """An actor and why it fits; `score` runs from 0 to 1 within one need."""

    actor: Actor
    score: float
    reasons: tuple[Reason, ...]

    def why(self, language: Language) -> tuple[str, ...]:
        """The reasons as short labels, strongest first."""
        ordered = sorted(self.reasons, key=lambda reason: -reason.weight)
        labels = [reason.en if language == "en" else reason.de for reason in ordered]
        first_of_its_kind = {label.casefold(): label for label in reversed(labels)}
        return tuple(label for label in dict.fromkeys(labels) if first_of_its_kind[label.casefold()] == label)[:4]


def match(library: Library, need: str, *, limit: int = 3) -> list[Fit]:
    """At most `limit` actors that fit `need`, best first; none when nothing it names is in the directory."""
    words = _words(need[:LONGEST_NEED])
    found = [(actor, tuple(_reasons(library, actor, words))) for actor in library.actors.values()]
    weighed = [(actor, reasons, sum(reason.weight for reason in reasons)) for actor, reasons in found if reasons]
    asked = [entry for entry in weighed if any(reason.weight != PLACE for reason in entry[1])] or weighed
    best = max((weight for _, _, weight in asked), default=1.0)
    fits = [Fit(actor, round(weight / best, 3), reasons) for actor, reasons, weight in asked]
    return sorted(fits, key=lambda fit: (-fit.score, fit.actor.id))[:limit]


def _reasons(library: Library, actor: Actor, words: set[str]) -> Iterator[Reason]:
    if _names(words, actor.short_name) or _names(words, actor.name):
        yield Reason(NAME, actor.short_name, actor.short_name)
    if _names(words, actor.city):
        yield Reason(PLACE, actor.city, actor.city)
    yield from _terms(library.vocabulary.topics, actor.topics, words, TOPIC)
    yield from _terms(library.vocabulary.offers, actor.offers, words, OFFER)
    for keyword in (*actor.keywords.de, *actor.keywords.en):
        if _names(words, keyword):
            yield Reason(KEYWORD, keyword, keyword)
            return


def _terms(terms: Mapping[str, Term], slugs: tuple[str, ...], words: set[str], weight: float) -> Iterator[Reason]:
    for slug in slugs:
        term = terms.get(slug)
        if term and any(_names(words, name) for name in (term.de, term.en, *term.synonyms.de, *term.synonyms.en)):
            yield Reason(weight, term.de, term.en)


def _names(words: set[str], name: str) -> bool:
    """Whether every word of `name` is among `words`, a typing error in a long word allowed."""
    return all(any(_same(word, part) for word in words) for part in _words(name) or {"\0"})


def _same(word: str, part: str) -> bool:
    if word == part:
        return True
    return len(part) > 5 and abs(len(word) - len(part)) <= 2 and fuzz.ratio(word, part) >= TYPO_RATIO


def _words(text: str) -> set[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    return set("".join(char if char.isalnum() else " " for char in folded).split())


def as_json(library: Library, need: str, fits: list[Fit], language: Language) -> dict[str, Any]:
    """One line of output for programs; `place` is the city of the directory that the need names."""
    words = _words(need[:LONGEST_NEED])
    vocabulary = library.vocabulary.topics
    topics = [slug for slug in vocabulary if any(_terms(vocabulary, (slug,), words, TOPIC))]
    places = sorted({actor.city for actor in library.actors.values() if _names(words, actor.city)})
    actors = [{"id": fit.actor.id, "score": fit.score, "why": list(fit.why(language))} for fit in fits]
    return {"actors": actors, "topics": topics, "place": places[0] if places else None}


def as_text(fits: list[Fit], language: Language) -> str:
    """The same for a curator."""
    lines = [f"{fit.score:.2f}  {fit.actor.id}: {' · '.join(fit.why(language))}" for fit in fits]
    return "\n".join(lines) or "nobody fits"
