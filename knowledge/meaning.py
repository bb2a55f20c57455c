"""Meaning compared: vectors turned so that what differs between phrasings of one item counts less."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# How sharply likeness falls with distance: exp(SHARPNESS * (cosine - 1)).
SHARPNESS = 2.0
# Share of the identity in the covariance that is divided out (within-class covariance normalisation,
# Hatch et al., 2006); from cross-validation over the phrasings of the public sets, flat between 0.6 and 0.9.
SHRINKAGE = 0.8
# The second encoder's cosines lie closer together, between 0.7 and 1. By the same cross-validation flat from 8 to 16.
SECOND_SHARPNESS, SECOND_SHRINKAGE = 12.0, 0.6
# Fewer differences than this say nothing about their directions.
FEWEST_DIFFERENCES = 10


@dataclass(frozen=True, slots=True)
class Meaning:
    """The rows' vectors (N, D) of length one, after `turn` (D, D) was applied, and how sharply likeness falls."""

    vectors: Floats
    turn: Floats
    sharpness: float = SHARPNESS

    @classmethod
    def of(cls, vectors: Floats, labels: Ints, phrasings: int, *, second: bool = False) -> Self:
        """From the encoder's `vectors` (N, D); the first `phrasings` rows show how phrasings of one item differ.

        `second` says that they are the second encoder's.
        """
        sharpness, shrinkage = (SECOND_SHARPNESS, SECOND_SHRINKAGE) if second else (SHARPNESS, SHRINKAGE)
        turn = _turn(vectors[:phrasings], labels[:phrasings], shrinkage)
        return cls(_of_length_one(vectors @ turn), turn, sharpness)

    def similarities(self, vectors: Floats) -> Floats:
        """How alike the texts behind the encoder's `vectors` (n, D) and every row are, shape (n, N), 0 to 1."""
        return self._likeness(_of_length_one(vectors @ self.turn) @ self.vectors.T)

    def of_rows(self, rows: Ints | slice) -> Floats:
        """How alike some `rows` (n,) and all rows are, shape (n, N)."""
        return self._likeness(self.vectors[rows] @ self.vectors.T)

    def _likeness(self, cosine: Floats) -> Floats:
        cosine -= 1
        cosine *= self.sharpness
        np.exp(cosine, out=cosine)
        return cosine


def _of_length_one(vectors: Floats) -> Floats:
    scaled: Floats = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return scaled


def _turn(vectors: Floats, labels: Ints, shrinkage: float) -> Floats:
    items, column, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    size = vectors.shape[1]
    freedom = len(labels) - len(items)
    if freedom < FEWEST_DIFFERENCES:
        return np.eye(size, dtype=np.float32)
    means = np.zeros((len(items), size), np.float32)
    np.add.at(means, column, vectors)
    means /= sizes[:, None]
    differences = vectors - means[column]
    spread = (differences.T @ differences / freedom).astype(np.float64)
    spread *= size / max(float(np.trace(spread)), 1e-9)
    values, directions = np.linalg.eigh((1 - shrinkage) * spread + shrinkage * np.eye(size))
    turned: Floats = ((directions / np.sqrt(values)) @ directions.T).astype(np.float32)
    return turned
