"""Measures the matching on needs whose fitting and plainly wrong actors are known."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.matching import Matcher, Matches


@dataclass(frozen=True, slots=True)
class KnownNeed:
    """A need with the actors that fit, those that would be plainly wrong, and the place it names (None: not said)."""

    text: str
    fitting: frozenset[str]
    wrong: frozenset[str]
    place: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was found for a known need, and how long it took."""

    known: KnownNeed
    found: Matches
    seconds: float

    @property
    def ids(self) -> list[str]:
        """The actors that were offered, best first."""
        return [fit.actor.id for fit in self.found.fits]

    @property
    def first(self) -> bool:
        """Whether the first one fits."""
        return bool(self.ids) and self.ids[0] in self.known.fitting

    @property
    def among_three(self) -> bool:
        """Whether one of them fits."""
        return not self.known.fitting.isdisjoint(self.ids)

    @property
    def wrong(self) -> bool:
        """Whether a plainly wrong one is among them."""
        return not self.known.wrong.isdisjoint(self.ids)

    @property
    def place_right(self) -> bool:
        """Whether the place was understood."""
        place = self.found.need.place
        return place is not None and place.name == self.known.place


def read_needs(path: Path, *, part: str | None = None) -> list[KnownNeed]:
    """From JSON Lines: `{"text", "lang", "gold_any": [ids], "must_not": [ids], "place", "part"}`."""
    return list(_read(path, part))


def _read(path: Path, part: str | None) -> Iterator[KnownNeed]:
    for line in filter(str.strip, path.read_text("utf-8").splitlines()):
        entry = json.loads(line)
        if part is None or entry.get("part") == part:
            fitting, wrong = frozenset(entry["gold_any"]), frozenset(entry.get("must_not", ()))
            yield KnownNeed(entry["text"], fitting, wrong, entry.get("place"), entry.get("lang"))


def measured(matcher: Matcher, known: list[KnownNeed]) -> list[Result]:
    """Match every need; equals are drawn with the need itself as the occasion, so that a run can be repeated."""
    return [_measured(matcher, one) for one in known]


def _measured(matcher: Matcher, known: KnownNeed) -> Result:
    begin = time.perf_counter()
    found = matcher.match(matcher.need_in(known.text, language=known.language), occasion=known.text)
    return Result(known, found, time.perf_counter() - begin)


def figures(results: list[Result]) -> list[tuple[str, str]]:
    """What was measured, and the figure."""
    placed = [result for result in results if result.known.place]
    milliseconds = [1000 * result.seconds for result in results]
    p50, p99 = np.percentile(milliseconds, [50, 99])
    shares = [
        ("a fitting actor first", [result.first for result in results]),
        ("a fitting actor among three", [result.among_three for result in results]),
        ("a plainly wrong one among three", [result.wrong for result in results]),
        ("place understood", [result.place_right for result in placed]),
    ]
    rows = [(what, f"{np.mean(hits):.3f} ({sum(hits)} of {len(hits)})") for what, hits in shares if hits]
    shown = f"{np.mean([len(result.ids) for result in results]):.2f}"
    return [*rows, ("actors offered", shown), ("milliseconds", f"p50 {p50:.1f}, p99 {p99:.1f}")]


def failures(results: list[Result]) -> list[str]:
    """One line per need that was not served well, for looking at kinds of failures."""
    return [
        f"{'first' if result.first else 'three' if result.among_three else 'MISS'}{' WRONG' if result.wrong else ''}: "
        f"{result.known.text[:100]} -> {', '.join(result.ids)} [{', '.join(sorted(result.known.fitting))}]"
        for result in results
        if not result.first or result.wrong
    ]
