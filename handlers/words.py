"""Recognises what is not a question: greetings, thanks, a wish for a person, a crisis."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import yaml

ANYWHERE = frozenset({"crisis"})
_JOINERS = "\u200d\ufe0f"


class Words:
    """The lists of `texts/words.yaml`, compiled once."""

    def __init__(self, lists: Mapping[str, list[str]]) -> None:
        self._patterns = {name: re.compile("|".join(f"(?:{line})" for line in lines)) for name, lines in lists.items()}

    @classmethod
    def load(cls) -> Self:
        """The lists that lie beside this module."""
        path = Path(__file__).parent / "texts" / "words.yaml"
        return cls(yaml.safe_load(path.read_text("utf-8")))

    def means(self, name: str, text: str) -> bool:
        """Whether `text` as a whole (for a crisis: anywhere in it) is one of the list `name`."""
        bare = plain(text[:2000])
        pattern = self._patterns[name]
        found = pattern.search(bare) if name in ANYWHERE else (len(bare) < 120 and pattern.fullmatch(bare))
        return bool(found)


def plain(text: str) -> str:
    """Lower case, letters and digits only, single blanks."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("'", "").replace("’", "")
    kept = "".join(char if char.isalnum() else " " for char in folded)
    return " ".join(kept.replace("ss", "ss").split())


def has_words(text: str) -> bool:
    """Whether there is any letter or digit at all (not so for `?`, `…` or emoji)."""
    return any(char.isalnum() for char in text)


def has_emoji(text: str) -> bool:
    """Whether the text holds a pictograph."""
    return any(unicodedata.category(char) == "So" for char in text if char not in _JOINERS)
