"""Times the matching of needs: on our own directory, and on 10,000 actors made of its entries."""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge.encoder import RememberingEncoder, UniversalEncoder
from knowledge.library import Library
from knowledge.loading import load
from knowledge.matching import Matcher
from tests.knowledge.fit_needs import needs

MANY = 10_000
# More than the different texts of the directory: the copies are not encoded again.
CAPACITY = 5_000


def rows() -> Sequence[tuple[str, str]]:
    """What was measured and the figure."""
    library, encoder = load(), RememberingEncoder(UniversalEncoder(), capacity=CAPACITY)
    began = time.perf_counter()
    few = Matcher(library, encoder)
    built = time.perf_counter() - began
    many = Matcher(multiplied(library, MANY), encoder)
    return [
        (f"reading the directory of {len(library.actors)} actors, encoding included", f"{built:.2f} s"),
        (f"need to three actors, {len(library.actors)} actors, encoding included", _each(few, "a")),
        (f"need to three actors, {MANY:,} actors, encoding included", _each(many, "b")),
    ]


def multiplied(library: Library, size: int) -> Library:
    """The library with `size` actors: its own over and over, under numbered ids."""
    own = list(library.actors.values())
    copies = (own[at % len(own)].model_copy(update={"id": f"{own[at % len(own)].id}-{at}"}) for at in range(size))
    return replace(library, actors={actor.id: actor for actor in copies})


def _each(matcher: Matcher, mark: str) -> str:
    """Median and 99th of 100 over our own needs, each made new to the encoder by a mark.

    The processor's own time is what an idle machine would take: a busy one makes others of it.
    """
    times, worked = [], []
    for at, entry in enumerate(needs()):
        began, processor = time.perf_counter(), time.process_time()
        matcher.match(matcher.need_in(f"{entry['text']} {mark}{at}", language=entry["lang"]))
        times.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - processor))
    p50, p99 = np.percentile(times, [50, 99])
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, processor time p50 {np.percentile(worked, 50):.1f} ms"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{what}: {figure}\n" for what, figure in rows()))
