"""Many vectors in little memory: whole numbers on disk, and one bit per direction to tell which are near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning import SHARPNESS, Meaning

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Codes = NDArray[np.uint64]
Counts = NDArray[np.uint16]

STEPS = 127  # of a whole number of one byte
BITS_OF_WORD = 64


@dataclass(frozen=True, slots=True)
class Vectors:
    """The rows' vectors (N, D) of length one: `fine` whole numbers to be multiplied by `scale` (N,), and `codes`
    (D / 64, N) with the sign of each direction less its `mean` (D,). `turn` (D, D) brings the encoder's vectors there.

    Among 290,000 rows the 400 with the most signs in common hold 99.8 % of the ten nearest; comparing them takes 2 ms.
    As many principal directions as fit into the same time (64) hold 27 %.
    """

    turn: Floats
    mean: Floats
    codes: Codes
    fine: NDArray[np.int8]
    scale: Floats

    def turned(self, vectors: Floats) -> Floats:
        """The encoder's `vectors` (n, D) as they are compared here."""
        return turned(vectors, self.turn)

    def unlike_signs(self, asked: Floats) -> Counts:
        """In how many directions turned vectors `asked` (n, D) and every row have unlike signs, shape (n, N)."""
        unlike = np.zeros((len(asked), self.codes.shape[1]), np.uint16)
        for counts, code in zip(unlike, codes_of(asked, self.mean).T, strict=True):
            for word, mine in zip(code, self.codes, strict=True):
                counts += np.bitwise_count(mine ^ word)
        return unlike

    def of_rows(self, rows: Ints) -> Floats:
        """The vectors of `rows`, shape (rows, D)."""
        return self.fine[rows] * self.scale[rows, None]


def likeness(cosine: Floats) -> Floats:
    """The same likeness as `Meaning` has."""
    alike: Floats = np.exp(SHARPNESS * (cosine - 1))
    return alike


def turned(vectors: Floats, turn: Floats) -> Floats:
    """`vectors` (n, D) after `turn` (D, D), of length one."""
    moved = vectors @ turn
    scaled: Floats = (moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return scaled


def turn_of(vectors: Floats, labels: Ints, phrasings: int) -> tuple[Floats, Floats]:
    """The turn that a sample of the rows asks for, as `Meaning` finds it, and the sample's mean after it."""
    meaning = Meaning.of(vectors, labels, phrasings)
    return meaning.turn, meaning.vectors.mean(axis=0)


def codes_of(vectors: Floats, mean: Floats) -> Codes:
    """The signs of turned `vectors` (n, D) less `mean` (D,), 64 to a number, shape (D / 64, n)."""
    bits = np.packbits(vectors > mean, axis=1)
    missing = -bits.shape[1] % (BITS_OF_WORD // 8)
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, missing)))).view(np.uint64).T


def packed(vectors: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Turned `vectors` (n, D) as whole numbers and their scale."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / STEPS
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale
