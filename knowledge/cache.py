"""Keeps what was learned on disk: one .npz per knowledge base, named after its content, never trusted blindly."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.generic]]

# Raise it when the engine computes something else from the same content.
ENGINE_VERSION = "11"


def key_of(parts: Iterable[str]) -> str:
    """A name for content: the same parts under the same engine give the same key."""
    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for part in parts:
        digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def stored(folder: Path | None, key: str) -> Arrays | None:
    """The arrays kept under `key`; None if there are none or they cannot be read."""
    if folder is None:
        return None
    try:
        with _file(folder, key).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays: Arrays = {name: archive[name] for name in archive.files}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return arrays if arrays.pop("key", np.array("")).item() == key else None


def holds(folder: Path, key: str) -> bool:
    """Whether there is a file for `key`; `stored` still looks closely when it reads it."""
    return _file(folder, key).is_file()


def store(folder: Path | None, key: str, arrays: Arrays) -> None:
    """Keep `arrays` under `key`; a disk that is full or read-only only costs the next start time."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
            np.savez(part, key=np.array(key), **arrays)  # type: ignore[arg-type]
        os.replace(part.name, _file(folder, key))
    except OSError:
        return
    _forget_all_but(folder, key)


def _file(folder: Path, key: str) -> Path:
    return folder / f"engine-{key[:16]}.npz"


def _forget_all_but(folder: Path, key: str, *, kept: int = 4) -> None:
    """Older knowledge bases make room; a few stay, for content edited back and forth."""
    newest = sorted(folder.glob("engine-*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in newest[kept:]:
        if file != _file(folder, key):
            file.unlink(missing_ok=True)
