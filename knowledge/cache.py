"""Names what is kept in the cache after its content, so that other content or another engine finds nothing of it."""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.generic]]

# Raise it when the engine computes something else from the same content, or keeps it in another form.
ENGINE_VERSION = "12"


def key_of(parts: Iterable[str]) -> str:
    """A name for content: the same parts under the same engine give the same key."""
    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for part in parts:
        digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
