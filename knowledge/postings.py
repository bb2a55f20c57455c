"""An inverted index of n-grams that may grow beyond memory: which row has which, and which rows have one.

It says the same as `Lexicon` does, but only of rows that are asked for; finding some begins with the rarest n-grams.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.lexical import grams
from knowledge.thesaurus import Thesaurus

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Ints = NDArray[np.int64]
Terms = NDArray[np.uint32]

# N-grams are numbered by the last bits of their hash: 4 million numbers for some 100,000 n-grams.
BITS = 22
# Looked at to find rows: enough for whole topics, some milliseconds.
MOST_POSTINGS = 200_000
# Rows are compared among each other by this many sums of n-grams with random signs (feature hashing, Weinberger et
# al., 2009): the expectation is exact, and the noise of 0.04 is ridged away.
SKETCHED = 512
# N-grams by their last 16 bits: fits a processor's cache.
SIEVE = 1 << 16


@dataclass(frozen=True, slots=True)
class Asked:
    """The n-grams of a text, ascending, and their weights; the weights have length one."""

    terms: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Postings:
    """N rows: their n-grams in `terms` with `weights`, a row's from `bounds` (N+1,) on, ascending.

    Turned round, each n-gram's `rows` with `row_weights`, from `starts` (2**BITS+1,) on. `rarity` (2**BITS,) is 0 for
    the common ones.
    """

    bounds: Ints
    terms: Terms
    weights: Halves
    starts: Ints
    rows: NDArray[np.int32]
    row_weights: Halves
    rarity: Floats

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.bounds) - 1

    def asked(self, text: str, thesaurus: Thesaurus) -> Asked:
        """The n-grams of `text`; those that no row has count as the rarest."""
        terms, often = counted(text, thesaurus)
        weights = (1 + np.log(often)) * self.rarity[terms]
        return Asked(terms, (weights / (np.linalg.norm(weights) or 1.0)).astype(np.float32))

    def nearest(self, asked: Asked, number: int) -> Ints:
        """About the `number` rows most like `asked`, by its rarest n-grams."""
        lengths = self.starts[asked.terms + 1] - self.starts[asked.terms]
        rarest = np.argsort(lengths, kind="stable")
        rarest = rarest[np.cumsum(lengths[rarest]) <= MOST_POSTINGS]
        rarest = rarest[lengths[rarest] > 0]
        if not len(rarest):
            return np.zeros(0, np.int64)
        slices = [slice(self.starts[term], self.starts[term + 1]) for term in asked.terms[rarest].tolist()]
        hits = np.concatenate([self.row_weights[place] for place in slices]).astype(np.float32)
        hits *= np.repeat(asked.weights[rarest], lengths[rarest])
        sums = np.bincount(np.concatenate([self.rows[place] for place in slices]), hits, self.size).astype(np.float32)
        if number < self.size:
            sums[sums < np.partition(sums, -number)[-number]] = 0
        return np.flatnonzero(sums)

    def likeness(self, asked: Asked, rows: Ints) -> Floats:
        """How alike `asked` and `rows` are, shape (rows,), 0 to 1."""
        places, row = self._places(rows)
        if not len(places) or not len(asked.terms):
            return np.zeros(len(rows), np.float32)
        may_be_asked = np.zeros(SIEVE, bool)  # sorts out nearly all at a tenth of the price of looking each up
        may_be_asked[asked.terms % SIEVE] = True
        left = np.flatnonzero(may_be_asked[self.terms[places] % SIEVE])
        places, row = places[left], row[left]
        terms = self.terms[places]
        at = np.minimum(np.searchsorted(asked.terms, terms), len(asked.terms) - 1)
        hits = np.where(asked.terms[at] == terms, asked.weights[at] * self.weights[places], 0)
        return np.bincount(row, hits, len(rows)).astype(np.float32)

    def sketches(self, rows: Ints) -> Floats:
        """`rows` as short vectors whose products are about their likeness, shape (rows, SKETCHED)."""
        places, row = self._places(rows)
        terms = self.terms[places].astype(np.int64)
        signs = 1.0 - 2.0 * (terms // SKETCHED & 1)
        cells = row * SKETCHED + terms % SKETCHED
        sums = np.bincount(cells, signs * self.weights[places], len(rows) * SKETCHED)
        return sums.astype(np.float32).reshape(len(rows), SKETCHED)

    def _places(self, rows: Ints) -> tuple[Ints, Ints]:
        """Where the n-grams of `rows` stand, and to which of `rows` each belongs."""
        lengths = self.bounds[rows + 1] - self.bounds[rows]
        begins = np.cumsum(lengths) - lengths
        row = np.repeat(np.arange(len(rows)), lengths)
        return np.arange(len(row)) + (self.bounds[rows] - begins)[row], row


def counted(text: str, thesaurus: Thesaurus) -> tuple[Ints, Floats]:
    """The numbers of the n-grams of `text`, ascending, and how often each stands there."""
    counts = Counter(gram % (1 << BITS) for gram in grams(text, thesaurus))
    terms = np.fromiter(counts, np.int64, len(counts))
    order = np.argsort(terms)
    return terms[order], np.fromiter(counts.values(), np.float32, len(counts))[order]


def rarity_of(spread: Ints, rows: int, common: float) -> Floats:
    """As `Lexicon` weighs: rare n-grams most, those of more than `common` rows not at all."""
    rarity = (np.log((1 + rows) / (1 + spread)) + 1).astype(np.float32)
    rarity[spread > common] = 0
    return rarity


def chunks(size: int, step: int) -> Iterable[slice]:
    """`size` in slices of at most `step`."""
    return (slice(begin, min(begin + step, size)) for begin in range(0, size, step))
