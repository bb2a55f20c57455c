"""Vectors of phrasings that were encoded before, shipped with the content or kept in the cache, so none is twice."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder, Vectors
from knowledge.items import Item, everyday_requests, rows_of
from knowledge.second_encoder import SmallE5

# Of a whole number of one byte; the cosine of two vectors kept so is off by less than 0.001.
STEPS = 127
BATCH = 64
# Vectors of our own phrasings and of the background, as `python -m knowledge vectors` wrote them: without these the
# first start would take two minutes longer. Phrasings that are not among them are encoded when they are learned.
SHIPPED = Path(__file__).parent / "vectors" / "second.npz"


@dataclass(frozen=True, slots=True)
class PhraseVectors:
    """What is known of N texts: `marks` (N,) ascending, and `fine` (N, D), to be multiplied by `scale` (N,)."""

    marks: NDArray[np.uint64]
    fine: NDArray[np.int8]
    scale: Vectors

    @classmethod
    def of(cls, texts: Sequence[str], vectors: Vectors) -> Self:
        """From the encoder's `vectors` (N, D) of `texts`."""
        marks, first = np.unique(_marks(texts), return_index=True)
        scale = np.abs(vectors).max(axis=1, initial=1e-9) / STEPS
        return cls(marks, np.rint(vectors / scale[:, None]).astype(np.int8)[first], scale[first].astype(np.float32))

    @classmethod
    def read(cls, path: Path, *, encoder: str) -> Self | None:
        """What is kept at `path` by the encoder of that name; None if nothing is, or nothing readable."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                found = cls(kept["marks"], kept["fine"], kept["scale"])
                fits = kept["encoder"].item() == encoder and len(found.marks) == len(found.fine) == len(found.scale)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        return found if fits else None

    def write(self, path: Path, *, encoder: str) -> None:
        """Keep this at `path`, marked with the encoder's name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, encoder=np.array(encoder), marks=self.marks, fine=self.fine, scale=self.scale)

    def vectors(self, texts: Sequence[str]) -> tuple[Vectors, NDArray[np.bool_]]:
        """The vectors (n, D) of `texts` and for which of them (n,) they are known."""
        marks = _marks(texts)
        at = np.minimum(np.searchsorted(self.marks, marks), max(len(self.marks) - 1, 0))
        if not len(self.marks):
            return np.zeros((len(texts), self.fine.shape[1]), np.float32), np.zeros(len(texts), bool)
        return self.fine[at] * self.scale[at, None], self.marks[at] == marks


def vectors_of(texts: Sequence[str], encoder: Encoder, *, folder: Path | None) -> Vectors:
    """The vectors (n, D) of `texts`; what is neither shipped nor kept in `folder` is encoded, and kept there.

    Vectors are kept in whole numbers and used so, whether new or known: learning twice gives the same.
    """
    kept = folder / SHIPPED.name if folder else None
    known = [PhraseVectors.read(path, encoder=encoder.name) for path in (SHIPPED, kept) if path]
    found, new = encoded(texts, encoder, [part for part in known if part])
    if kept and new:
        with suppress(OSError):  # a disk that is full or read-only only costs time at the next learning
            found.write(kept, encoder=encoder.name)
    return found.vectors(texts)[0]


def write_shipped(items: Sequence[Item]) -> int:
    """Write the vectors of `items` and of the background to where they are shipped; how many were encoded for it."""
    texts = rows_of(items, everyday_requests()).texts
    encoder, old = SmallE5(), PhraseVectors.read(SHIPPED, encoder=SmallE5.name)
    found, new = encoded(texts, encoder, [old] if old else [])
    if new or (old and len(old.marks) != len(found.marks)):
        found.write(SHIPPED, encoder=encoder.name)
    return new


def encoded(texts: Sequence[str], encoder: Encoder, known: Sequence[PhraseVectors]) -> tuple[PhraseVectors, int]:
    """All of `texts` with their vectors, from what is `known` where possible; and how many had to be encoded."""
    vectors = np.zeros((len(texts), encoder.encode([" "]).shape[1]), np.float32)
    missing = np.ones(len(texts), bool)
    for part in (part for part in known if part.fine.shape[1:] == vectors.shape[1:]):
        found, is_known = part.vectors(texts)
        vectors[missing & is_known] = found[missing & is_known]
        missing &= ~is_known
    places = np.flatnonzero(missing)
    for begin in range(0, len(places), BATCH):
        batch = places[begin : begin + BATCH]
        vectors[batch] = encoder.encode([texts[at] for at in batch])
    return PhraseVectors.of(texts, vectors), len(places)


def _marks(texts: Sequence[str]) -> NDArray[np.uint64]:
    """A number of eight bytes for each of `texts`; among 100,000 texts two share one once in a billion cases."""
    digests = b"".join(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, "<u8").astype(np.uint64)
