"""Rules about phrasings: enough of them, in the right list, and none that another topic claims as well."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from rapidfuzz import fuzz, process

from knowledge.check_base import Content, quoted, warning
from knowledge.entries import LANGUAGES, Language, Topic
from knowledge.problems import Problem
from knowledge.text import folded

FEWEST: dict[Language, int] = {"de": 16, "en": 9}
LONGEST = 500
NEARLY = 93  # percent of equal characters, words sorted
_CHUNK = 256
_SPOKEN = {"de": "German", "en": "English"}
# Words that only one of the two languages knows; "in", "die", "was", "will" or "so" say nothing.
_ONLY: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:der|das|und|ist|ein|eine|einen|einem|einer|für|mit|von|zu|zum|zur|auf|wie|wer|wo|wann|warum|welche|welcher"
        r"|ich|wir|sie|mir|mich|uns|kann|können|darf|dürfen|muss|müssen|gibt|es|nicht|kein|keine|bei|beim|oder|sind"
        r"|haben|habe|wird|werden|über|auch|aber|wenn|dass|den|dem|des|im|unser|unsere|mein|meine|nach|aus|soll)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:the|and|is|are|of|to|for|with|how|what|who|where|when|why|which|can|could|should|would|my|your|our|their"
        r"|we|you|they|it|this|that|there|does|did|have|has|been|from|by|or|if|about|any|do|be|not)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One question or phrasing of a topic, with the form in which it is compared."""

    file: str
    topic: str
    language: Language
    text: str
    key: str
    is_question: bool

    @property
    def field(self) -> str:
        """Where a curator finds it."""
        return f"{'question' if self.is_question else 'phrasings'}.{self.language}"


def amounts(content: Content) -> Iterator[Problem]:
    """Each topic knows many ways to ask for it, in both languages, none of them empty or endless."""
    for file, topic in content.topics():
        for language in LANGUAGES:
            field, phrasings = f"phrasings.{language}", topic.phrasings.in_(language)
            if len(phrasings) < FEWEST[language]:
                yield Problem(file, field, f"has {len(phrasings)} phrasings, at least {FEWEST[language]} are needed")
            for phrasing in phrasings:
                if not phrasing:
                    yield Problem(file, field, "has an empty phrasing")
                elif len(phrasing) > LONGEST:
                    what = f"{quoted(phrasing, 40)} has {len(phrasing)} characters, more than {LONGEST}"
                    yield Problem(file, field, what)


def languages(content: Content) -> Iterator[Problem]:
    """German phrasings stand in the German list, English ones in the English list."""
    for file, topic in content.topics():
        for language, other in (LANGUAGES, LANGUAGES[::-1]):
            for phrasing in topic.phrasings.in_(language):
                if _sounds(phrasing, other) >= 2 and not _sounds(phrasing, language):
                    yield warning(file, f"phrasings.{language}", f"{quoted(phrasing)} seems to be {_SPOKEN[other]}")


def _sounds(text: str, language: Language) -> int:
    return len(_ONLY[language].findall(text))


def repetitions(content: Content) -> Iterator[Problem]:
    """No phrasing stands twice, neither in one topic nor in two."""
    first: dict[str, Saying] = {}
    sayings = _sayings(content)
    for saying in sorted(sayings, key=lambda saying: not saying.is_question):
        earlier = first.setdefault(saying.key, saying)
        if earlier is saying or (earlier.topic == saying.topic and earlier.language != saying.language):
            continue
        if earlier.topic != saying.topic:
            what = "is the question" if earlier.is_question else "is also a phrasing"
            yield Problem(saying.file, saying.field, f"{quoted(saying.text)} {what} of {earlier.topic!r}")
        else:
            what = "repeats the question" if earlier.is_question else "stands here twice"
            yield Problem(saying.file, saying.field, f"{quoted(saying.text)} {what}")


def near_repetitions(content: Content) -> Iterator[Problem]:
    """No phrasing differs from another topic's by a letter or the order of its words only."""
    for language in LANGUAGES:
        sayings = [saying for saying in _sayings(content) if saying.language == language and saying.key.count(" ") >= 2]
        for one, other, score in _near(sayings):
            if one.topic != other.topic and one.key != other.key and _numbered_alike(one.key, other.key):
                what = f"{quoted(one.text)} is nearly {quoted(other.text)} of {other.topic!r} ({score:.0f} %)"
                yield warning(one.file, one.field, what)


def _numbered_alike(one: str, other: str) -> bool:
    """ "Article 4" and "Article 5" are as different as two questions can be."""
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _near(sayings: list[Saying]) -> Iterator[tuple[Saying, Saying, float]]:
    """Pairs of similar sayings. Sorted by length, each chunk needs only those not too long to be similar."""
    ordered = sorted(
        ((" ".join(sorted(saying.key.split())), saying) for saying in sayings), key=lambda pair: len(pair[0])
    )
    texts = [text for text, _ in ordered]
    lengths = numpy.array([len(text) for text in texts])
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        # Even when all of the shorter text stands in the longer one, the ratio is 2 * short / (short + long).
        end = int(numpy.searchsorted(lengths, len(chunk[-1]) * (200 / NEARLY - 1), side="right"))
        scores = process.cdist(chunk, texts[start:end], scorer=fuzz.ratio, score_cutoff=NEARLY, dtype=numpy.float32)
        for row, column in numpy.argwhere(scores):
            if row < column:
                pair = sorted((ordered[start + row][1], ordered[start + column][1]), key=lambda saying: saying.file)
                yield pair[1], pair[0], float(scores[row, column])


def _sayings(content: Content) -> list[Saying]:
    return [saying for file, topic in content.topics() for saying in _of_topic(file, topic)]


def _of_topic(file: str, topic: Topic) -> Iterator[Saying]:
    for language in LANGUAGES:
        for index, text in enumerate(topic.questions(language)):
            yield Saying(file, topic.id, language, text, folded(text) or text.strip(), index == 0)
