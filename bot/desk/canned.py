"""Texts that are said again and again: listed in the reader's language, inserted in the person's."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.speech import Speech
from knowledge.entries import Language

NAMES = ("received", "question", "elsewhere", "later", "closing")


@dataclass(frozen=True, slots=True)
class Canned:
    """A ready text: what it is called, and what is inserted."""

    label: str
    text: str


def canned_texts(texts: Speech, language: Language, person: str) -> Sequence[Canned]:
    """All of them."""
    theirs: Language = "en" if person == "en" else "de"
    return [Canned(texts.say(language, f"canned-{name}"), texts.say(theirs, f"canned-{name}-text")) for name in NAMES]
