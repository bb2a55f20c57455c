"""Tells German from English in a message, and says when it cannot."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from knowledge.entries import LANGUAGES, Language

# Function words that exist in one of the two languages only: the strongest hint a short message can give.
_GERMAN = (
    "der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind bin bist seid habe "
    "hab haben hat ich du er sie es wir ihr mich mir dich dir uns euch mein meine dein deine unser unsere "
    "ihre wie wo wer wann warum wieso weshalb welche welcher welches welchen wozu womit kann kannst können "
    "könnt muss müssen darf dürfen soll sollen will wollen möchte gibt gibts für mit von vom zum zur bei beim "
    "auf aus über unter nach auch noch schon nur mal bitte danke hallo ja nein kein keine wenn dass weil ob "
    "im am an zu wird werden wurde"
)
_ENGLISH = (
    "the a and or but not is are be been were have has had i you he she it we they me him us them my your our "
    "their his her how where who when why which what whose can could must may should would do does did there "
    "this that these those for with from of to at by about into please thanks hello yes no if because any "
    "some get got want need don't doesn't isn't i'm it's what's"
)
_ONLY: dict[Language, frozenset[str]] = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Addresses are in no language: "anna@beispiel.de" says nothing about the one its owner speaks.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*@\S+")
_SIZES = (2, 3)
# Words in both lists would be no hint; what counts as sure is a likelihood ratio of about e^3 to 1.
_SURE = 3.0
_PER_FUNCTION_WORD = 2.5
# Short messages of one or two bare words ("Gebühren?", "AI Act") keep whatever language was spoken before.
FEWEST_WORDS = 3
_MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Guess:
    """The language a message seems to be in, and whether the message itself gave it away."""

    language: Language
    sure: bool


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Log odds of German against English per letter group, learned from texts of both."""

    odds: dict[str, float]

    @classmethod
    def of(cls, texts: Iterable[tuple[str, Language]]) -> Self:
        """Learn from `texts` with their language; the function words are known anyway."""
        counted: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for language, only in _ONLY.items():
            counted[language].update(group for word in only for group in _groups([word]))
        for text, language in texts:
            counted[language].update(_groups(_words(text)))
        return cls(_odds(counted["de"], counted["en"]))

    def guess(self, text: str, *, fallback: str | None = None) -> Guess:
        """The language of `text`; `fallback` (a platform's code such as "de-AT") decides where the text does not."""
        spoken = _words(text)
        function_words = sum((word in _ONLY["de"]) - (word in _ONLY["en"]) for word in spoken)
        groups = [self.odds.get(group, 0.0) for group in _groups(spoken)]
        total = _PER_FUNCTION_WORD * function_words + sum(groups) / math.sqrt(len(groups) + 1)
        sure = abs(total) >= _SURE and (len(spoken) >= FEWEST_WORDS or function_words != 0)
        seemed: Language = "de" if total >= 0 else "en"
        return Guess(seemed, True) if sure else Guess(_supported(fallback) or seemed, False)


def _supported(code: str | None) -> Language | None:
    return next((language for language in LANGUAGES if (code or "").lower().startswith(language)), None)


def _words(text: str) -> list[str]:
    spoken = _ADDRESS.sub(" ", text[:_MOST_CHARACTERS])
    return _WORD.findall(spoken.lower().replace("’", "'"))


def _groups(spoken: Sequence[str]) -> list[str]:
    padded = (f"_{word}_" for word in spoken)
    return [word[at : at + size] for word in padded for size in _SIZES for at in range(len(word) - size + 1)]


def _odds(german: Counter[str], english: Counter[str]) -> dict[str, float]:
    groups = german.keys() | english.keys()
    totals = german.total() + len(groups), english.total() + len(groups)
    return {
        group: math.log((german[group] + 1) / totals[0]) - math.log((english[group] + 1) / totals[1])
        for group in groups
        if german[group] + english[group] > 2  # rarer ones are chance
    }
