"""What a search returns: the decision, the matches with their confidence, and the reason in words."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.entries import Language


class Decision(StrEnum):
    """Answer at once, offer up to three topics, or admit that none fits."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """An item that may be meant: the chance (0 to 1) that it is the right one, and its phrasing nearest to the text."""

    id: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one text: best match first; for NONE the near misses are still listed."""

    text: str
    decision: Decision
    matches: tuple[Match, ...]
    reason: str
    language: Language
    language_sure: bool
