"""How alike two texts are, by rare words and by meaning: one measure for what is learned and what is only laid over."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from knowledge.encoder import Encoder
from knowledge.entries import LANGUAGES
from knowledge.library import Library
from knowledge.text import stem, words

Floats = NDArray[np.float32]

SHARE_OF_MEANING = 0.5
OTHER_NUMBER = 0.75  # what is left where both name numbers, and not the same: "Article 4" and "Article 5"
SLIPS = 88  # percent: from here on two texts are the same but for slips, whatever their words weigh


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares texts; `rarity` weighs the stems of a library, `encoder` is None while only words decide."""

    rarity: Mapping[str, float]
    rarest: float
    encoder: Encoder | None = field(default=None)

    @classmethod
    def of(cls, library: Library, encoder: Encoder | None = None) -> Self:
        """With the words of all questions and phrasings."""
        texts = [text for topic in library.topics.values() for code in LANGUAGES for text in topic.questions(code)]
        spread = Counter(word for text in texts for word in set(_stems(text)))
        return cls(
            {word: log((1 + len(texts)) / (1 + rows)) for word, rows in spread.items()}, log(1 + len(texts)), encoder
        )

    def matrix(self, asked: Sequence[str], known: Sequence[str]) -> Floats:
        """How alike each of `asked` and each of `known` are, 0 to 1, shape (asked, known)."""
        mine, theirs = [self._spoken(text) for text in asked], [self._spoken(text) for text in known]
        by_words = np.array([[self._by_words(one, other) for other in theirs] for one in mine], np.float32)
        by_words = by_words.reshape(len(asked), len(known))
        if self.encoder is None or not by_words.size:
            return by_words
        by_meaning = (self.encoder.encode(asked) @ self.encoder.encode(known).T).clip(0, 1)
        both = SHARE_OF_MEANING * by_meaning + (1 - SHARE_OF_MEANING) * by_words
        other = [[bool(one.numbers and two.numbers and one.numbers != two.numbers) for two in theirs] for one in mine]
        return np.asarray(np.where(np.array(other).reshape(both.shape), OTHER_NUMBER * both, both), np.float32)

    def _spoken(self, text: str) -> "_Spoken":
        stems = _stems(text)
        numbers = tuple(sorted(word for word in stems if any(char.isdigit() for char in word)))
        return _Spoken(" ".join(sorted(stems)), frozenset(stems), self._weight(frozenset(stems)), numbers)

    def _by_words(self, one: "_Spoken", other: "_Spoken") -> float:
        """The cosine of the weighted stems, or nearly one for the same text with slips, which no number may be."""
        shared = one.stems & other.stems
        cosine = self._weight(shared) / sqrt(one.weight * other.weight) if shared else 0.0
        if one.numbers != other.numbers:
            return cosine
        return max(cosine, fuzz.ratio(one.ordered, other.ordered, score_cutoff=SLIPS) / 100)

    def _weight(self, stems: Collection[str]) -> float:
        return sum(self.rarity.get(word, self.rarest) ** 2 for word in stems)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A text ready to be compared: its stems in order and as a set, what they weigh, and the numbers among them."""

    ordered: str
    stems: frozenset[str]
    weight: float
    numbers: tuple[str, ...]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]
