"""Arrays too large to be read at every start: a folder of .npy files per knowledge base, mapped into memory."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from knowledge.cache import Arrays

# Large knowledge bases take hundreds of megabytes; the one before stays, for content edited back and forth.
KEPT_FOLDERS = 2


def mapped(folder: Path | None, key: str) -> Arrays | None:
    """The arrays kept under `key`, none of them read yet; None if there are none or one is damaged."""
    if folder is None or not holds(folder, key):
        return None
    try:
        return _opened(_place(folder, key))
    except (OSError, ValueError, EOFError):
        return None


def holds(folder: Path, key: str) -> bool:
    """Whether there are arrays for `key`."""
    try:
        return (_place(folder, key) / "key").read_text("ascii") == key
    except (OSError, ValueError):
        return False


def written(folder: Path | None, key: str, write: Callable[[Path], None]) -> Arrays:
    """Have `write` fill a new folder with arrays, keep it under `key`, and map it.

    Without a folder, or where it cannot be written, the files have no name any more once they are mapped.
    """
    part = _new_part(folder)
    try:
        write(part)
        (part / "key").write_text(key, "ascii")
        arrays = _opened(part)  # on POSIX systems a mapped file may be moved and even removed
        if folder is not None and part.parent == folder:
            shutil.rmtree(_place(folder, key), ignore_errors=True)
            os.replace(part, _place(folder, key))
            _forget_all_but(folder, _place(folder, key))
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return arrays


def _new_part(folder: Path | None) -> Path:
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(dir=folder, prefix="part-"))
        except OSError:
            pass  # read-only: learn it into the system's own folder, and again at the next start
    return Path(tempfile.mkdtemp(prefix="lotse-"))


def _place(folder: Path, key: str) -> Path:
    return folder / f"large-{key[:16]}"


def _opened(folder: Path) -> Arrays:
    """Plain views of the mapped files: an array of numpy's own memmap type is slower at every step."""
    files = sorted(folder.glob("*.npy"))
    return {file.stem: np.asarray(np.load(file, mmap_mode="r", allow_pickle=False)) for file in files}


def _forget_all_but(folder: Path, place: Path) -> None:
    newest = sorted(folder.glob("large-*"), key=lambda other: other.stat().st_mtime, reverse=True)
    for other in newest[KEPT_FOLDERS:]:
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
