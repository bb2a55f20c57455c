"""Finds the phrases of a list in a text: which ones, where they stand, and whether the text rules them out."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from knowledge.text import folded, words

T = TypeVar("T")
Key = tuple[str, ...]

LONGEST_PHRASE = 6
# German writes nouns together: "Bildverarbeitungslösung" begins, "Krebsdiagnostik" ends with a phrase of ours.
SHORTEST_BEGINNING, SHORTEST_END = 5, 5


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.,;:!?()]+\s|[\n()]")
_NEGATORS = word_set(
    "nicht kein keine keinen keinem keiner keines ohne ausser ausserhalb statt weder noch not no non without except "
    "outside neither nor instead bloss jenseits avoid"
)
# After these a negator negates something else: "nicht nur in Dresden", "not far from Leipzig", "keine Ahnung".
_NOT_MEANT = word_set("nur only weit far just allein ahnung idea zeit time mehr geld money wonder so sure sicher")
# After these the negation is over, or goes on.
_TURNS, _AND = word_set("sondern but aber dafuer lieber"), word_set("und oder and or noch nor")
# What may stand between a negator and what it rules out; any other word ends its reach.
_BRIDGES = word_set(
    "in im am an bei aus von vom zu zum zur mit die der das den dem des ein eine einen einem einer wieder unbedingt "
    "gerade schon the a any at from with of to by near als bis irgendein irgendeine private privaten privates grosse "
    "grossen und oder or and reine reinen staatliche staatlichen please another raum"
)


# Only inflection: "Schulung" and "Schule", one stem for the answers, are two things here.
# Each with the letters that must remain: "career" is no inflected "care".
_INFLECTIONS = (("ens", 5), ("ern", 5), ("en", 4), ("em", 5), ("er", 5), ("es", 4), ("e", 4), ("n", 4), ("s", 4))


def base(word: str) -> str:
    """A folded word without the ending that inflects it."""
    for ending, shortest in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True, slots=True)
class Words:
    """A text as folded words with their `spans` in it; `ends` are the words before which a new clause begins."""

    text: str
    all: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    ends: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Self:
        """The words of a cleaned text."""
        found = [(folded(match[0]), match.span()) for match in _WORD.finditer(text)]
        found = [(word, span) for word, span in found if word]
        breaks = [match.start() for match in _CLAUSE.finditer(text)]
        starts = [start for _, (start, _) in found]
        ends = frozenset(bisect_left(starts, position) for position in breaks)
        return cls(text, tuple(word for word, _ in found), tuple(span for _, span in found), ends)

    def without(self, positions: Collection[int]) -> str:
        """The text without the words at `positions`."""
        kept, after = [], 0
        for at in sorted(positions):
            start, end = self.spans[at]
            kept.append(self.text[after:start])
            after = end
        return " ".join("".join([*kept, self.text[after:]]).split())


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A phrase found at `start` up to before `end`; `part` when it is only part of a compound word."""

    value: T
    start: int
    end: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """Phrases with what they stand for; several values may share one phrase."""

    values: dict[Key, tuple[T, ...]]
    beginnings: frozenset[str]
    shape: Callable[[str], str]

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, T]], *, shape: Callable[[str], str] = str) -> Self:
        """From pairs of phrase and value; `shape` brings folded words into the form to be compared."""
        values: dict[Key, tuple[T, ...]] = {}
        for phrase, value in phrases:
            key = tuple(shape(word) for word in words(phrase))
            if key and value not in values.get(key, ()):
                values[key] = (*values.get(key, ()), value)
        return cls(values, frozenset(key[0] for key in values), shape)

    def found_in(self, spoken: Sequence[str], *, compounds: bool = False) -> Iterator[Mention[T]]:
        """The mentions in their order, longest phrases first; `compounds` also looks into words written together."""
        shaped = tuple(self.shape(word) for word in spoken)
        at = 0
        while at < len(shaped):
            length, values = self._longest(shaped, at)
            yield from (Mention(value, at, at + length) for value in values)
            if compounds and not values:
                yield from (Mention(value, at, at + 1, part=True) for value in self._within(shaped[at]))
            at += length

    def _longest(self, shaped: Key, at: int) -> tuple[int, tuple[T, ...]]:
        longest = LONGEST_PHRASE if shaped[at] in self.beginnings else 0
        for length in range(min(longest, len(shaped) - at), 0, -1):
            values = self.values.get(shaped[at : at + length])
            if values:
                return length, values
        return 1, ()

    def _within(self, word: str) -> tuple[T, ...]:
        for size in range(len(word) - 1, SHORTEST_BEGINNING - 1, -1):
            values = self.values.get((word[:size],))
            if values:
                return values
        for size in range(len(word) - 1, SHORTEST_END - 1, -1):
            values = self.values.get((word[-size:],))
            if values:
                return values
        return ()


# "nur Förderung", "only companies": what follows is a condition, unless something else is meant by "only".
_ONLY = word_set("nur ausschliesslich lediglich only solely exclusively")


def insisted_on(spoken: Words) -> frozenset[int]:
    """The positions of the words that an "only" reaches: "nur Hochschulen oder Institute"."""
    reached: set[int] = set()
    open_ = within = False
    for at, word in enumerate(spoken.all):
        if at in spoken.ends:
            open_ = False
        if word in _ONLY:
            open_ = within = at == 0 or spoken.all[at - 1] not in _NEGATORS
        elif open_ and word in _AND:
            within = True
        elif open_ and word not in _BRIDGES:
            open_ = within
            reached |= {at} if within else set()
            within = False
    return frozenset(reached)


def ruled_out(spoken: Words) -> frozenset[int]:
    """The positions of the words that a negator reaches: "keine Hochschule", "nicht in Dresden oder Leipzig"."""
    reached: set[int] = set()
    negated = within = False
    for at, word in enumerate(spoken.all):
        if at in spoken.ends or word in _TURNS:
            negated = False
        if word in _NEGATORS:
            follows = spoken.all[at + 1] if at + 1 < len(spoken.all) else ""
            negated = within = follows not in _NOT_MEANT
        elif negated and word in _AND:
            within = True
        elif negated and word not in _BRIDGES:
            negated = within
            reached |= {at} if within else set()
            within = False
    return frozenset(reached)
