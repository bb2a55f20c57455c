"""From a need in words to the organisations whose entries fit, three at a time, with reasons and reservations."""

import secrets
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from knowledge.doubts import NEAR_KM
from knowledge.encoder import Encoder, KeptEncoder, Vectors
from knowledge.entries import Actor, Language
from knowledge.library import Library
from knowledge.need import Need
from knowledge.places import Gazetteer
from knowledge.profiles import Profiles
from knowledge.ranking import ranked
from knowledge.reasons import Reason, Reservation, reasons_for, reservations_about
from knowledge.understanding import Understanding

AT_A_TIME = 3
# Enough for any conversation; nobody asks for "more" ten times.
MOST = 30
NOBODY: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fit:
    """An actor, the chance (0 to 1) that it fits, why it fits, what speaks against it, and the way there."""

    actor: Actor
    score: float
    reasons: tuple[Reason, ...]
    reservations: tuple[Reservation, ...]
    kilometres: float | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found for a need: `fits` best first, `more` behind them; empty when nobody fits."""

    need: Need
    fits: tuple[Fit, ...]
    more: int = 0

    @property
    def none_near(self) -> bool:
        """Whether a place was named and nobody of these sits near it."""
        return self.need.place is not None and not any(
            fit.kilometres is None or fit.kilometres <= NEAR_KM for fit in self.fits
        )


class Matcher:
    """Finds actors for needs; may be called from any thread."""

    def __init__(self, library: Library, encoder: Encoder | None = None, *, gazetteer: Gazetteer | None = None) -> None:
        self._library = library
        self._encoder = encoder
        self._understanding = Understanding.of(library, gazetteer)
        self._profiles = Profiles.of(library, self._understanding.gazetteer, encoder)

    def with_meaning(self, encoder: Encoder, *, folder: Path | None = None) -> "Matcher":
        """One that compares meanings too and shares all else; vectors of our own texts are kept in `folder`."""
        grown = copy(self)
        grown._encoder = encoder
        grown._profiles = self._profiles.with_meaning(self._library, KeptEncoder(encoder, folder))
        return grown

    def need_in(self, text: str, *, language: str | None = None) -> Need:
        """What `text` asks for; `language` is the platform's hint."""
        return self._understanding.need_in(text, language=language)

    def match(
        self,
        need: Need,
        *,
        occasion: str = "",
        skip: int = 0,
        today: date | None = None,
        unconfirmed: Mapping[str, date] = NOBODY,
    ) -> Matches:
        """The next actors for `need` after the first `skip`: three, or fewer where a third would be doubtful.

        Those who are doubtful come after all others, to who asks for more.

        Equals are drawn by lot: the same `occasion` gives the same order (so that "more" goes on where the list
        ended), without one every call draws anew. `unconfirmed` are the ids of actors that were asked whether their
        entry is still right and did not say so, with the day they were asked.
        """
        today = today or date.today()
        found = list(islice(self._fits(need, occasion or secrets.token_hex(8), today, unconfirmed), MOST))
        found.sort(key=lambda fit: fit.doubtful)
        sure = sum(not fit.doubtful for fit in found)
        end = min(skip + AT_A_TIME, sure if skip < sure else len(found))
        return Matches(need, tuple(found[skip:end]), max(0, len(found) - end))

    def _fits(self, need: Need, occasion: str, today: date, unconfirmed: Mapping[str, date]) -> Iterator[Fit]:
        stale = self._profiles.stale(today, unconfirmed)
        # Beside a chosen topic or offer the name of a town means nothing: whoever carries it would seem to fit.
        said = need.matter if need.bare or need.names_only_a_place else ""
        vector = self._meaning(said) if self._encoder and said else None
        for one in ranked(self._profiles, self._library.vocabulary, need, vector, occasion=occasion, stale=stale):
            actor = self._profiles.actors[one.row]
            reasons = reasons_for(self._library, actor, need, one.kilometres)
            reservations = reservations_about(actor, one.kilometres, today, unconfirmed.get(actor.id))
            yield Fit(actor, one.score, reasons, reservations, one.kilometres, one.doubtful)

    def _meaning(self, matter: str) -> Vectors:
        """The direction of all that was said, (dimensions,): each line was encoded when it came."""
        assert self._encoder
        total = self._encoder.encode(matter.split("\n")).sum(axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def why(library: Library, fit: Fit, language: Language) -> tuple[str, ...]:
    """The reasons as short labels, each once."""
    labels = {label.casefold(): label for label in reversed([one.label(library, language) for one in fit.reasons])}
    return tuple(dict.fromkeys(labels[one.label(library, language).casefold()] for one in fit.reasons))


def as_json(library: Library, found: Matches) -> dict[str, Any]:
    """One line of output for programs."""
    need = found.need
    actors = [
        {"id": fit.actor.id, "score": round(fit.score, 3), "why": list(why(library, fit, need.language))}
        for fit in found.fits
    ]
    return {"actors": actors, "topics": list(need.wish.topics), "place": need.place.name if need.place else None}


def as_text(library: Library, found: Matches) -> str:
    """The same for a curator."""
    lines = [
        f"{fit.score:.2f}  {fit.actor.id}: {' · '.join(why(library, fit, found.need.language))}"
        + "".join(f" (but: {' '.join(filter(None, (one.code, one.value)))})" for one in fit.reservations)
        for fit in found.fits
    ]
    return "\n".join(lines) or "nobody fits"
