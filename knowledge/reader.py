"""How messages are read before they are compared: their language, their slips, and what is known word for word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import Arrays
from knowledge.entries import LANGUAGES, Language
from knowledge.items import BACKGROUND, Item, Rows
from knowledge.language import FEWEST_WORDS, Guess, LanguageModel
from knowledge.spelling import Speller
from knowledge.text import folded, words

# Phrasings that teach the languages; more would only make learning slower.
ENOUGH_TO_TELL_LANGUAGES = 1_000


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what people type, with what the phrasings taught.

    `exact` leads from folded phrasings to the number of their item, `phrased` tells the language of those that are no
    bare words and exist in one only.
    """

    languages: LanguageModel
    speller: Speller
    exact: Mapping[str, int]
    phrased: Mapping[str, Language]

    @classmethod
    def of(cls, items: Sequence[Item], rows: Rows, background: Sequence[str]) -> Self:
        """From the items, their rows and the everyday requests among these."""
        speller = Speller.of(rows.texts[: rows.phrasings], also_known=background)
        return cls(LanguageModel.of(_spoken(items)), speller, _phrasings_of_one_item(rows), _phrased(items))

    def language_of(self, text: str, hint: str | None) -> Guess:
        """The language of a cleaned `text`; `hint` is what the platform says."""
        phrased = self.phrased.get(folded(text))
        return Guess(phrased, True) if phrased else self.languages.guess(text, fallback=hint)

    def to_arrays(self) -> Arrays:
        """The same as named arrays."""
        odds, spelled = self.languages.odds, self.speller.spelled
        return {
            "reader.groups": joined(odds),
            "reader.odds": np.array(list(odds.values()), np.float64),
            "reader.known": joined(self.speller.known),
            "reader.words": joined(spelled),
            "reader.spelled": joined(spelled.values()),
            "reader.exact": joined(self.exact),
            "reader.items": np.array(list(self.exact.values()), np.int64),
            "reader.phrased": joined(self.phrased),
            "reader.languages": np.array([LANGUAGES.index(one) for one in self.phrased.values()], np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Self:
        """The reader that `arrays` came from; raises KeyError, IndexError or ValueError when they are damaged."""
        odds = zip(parted(arrays["reader.groups"]), arrays["reader.odds"].tolist(), strict=True)
        spelled = zip(parted(arrays["reader.words"]), parted(arrays["reader.spelled"]), strict=True)
        exact = zip(parted(arrays["reader.exact"]), arrays["reader.items"].tolist(), strict=True)
        phrased = zip(parted(arrays["reader.phrased"]), arrays["reader.languages"].tolist(), strict=True)
        speller = Speller.with_words(dict(spelled), known=parted(arrays["reader.known"]))
        languages: dict[str, Language] = {text: LANGUAGES[at] for text, at in phrased}
        return cls(LanguageModel(dict(odds)), speller, dict(exact), languages)


def joined(texts: Iterable[str]) -> NDArray[np.uint8]:
    """`texts` in one array, to be `parted` again; no cleaned text holds the sign that stands between them."""
    kept = [text.replace("\0", " ") for text in texts]
    return np.frombuffer("".join(text + "\0" for text in kept).encode("utf-8", "surrogatepass"), np.uint8)


def parted(array: NDArray[np.generic]) -> list[str]:
    """The texts that were `joined`."""
    return array.tobytes().decode("utf-8", "surrogatepass").split("\0")[:-1]


def _spoken(items: Sequence[Item]) -> list[tuple[str, Language]]:
    """What the items say in a known language, and the background in both."""
    own = [(text, language) for item in items for text, language in item.questions if language]
    few = own[:: max(1, len(own) // ENOUGH_TO_TELL_LANGUAGES)]
    return few + [(line, code) for code in LANGUAGES for line in _lines(code)]


def _lines(code: Language) -> list[str]:
    return (BACKGROUND / f"{code}.txt").read_text("utf-8").splitlines()


def _phrased(items: Sequence[Item]) -> dict[str, Language]:
    known: dict[str, set[Language]] = {}
    for item in items:
        for text, language in item.questions:
            if language and len(words(text)) >= FEWEST_WORDS:
                known.setdefault(folded(text), set()).add(language)
    return {text: languages.pop() for text, languages in known.items() if len(languages) == 1}


def _phrasings_of_one_item(rows: Rows) -> dict[str, int]:
    """Folded phrasings with the number of their item; one that two items share decides nothing."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    for text, label in zip(rows.texts[: rows.phrasings], rows.labels[: rows.phrasings].tolist(), strict=True):
        key = folded(text)
        if found.setdefault(key, label) != label:
            shared.add(key)
    return {key: label for key, label in found.items() if key and key not in shared}
