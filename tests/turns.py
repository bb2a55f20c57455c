"""Has the processes of a run take turns where they share something: what is learned once, what is installed once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CACHE = Path(__file__).parents[1] / ".cache" / "tests"


@contextmanager
def turn_at(what: str) -> Iterator[None]:
    """Wait until no other process has its turn at `what`; a process that dies has had it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{what}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
