"""Words as numbers: character n-grams weighted by rarity, which forgive endings, compounds and typing errors."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.text import words
from knowledge.thesaurus import Thesaurus

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Lengths of the n-grams, word edges included: in leave-one-out, shorter and longer ones gain nothing and cost time.
SHORTEST_GRAM, LONGEST_GRAM = 3, 5
# N-grams of more than this share of the rows (and of more than a few rows) say nothing: leaving them out costs no
# accuracy in leave-one-out and makes searching four times faster.
MOST_COMMON, FEW_ROWS = 0.05, 20
# A synonym counts as this many n-grams in common, about half of what the same word would.
WEIGHT_OF_SYNONYMS = 4


def grams(text: str, thesaurus: Thesaurus, of_word: Callable[[str], Sequence[int]] | None = None) -> list[int]:
    """The n-grams of `text` and its synonym groups as stable numbers (Python's own hash changes with every start).

    Who has many texts hands in an `of_word` that remembers.
    """
    spoken = words(text)
    found = [group for group in thesaurus.groups_in(spoken) for _ in range(WEIGHT_OF_SYNONYMS)]
    for word in spoken:
        found.extend((of_word or grams_of_word)(word))
    return found


def grams_of_word(word: str) -> list[int]:
    """The n-grams of one folded word, shortest first."""
    raw = f" {word} ".encode()
    sizes = range(SHORTEST_GRAM, min(LONGEST_GRAM, len(raw)) + 1)
    return [crc32(raw[start : start + size]) for size in sizes for start in range(len(raw) - size + 1)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An inverted index over N rows: which n-gram stands in which row, how heavily.

    `terms` (T,) sorted n-gram numbers, `rarity` (T,) their weights, `starts` (T+1,) where the postings of a
    term begin in `rows` and `weights` (P,). The weights of a row have length one.
    """

    terms: Ints
    rarity: Floats
    starts: Ints
    rows: NDArray[np.int32]
    weights: Floats
    size: int
    thesaurus: Thesaurus = field(default_factory=Thesaurus)

    @classmethod
    def of(cls, texts: Sequence[str], thesaurus: Thesaurus | None = None) -> Self:
        """The index of `texts`, one row each."""
        thesaurus = thesaurus or Thesaurus()
        of_word = cache(grams_of_word)
        counted = [Counter(grams(text, thesaurus, of_word)) for text in texts]
        lengths = np.array([len(counts) for counts in counted], np.int64)
        flat = np.fromiter((term for counts in counted for term in counts), np.int64, int(lengths.sum()))
        often = np.fromiter((n for counts in counted for n in counts.values()), np.float32, len(flat))
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        terms, column, spread = np.unique(flat, return_inverse=True, return_counts=True)
        rarity = _rarity(spread, len(texts))
        rarity[spread > max(FEW_ROWS, MOST_COMMON * len(texts))] = 0
        weights = (1 + np.log(often)) * rarity[column]
        lengths_of_rows = np.sqrt(np.bincount(rows, weights**2, len(texts)))
        told = np.flatnonzero(weights)
        order = told[np.argsort(column[told], kind="stable")]
        weights = (weights / np.maximum(lengths_of_rows[rows], 1e-9)).astype(np.float32)
        starts = np.concatenate(([0], np.cumsum(np.bincount(column[told], minlength=len(terms))))).astype(np.int64)
        return cls(terms, rarity, starts, rows[order], weights[order], len(texts), thesaurus)

    def similarities(self, text: str) -> Floats:
        """How alike `text` and every row are, shape (N,), 0 to 1 (cosine of the weighted n-grams)."""
        counts = Counter(grams(text, self.thesaurus))
        terms = np.fromiter(counts, np.int64, len(counts))
        often = np.fromiter(counts.values(), np.float32, len(counts))
        at = np.searchsorted(self.terms, terms)
        known = (
            self.terms[np.minimum(at, len(self.terms) - 1)] == terms if len(self.terms) else np.zeros(len(terms), bool)
        )
        rarity = np.full(len(terms), _rarity(np.zeros(1, np.int64), self.size)[0], np.float32)
        rarity[known] = self.rarity[at[known]]
        weights = (1 + np.log(often)) * rarity
        length = float(np.sqrt((weights**2).sum())) or 1.0
        return self._gathered(at[known], weights[known] / length)

    def _gathered(self, columns: Ints, weights: Floats) -> Floats:
        if not len(columns):
            return np.zeros(self.size, np.float32)
        lengths = self.starts[columns + 1] - self.starts[columns]
        places = np.repeat(self.starts[columns] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        places += np.arange(len(places))
        hits = self.weights[places] * np.repeat(weights, lengths)
        return np.bincount(self.rows[places], hits, self.size).astype(np.float32)

    def gram_matrix(self) -> Floats:
        """How alike the rows are among each other, shape (N, N)."""
        by_row = np.argsort(self.rows, kind="stable")
        column = np.repeat(np.arange(len(self.terms)), np.diff(self.starts))[by_row]
        bounds = np.searchsorted(self.rows[by_row], np.arange(self.size + 1))
        matrix = np.empty((self.size, self.size), np.float32)
        for row in range(self.size):
            mine = slice(bounds[row], bounds[row + 1])
            matrix[row] = self._gathered(column[mine], self.weights[by_row[mine]])
        return matrix


def _rarity(spread: NDArray[np.int64], rows: int) -> Floats:
    """Inverse document frequency, smoothed so that an unseen term weighs most and none weighs nothing."""
    return (np.log((1 + rows) / (1 + spread)) + 1).astype(np.float32)
