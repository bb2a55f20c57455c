"""Arrays that are not read at every start: folders of mapped .npy files in the cache, each named after its key."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from knowledge.cache import Arrays

T = TypeVar("T")

# What is not finished yet; a process that was killed leaves it behind, and one that learns is at it for minutes.
PART, LEFT_BEHIND = "part-", 3_600.0


def arrays_in(folder: Path) -> Arrays:
    """Plain views of the mapped files: an array of numpy's own memmap type is slower at every step."""
    files = sorted(folder.glob("*.npy"))
    return {file.stem: np.asarray(np.load(file, mmap_mode="r", allow_pickle=False)) for file in files}


def write_arrays(folder: Path, arrays: Arrays | Mapping[str, object]) -> None:
    """Each of `arrays` as a file that `arrays_in` finds again."""
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.asarray(array), allow_pickle=False)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where things of one `kind` are kept, the `size` used last: content is edited back and forth.

    Without a `folder` nothing is kept, and what is put lives as long as it is used.
    """

    folder: Path | None
    kind: str
    size: int = 2

    def holds(self, key: str) -> bool:
        """Whether there is something under `key`."""
        if self.folder is None:
            return False
        try:
            return (self._place(self.folder, key) / "key").read_text("ascii") == key
        except (OSError, ValueError):
            return False

    def taken(self, key: str, read: Callable[[Path], T]) -> T | None:
        """What `read` makes of the folder kept under `key`; None if there is none or it is damaged."""
        if self.folder is None or not self.holds(key):
            return None
        place = self._place(self.folder, key)
        with suppress(OSError):
            os.utime(place)  # what is in use is not the oldest
        try:
            return read(place)
        except (OSError, ValueError, LookupError, EOFError):
            return None

    def put(self, key: str, write: Callable[[Path], None], read: Callable[[Path], T]) -> T:
        """Have `write` fill a new folder, keep it under `key`, and give what `read` makes of it.

        Without a folder, or where it is full or read-only, the files have no name any more once they are read: on POSIX
        systems what is mapped or open may be moved and even removed.
        """
        if self.folder is not None:
            with suppress(OSError):  # made again below, and at the next start
                self.folder.mkdir(parents=True, exist_ok=True)
                return self._put(self.folder, key, write, read)
        return self._put(None, key, write, read)

    def _put(self, folder: Path | None, key: str, write: Callable[[Path], None], read: Callable[[Path], T]) -> T:
        part = Path(tempfile.mkdtemp(dir=folder, prefix=PART if folder else "lotse-"))
        try:
            write(part)
            (part / "key").write_text(key, "ascii")
            found = read(part)
            if folder:
                self._keep(part, self._place(folder, key))
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return found

    def _keep(self, part: Path, place: Path) -> None:
        before = Path(tempfile.mkdtemp(dir=place.parent, prefix=PART))
        with suppress(OSError):  # whole, since whoever reads it just now must not miss half of it
            os.replace(place, before)
        with suppress(OSError):  # another process was faster; what it keeps is as good
            os.replace(part, place)
        _remove(before)
        newest = sorted(place.parent.glob(f"{self.kind}-*"), key=_seconds_since)
        for other in newest[self.size :]:
            if other != place:
                _remove(other)
        for left in place.parent.glob(f"{PART}*"):
            if _seconds_since(left) > LEFT_BEHIND:
                _remove(left)

    def _place(self, folder: Path, key: str) -> Path:
        return folder / f"{self.kind}-{key[:16]}"


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:  # earlier versions kept single files
        place.unlink(missing_ok=True)


def _seconds_since(place: Path) -> float:
    """How long ago it was used; for ever, if it is just being removed."""
    try:
        return time.time() - place.stat().st_mtime
    except OSError:
        return float("inf")
