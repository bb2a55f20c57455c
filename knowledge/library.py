"""Everything we know, loaded once and read by everybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.entries import Actor, Event, Language, Operator, Topic, Vocabulary


@dataclass(frozen=True, slots=True)
class Library:
    """All entries by id, the operator's details and the vocabulary."""

    topics: Mapping[str, Topic]
    actors: Mapping[str, Actor]
    events: Mapping[str, Event]
    operator: Operator
    vocabulary: Vocabulary

    def label(self, group: str, slug: str, language: Language) -> str:
        """The vocabulary's label for `slug` in its group (topics, offers, kinds, …), else the slug itself."""
        term = getattr(self.vocabulary, group).get(slug)
        return term.in_(language) if term else slug
