"""Recognises what is not a question: greetings, thanks, a wish for a person, a crisis."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import yaml

ANYWHERE = frozenset({"crisis", "threat", "field"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SMALL_TALK = (
    "greeting", "insult", "howareyou", "thanks", "goodbye", "acknowledge", "affirm", "decline", "sorrow", "staffing",
)  # fmt: skip


class Words:
    """The lists of `texts/words.yaml`, compiled once."""

    def __init__(self, lists: Mapping[str, list[str]]) -> None:
        # Line by line for the lists looked for anywhere: as one pattern each line is tried at every single place.
        self._anywhere = {name: [re.compile(_spelled_out(line)) for line in lists.get(name, [])] for name in ANYWHERE}
        self._whole = {
            name: re.compile("|".join(f"(?:{_spelled_out(line)})" for line in lines))
            for name, lines in lists.items()
            if name not in ANYWHERE
        }
        self._latest = ("", "")  # a message and its plain words: every handler asks about the same one

    @classmethod
    def load(cls) -> Self:
        """The lists that lie beside this module."""
        path = Path(__file__).parent / "texts" / "words.yaml"
        return cls(yaml.safe_load(path.read_text("utf-8")))

    @property
    def names(self) -> frozenset[str]:
        """What the lists are called."""
        return frozenset({*self._anywhere, *self._whole})

    def means(self, name: str, text: str) -> bool:
        """Whether `text` as a whole (for a crisis, a threat or our field: anywhere in it) is one of the list `name`."""
        if self._latest[0] != text:
            self._latest = text, plain(text[:2000])
        bare = self._latest[1]
        if name in ANYWHERE:
            return any(pattern.search(bare) for pattern in self._anywhere[name])
        return len(bare) < 120 and self._whole[name].fullmatch(bare) is not None

    def small_talk(self, text: str) -> str | None:
        """Which kind of small talk `text` is, "sign" without any words; None for everything else."""
        if not has_words(text):
            return "sign"
        return next((name for name in SMALL_TALK if self.means(name, text)), None)


def plain(text: str) -> str:
    """Lower case, umlauts spelled out, letters and digits only, single blanks."""
    folded = _spelled_out(unicodedata.normalize("NFC", text).casefold()).replace("'", "").replace("’", "")
    kept = "".join(char if char.isalnum() else " " for char in folded)
    return " ".join(kept.split())


def _spelled_out(text: str) -> str:
    return text.translate(_UMLAUTS)


def has_words(text: str) -> bool:
    """Whether there is any letter or digit at all (not so for `?`, `…` or emoji)."""
    return any(char.isalnum() for char in text)
