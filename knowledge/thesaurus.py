"""Synonyms of the domain: words and short phrases that count as one word in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from knowledge.text import stem, words

LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Which group a word or phrase (as a tuple of stems) belongs to, and the stems such phrases begin with."""

    groups: dict[tuple[str, ...], int] = field(default_factory=dict)
    beginnings: frozenset[str] = frozenset()

    @classmethod
    def of(cls, synonyms: Sequence[Sequence[str]]) -> Self:
        """From groups of words; a word in two groups belongs to the first."""
        groups: dict[tuple[str, ...], int] = {}
        for number, group in enumerate(synonyms):
            for member in group:
                groups.setdefault(_stems(words(member)), number)
        groups.pop((), None)
        return cls(groups, frozenset(member[0] for member in groups))

    def groups_in(self, spoken: Sequence[str]) -> list[int]:
        """The groups that the folded words `spoken` mention, longest phrases first."""
        stems = _stems(spoken) if self.groups else ()
        found: list[int] = []
        at = 0
        while at < len(stems):
            length, group = self._longest(stems, at)
            if group is not None:
                found.append(group)
            at += length
        return found

    def _longest(self, stems: tuple[str, ...], at: int) -> tuple[int, int | None]:
        longest = LONGEST_PHRASE if stems[at] in self.beginnings else 0
        for length in range(longest, 0, -1):
            group = self.groups.get(stems[at : at + length])
            if group is not None:
                return length, group
        return 1, None


def _stems(spoken: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in spoken)
