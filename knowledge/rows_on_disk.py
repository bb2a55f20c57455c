"""A table of which few rows are needed at a time: read from its file when asked for, so that it takes no memory."""

import os
import weakref
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class RowsOnDisk:
    """`number` rows of `size` bytes each in the file at `path`, from byte `begin` on; the file may go meanwhile.

    Mapping it would read the same, but the kernel maps the neighbours of each page too: soon the whole table.
    """

    def __init__(self, path: Path, *, number: int, size: int, begin: int = 0) -> None:
        """Raises OSError, or ValueError when the file is shorter than that."""
        self._begin, self._size = begin, size
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        if os.fstat(self._file).st_size < begin + number * size:
            raise ValueError(f"{path.name} is cut off")

    def rows(self, numbers: Sequence[int]) -> NDArray[np.uint8]:
        """The rows of these `numbers`, shape (len(numbers), size)."""
        found = [os.pread(self._file, self._size, self._begin + at * self._size) for at in numbers]
        return np.frombuffer(b"".join(found), np.uint8).reshape(len(numbers), self._size)
