"""What every rule of the content checker gets to see: the library, where its entries stand, and today's date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from knowledge.entries import Actor, Event, Localised, Reviewed, Topic
from knowledge.library import Library
from knowledge.problems import Problem, Severity

FOLDERS: Mapping[type[Reviewed], str] = {Topic: "faq", Actor: "actors", Event: "events"}


@dataclass(frozen=True, slots=True)
class Content:
    """All content below `root` as of `today`."""

    library: Library
    files: Mapping[tuple[str, str], str]
    today: date

    @classmethod
    def below(cls, root: Path, library: Library, today: date) -> Self:
        """The content of `library`, read from `root`."""
        paths = ((folder, path) for folder in FOLDERS.values() for path in sorted((root / folder).rglob("*.md")))
        return cls(library, {(folder, path.stem): path.relative_to(root).as_posix() for folder, path in paths}, today)

    def file(self, entry: Reviewed) -> str:
        """Where `entry` stands, relative to the root; its id where no file is called like it."""
        return self.files.get((FOLDERS[type(entry)], entry.id), entry.id)

    def has(self, kind: type[Reviewed], entry_id: str) -> bool:
        """Whether there is such an entry, be it one with a fault of its own (which is reported by itself)."""
        return (FOLDERS[kind], entry_id) in self.files or entry_id in self._entries(kind)

    def reviewed(self) -> Iterator[Reviewed]:
        """All topics, actors and events."""
        for kind in FOLDERS:
            yield from self._entries(kind).values()

    def topics(self) -> Iterator[tuple[str, Topic]]:
        """All topics with their files."""
        for topic in self.library.topics.values():
            yield self.file(topic), topic

    def texts(self) -> Iterator[tuple[str, str, Localised]]:
        """What people get to read: file, field and text of all answers and summaries."""
        for file, topic in self.topics():
            yield file, "answer", topic.answer
        described: list[Actor | Event] = [*self.library.actors.values(), *self.library.events.values()]
        for entry in described:
            yield self.file(entry), "summary", entry.summary

    def _entries(self, kind: type[Reviewed]) -> Mapping[str, Reviewed]:
        if kind is Topic:
            return self.library.topics
        return self.library.actors if kind is Actor else self.library.events


def warning(file: str, field: str, what: str) -> Problem:
    """A problem that does not stop a release."""
    return Problem(file, field, what, Severity.WARNING)


def quoted(text: str, longest: int = 80) -> str:
    """`text` in quotation marks, cut where it would flood the report."""
    return f"“{text if len(text) <= longest else text[: longest - 1].rstrip() + '…'}”"
