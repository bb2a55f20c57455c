"""Takes a message apart: a story into its sentences, a double question into its questions."""

import re

from knowledge.text import sentences, words

# Shorter pieces ("Hallo!", "Danke.") say nothing of their own.
FEWEST_WORDS = 3
# More sentences than this are searched as a whole only; encoding each would take longer than anybody waits.
MOST_SENTENCES = 12
MOST_QUESTIONS = 4

_ASKING = (
    "wie|wo|was|wer|wen|wem|wann|warum|wieso|welche[nmrs]?|wozu|wohin|woher|gibt|kann|können|darf|dürfen|muss|müssen|"
    "how|where|what|who|when|why|which|can|could|is there|are there|do|does|may|must"
)
_AND = r"[,;]?\s+(?:und|sowie|and|plus)\s+(?:außerdem\s+|auch\s+|also\s+)?"
_AND_ASKING = re.compile(rf"{_AND}(?=(?:{_ASKING})\b)", re.IGNORECASE)
_ONE_ASKING = re.compile(rf"^(?:{_ASKING})\b", re.IGNORECASE)


def telling_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a cleaned `text` that say something, if it has several; otherwise none."""
    telling = tuple(sentence for sentence in sentences(text) if len(words(sentence)) >= FEWEST_WORDS)
    return telling if 1 < len(telling) <= MOST_SENTENCES else ()


def questions_in(text: str) -> list[str]:
    """The single questions of a cleaned `text` that holds two to four of them; otherwise none."""
    asking = [sentence for sentence in sentences(text) if sentence.rstrip("\"'»“”)").endswith("?")]
    pieces = [piece for sentence in asking for piece in _and_pieces(sentence)]
    found = [piece for piece in pieces if len(words(piece)) >= FEWEST_WORDS]
    return found if 1 < len(found) <= MOST_QUESTIONS else []


def _and_pieces(sentence: str) -> list[str]:
    """One sentence "Was ist X und wie bekomme ich Y?" in two; an "und" between two things to ask about stays."""
    pieces = _AND_ASKING.split(sentence)
    return pieces if len(pieces) > 1 and _ONE_ASKING.search(pieces[0]) else [sentence]
