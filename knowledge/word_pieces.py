"""Cuts texts into the pieces of words that an encoder knows: the likeliest way, as SentencePiece does (Kudo, 2018)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.mapped import arrays_in, write_arrays

Hashes = NDArray[np.uint64]

BLANK = "\u2581"  # what stands for a blank, SentencePiece's lower one eighth block
# Words that were cut before: those of a few thousand questions, in less than a megabyte.
REMEMBERED_WORDS, LONGEST_REMEMBERED = 4_096, 32
# A character that is in no piece counts as this much less likely than the least likely piece.
UNKNOWN_IS_RARER = 10.0
# FNV-1a's numbers, here over characters.
_START, _TIMES = np.uint64(14695981039346656037), np.uint64(1099511628211)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary as it is shipped: `text` with all P pieces after another, piece n from byte `bounds[n]` (P+1,) on.

    `scores` (P,) say how likely the pieces are; `begin`, `end` and `unknown` are the numbers of special ones.
    """

    text: bytes
    bounds: NDArray[np.int64]
    scores: NDArray[np.float32]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class WordPieces:
    """P pieces by the hash of their characters, `hashes` (P,) ascending with `numbers` (P,) and `scores` (P,).

    A dictionary of 250,000 pieces would take 40 MB; two pieces share a hash once in 500 million vocabularies.
    `longest` is the characters of the longest piece; `spelled` says how a text is written before it is cut.
    """

    hashes: Hashes
    numbers: NDArray[np.int32]
    scores: NDArray[np.float32]
    longest: int
    begin: int
    end: int
    unknown: int
    unknown_score: float
    spelled: Callable[[str], str]
    _known: dict[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, place: Path, spelled: Callable[[str], str]) -> Self:
        """From the folder `place`, which `write_pieces` filled; raises OSError, KeyError or ValueError."""
        arrays = arrays_in(place)
        longest, begin, end, unknown = map(int, arrays["pieces.special"])
        numbers, scores = arrays["pieces.numbers"].astype(np.int32, copy=False), arrays["pieces.scores"]
        score = float(arrays["pieces.unknown_score"])
        hashes = arrays["pieces.hashes"].astype(np.uint64, copy=False)
        return cls(hashes, numbers, scores.astype(np.float32, copy=False), longest, begin, end, unknown, score, spelled)

    def numbers_of(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, with those for the beginning and the end."""
        before, *after = self.spelled(text).split(BLANK)
        spoken = [before, *(BLANK + word for word in after)] if before else [BLANK + word for word in after]
        found = [number for word in spoken for number in self._cut(word)]
        return [self.begin, *(found or [self.unknown]), self.end]

    def _cut(self, word: str) -> Sequence[int]:
        """The pieces of one word: none goes beyond it, and most words were cut before."""
        if len(word) > LONGEST_REMEMBERED:
            return self._likeliest(word)
        if word not in self._known:
            if len(self._known) >= REMEMBERED_WORDS:
                self._known.clear()
            self._known[word] = tuple(self._likeliest(word))
        return self._known[word]

    def _likeliest(self, text: str) -> list[int]:
        """The Viterbi path: for each place the best way to get there, then back from the end."""
        size = len(text)
        best = [0.0] + [-np.inf] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        steps = self._steps(text)
        for place in range(size):
            unknown = (place + 1, self.unknown, self.unknown_score)
            for end, piece, score in (*steps[place], unknown):
                if best[place] + score > best[end]:
                    best[end], came[end] = best[place] + score, (place, piece)
        found, place = [], size
        while place:
            place, piece = came[place]
            found.append(piece)
        return found[::-1]

    def _steps(self, text: str) -> list[list[tuple[int, int, float]]]:
        """From each place of `text` the pieces that begin there: where they end, their number and their score."""
        characters = _characters(text)
        begins, lengths, hashes = _all_hashes(characters, self.longest)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        known = np.flatnonzero((self.hashes[at] == hashes) & (self.numbers[at] != self.unknown))
        ends, at = begins[known] + lengths[known], at[known]
        steps: list[list[tuple[int, int, float]]] = [[] for _ in range(len(text))]
        for begin, *step in zip(
            begins[known].tolist(), ends.tolist(), self.numbers[at].tolist(), self.scores[at].tolist(), strict=True
        ):
            steps[begin].append((step[0], step[1], step[2]))
        return steps


def write_pieces(place: Path, vocabulary: Vocabulary) -> None:
    """Fill the folder `place` with what `WordPieces.read` needs."""
    characters = _characters(vocabulary.text.decode("utf-8"))
    continued = np.frombuffer(vocabulary.text, np.uint8) & 0xC0 == 0x80
    bounds = np.concatenate(([0], np.cumsum(~continued)))[vocabulary.bounds]
    hashes, longest = _hashes(characters, bounds), int(np.diff(bounds).max())
    order = np.argsort(hashes, kind="stable")
    arrays = {
        "hashes": hashes[order],
        "numbers": order.astype(np.int32),
        "scores": vocabulary.scores[order],
        "special": np.array([longest, vocabulary.begin, vocabulary.end, vocabulary.unknown]),
        "unknown_score": np.array(float(vocabulary.scores.min()) - UNKNOWN_IS_RARER),
    }
    write_arrays(place, {f"pieces.{name}": array for name, array in arrays.items()})


def _characters(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)


def _hashes(characters: Hashes, bounds: NDArray[np.int64]) -> Hashes:
    """The hash of each stretch of `characters` between two of `bounds`."""
    begins, lengths = bounds[:-1], np.diff(bounds)
    hashes = np.full(len(begins), _START)
    for step in range(int(lengths.max(initial=0))):
        goes_on = np.flatnonzero(lengths > step)
        hashes[goes_on] = (hashes[goes_on] ^ characters[begins[goes_on] + step]) * _TIMES
    return hashes


def _all_hashes(characters: Hashes, longest: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Hashes]:
    """Where every stretch of at most `longest` characters begins, how long it is, and its hash."""
    size, rolling = len(characters), np.full(len(characters), _START)
    found = []
    for length in range(1, min(longest, size) + 1):
        rolling = (rolling[: size - length + 1] ^ characters[length - 1 :]) * _TIMES
        found.append(rolling)
    lengths = np.repeat(np.arange(1, len(found) + 1), [len(part) for part in found])
    begins = np.concatenate([np.arange(len(part)) for part in found]) if found else np.zeros(0, np.int64)
    return begins, lengths, np.concatenate(found) if found else np.zeros(0, np.uint64)
