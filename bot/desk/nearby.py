"""What we know that is near a case: topics whose answer may go into the reply, and fitting actors with reasons."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowing import Knowing
from handlers.answers import without
from knowledge.entries import Language, Topic
from knowledge.library import Library
from knowledge.matching import Matcher, why

MOST_TOPICS = 3
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Near:
    """An entry near a case: its name, why it is shown, and the text that may go into the reply."""

    name: str
    why: str
    text: str
    url: str = ""


class Nearby:
    """Looks in threads, since searching takes some milliseconds of one processor."""

    def __init__(self, knowing: Knowing, *, retention_days: int) -> None:
        self._knowing = knowing
        self._retention_days = retention_days
        self._matcher: Matcher | None = None

    async def topics(self, question: str, language: Language) -> Sequence[Near]:
        """The nearest topics, best first, in the language of the person."""
        return await asyncio.to_thread(self._topics, question, language)

    async def actors(self, question: str, language: Language, *, occasion: str, today: date) -> Sequence[Near]:
        """Fitting actors, best first."""
        return await asyncio.to_thread(self._actors, question, language, occasion, today)

    @property
    def _library(self) -> Library:
        return self._knowing.now.library

    def _topics(self, question: str, language: Language) -> list[Near]:
        findings = self._knowing.now.searcher.ask(question, language=language)
        matches = [match for found in findings for match in found.matches]
        best = sorted(matches, key=lambda match: match.score, reverse=True)
        ids = dict.fromkeys(match.id for match in best)
        score = {match.id: match.score for match in reversed(best)}
        known = [self._library.topics[id_] for id_ in ids if id_ in self._library.topics]
        return [self._near(topic, language, score[topic.id]) for topic in known[:MOST_TOPICS]]

    def _near(self, topic: Topic, language: Language, score: float) -> Near:
        source = next((source.url for source in topic.sources_in_order if source.url), "")
        text = "\n\n".join(filter(None, [self._filled(topic.answer.in_(language), language), source]))
        return Near(topic.question.in_(language), f"{score:.0%}", text, source)

    def _filled(self, text: str, language: Language) -> str:
        details = self._library.operator.details(language) | {"retention_days": str(self._retention_days)}
        for name in set(_PLACEHOLDER.findall(text)):
            text = text if details.get(name) else without(text, name)
        return _PLACEHOLDER.sub(lambda match: str(details[match[1]]), text)

    def _actors(self, question: str, language: Language, occasion: str, today: date) -> list[Near]:
        matcher = self._matcher = self._matcher or Matcher(self._library)
        found = matcher.match(matcher.need_in(question, language=language), occasion=occasion, skip=0, today=today)
        return [
            Near(
                f"{fit.actor.name} ({fit.actor.city})",
                " · ".join(why(self._library, fit, language)),
                "\n".join(filter(None, [f"{fit.actor.name} ({fit.actor.city})", fit.actor.url])),
                fit.actor.url,
            )
            for fit in found.fits
        ]
