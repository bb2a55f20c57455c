"""The directory of actors as the dialogue uses it: reads what a message seeks, before anybody has to wait for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event, Lock

from knowledge.background import in_background
from knowledge.encoder import Encoder
from knowledge.findings import Finding
from knowledge.library import Library
from knowledge.matching import Matcher, Matches
from knowledge.need import Need
from knowledge.routing import LIKELY, Route, chance_of_need, may_be_need, route
from knowledge.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Sought:
    """What a message seeks: its need, who fits it, and how it is met; `chance` (0 to 1) that it is a need at all."""

    need: Need
    matches: Matches
    route: Route
    chance: float = 1.0

    def comes_first(self, *, answered: bool) -> bool:
        """Whether to name the actors first: surely a need, or likelier one where there is no answer."""
        return self.route is Route.MATCH or (self.route is Route.BOTH and not answered and self.chance >= LIKELY)


class Directory:
    """Finds actors for needs; may be called from any thread. Words alone decide until `use` brings an encoder.

    Nothing is read before the first need, unless `open_directory` does it in the background. `patient` is for programs,
    which compare: `sought_by` then waits until the directory has settled.
    """

    def __init__(self, library: Library, *, patient: bool = False, cache_dir: Path | None = None) -> None:
        self._library = library
        self._cache_dir = cache_dir
        self._patient = patient
        self._making = Lock()
        self._now: Matcher | None = None
        self._unconfirmed: Mapping[str, date] = {}
        self.settled = Event()  # set when nothing is loading any more

    def use(self, encoder: Encoder) -> None:
        """From now on compare meanings too; the first time takes about a second."""
        self._now = self._matcher().with_meaning(encoder, folder=self._cache_dir)

    def mark_unconfirmed(self, asked: Mapping[str, date]) -> None:
        """From now on these actors rank lower and say so: since when they have not confirmed their entry, by id."""
        self._unconfirmed = dict(asked)

    def need_in(self, text: str, *, language: str | None = None) -> Need:
        """What `text` asks for; `language` is the platform's hint."""
        return self._matcher().need_in(text, language=language)

    def match(self, need: Need, *, occasion: str = "", skip: int = 0, today: date | None = None) -> Matches:
        """The next three actors for `need`, see `Matcher.match`."""
        return self._matcher().match(need, occasion=occasion, skip=skip, today=today, unconfirmed=self._unconfirmed)

    def sought_by(
        self, text: str, findings: Sequence[Finding] = (), *, language: str | None, occasion: str, today: date
    ) -> Sought | None:
        """What `text` seeks, given what the answering engine found; None if it surely asks for knowledge.

        Without findings it is a need, since the person said so ("/akteure …").
        """
        if findings and any(_word_for_word(finding) for finding in findings):
            return None
        if self._patient:
            self.settled.wait()
        matcher = self._matcher()
        need = matcher.need_in(text, language=language)
        finding = findings[0] if findings else None
        if finding and not may_be_need(text, need):
            return None
        matches = matcher.match(need, occasion=occasion, today=today, unconfirmed=self._unconfirmed)
        if not finding:
            return Sought(need, matches, Route.MATCH)
        chance = chance_of_need(text, need, fit=matches.fits[0].score if matches.fits else 0.0)
        return Sought(need, matches, route(text, finding, matches), chance)

    def _matcher(self) -> Matcher:
        with self._making:
            if self._now is None:
                self._now = Matcher(self._library)
            return self._now


def open_directory(
    library: Library, searcher: Searcher, *, background: bool, patient: bool = False, cache_dir: Path | None = None
) -> Directory:
    """The directory that shares the encoder of `searcher` as soon as that is loaded."""
    directory = Directory(library, patient=patient, cache_dir=cache_dir)
    if background:
        settle_in_background(directory, searcher)
    else:
        _settle(directory, searcher)
    return directory


def settle_in_background(directory: Directory, searcher: Searcher) -> None:
    """Have `directory` read what it knows, and compare meanings once the encoder of `searcher` is loaded."""
    in_background("directory", _settle, directory, searcher)


def _settle(directory: Directory, searcher: Searcher) -> None:
    directory.need_in("")  # words are ready before the encoder is
    searcher.settled.wait()
    if searcher.encoder:
        directory.use(searcher.encoder)
    directory.settled.set()


def _word_for_word(finding: Finding) -> bool:
    return bool(finding.matches) and finding.matches[0].score == 1.0
