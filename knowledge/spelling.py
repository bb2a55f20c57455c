"""Mends typing errors with the words the knowledge base itself uses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import folded, stem, words

# Shorter words have too many neighbours; one slip is allowed in these, two in the long ones.
SHORTEST_WORD, LONG_WORD = 5, 9
# A message of many unknown words is in another language or no language; mending it would only invent.
MOST_MENDED = 8
_TOKEN = re.compile(r"\w+|\W+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows how words are written: `known` stems, and by length the folded words to mend to with their spelling."""

    known: frozenset[str]
    by_length: dict[int, dict[str, str]]

    @classmethod
    def of(cls, texts: Iterable[str], *, also_known: Iterable[str] = ()) -> Self:
        """Mends towards the words of `texts`; words of `also_known` are right too, but nothing is mended to them."""
        own = {folded(word): word for word in sorted(set(_WORD.findall(" ".join(texts))))}
        known = {word for text in also_known for word in words(text)} | own.keys()
        spelled = {word: own[word] for word in own if len(word) >= SHORTEST_WORD and word.isalpha()}
        return cls.with_words(spelled, known=(stem(word) for word in known))

    @classmethod
    def with_words(cls, spelled: Mapping[str, str], *, known: Iterable[str]) -> Self:
        """Mends towards the folded words of `spelled`; whatever has one of the stems `known` is right."""
        by_length: dict[int, dict[str, str]] = {}
        for word, written in spelled.items():
            by_length.setdefault(len(word), {})[word] = written
        return cls(frozenset(known), by_length)

    @property
    def spelled(self) -> dict[str, str]:
        """The folded words to mend to, with their spelling, in the order in which they are tried."""
        return {word: written for alike in self.by_length.values() for word, written in alike.items()}

    def mended(self, text: str) -> str:
        """`text` with its slips mended; the same object if there are none."""
        tokens = _TOKEN.findall(text)
        slips = [at for at, token in enumerate(tokens) if self._unknown(token)]
        if not slips or len(slips) > MOST_MENDED:
            return text
        changed = False
        for at in slips:
            meant = self._meant(folded(tokens[at]))
            if meant:
                tokens[at], changed = meant, True
        return "".join(tokens) if changed else text

    def _unknown(self, token: str) -> bool:
        return len(token) >= SHORTEST_WORD and token.isalpha() and stem(folded(token)) not in self.known

    def _meant(self, word: str) -> str | None:
        slips = 2 if len(word) >= LONG_WORD else 1
        near, meant = slips, None
        for length in sorted(range(len(word) - slips, len(word) + slips + 1), key=lambda n: abs(n - len(word))):
            candidates = self.by_length.get(length, {})
            best = process.extractOne(word, candidates.keys(), scorer=OSA.distance, score_cutoff=near)
            if best:
                near, meant = int(best[1]) - 1, candidates[best[0]]
        return meant
