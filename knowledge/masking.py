"""Takes out of a text what tells who somebody is, where they are or how they are: rather too much than too little."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from knowledge.entries import Language
from knowledge.library import Library
from knowledge.mask_patterns import ACQUAINTED, CLOSINGS, GREETINGS, NOT_NAMES, PATTERNS, PLACES_AFTER, SENDERS, TITLED
from knowledge.phrases import Words, base, word_set
from knowledge.places import Gazetteer, Kind, common_words
from knowledge.text import folded, words

FOLDER = Path(__file__).parent
LABELS: dict[Language, dict[str, str]] = {
    "de": {
        "name": "[Name]", "place": "[Ort]", "address": "[Adresse]", "email": "[E-Mail]", "phone": "[Telefon]",
        "iban": "[IBAN]", "plate": "[Kennzeichen]", "date": "[Datum]", "link": "[Link]", "number": "[Nummer]",
        "health": "[Gesundheit]",
    },
    "en": {
        "name": "[name]", "place": "[place]", "address": "[address]", "email": "[e-mail]", "phone": "[phone]",
        "iban": "[IBAN]", "plate": "[plate]", "date": "[date]", "link": "[link]", "number": "[number]",
        "health": "[health]",
    },
}  # fmt: skip
_MARK = re.compile("\ue000([a-z]+)\ue001")  # private use: a text of a person never holds it, see `masked`
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Masked:
    """A text fit to be kept, and the kinds of what was taken out of it (`name`, `place`, `health`, …)."""

    text: str
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Masker:
    """What is needed to recognise names, places and health: word lists, the gazetteer and our own vocabulary."""

    first_names: frozenset[str]
    health: frozenset[str]
    gazetteer: Gazetteer
    known: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> Self:
        """For a library: what it says itself is public, so that words of its own are no names."""
        texts = [text for topic in library.topics.values() for code in LABELS for text in topic.questions(code)]
        texts += [topic.answer.in_(code) for topic in library.topics.values() for code in LABELS]
        places = Gazetteer.load()
        gazetteer = Gazetteer(places.places, common_words(texts, places))
        known = frozenset(base(word) for text in texts for word in words(text))
        first_names = frozenset(folded(name).split()[0] for name in _listed("first_names"))
        return cls(first_names, _listed("health_words"), gazetteer, known)

    def masked(self, text: str, language: Language, *, names: Iterable[str] = ()) -> Masked:
        """`text` with marks in place of what it gives away; `names` are those known from elsewhere."""
        text = text.replace("\ue000", " ").replace("\ue001", " ")
        steps: list[Callable[[str], str]] = [partial(_patterned, kind, pattern) for kind, pattern in PATTERNS]
        steps += [partial(_named, [*names, *self.names_in(text)]), self._without_first_names]
        steps += [self._without_places, self._without_health]
        for step in steps:
            text = step(text)
        taken = frozenset(_MARK.findall(text))
        return Masked(" ".join(_MARK.sub(lambda mark: LABELS[language][mark[1]], text).split()), taken)

    def question(self, text: str, language: Language, *, names: Iterable[str] = ()) -> Masked:
        """A question without what is only politeness: salutation, who writes, and the closing with its signature."""
        return self.masked(without_courtesies(text), language, names=[*names, *self.names_in(text)])

    def names_in(self, text: str) -> list[str]:
        """Names that a text gives away by how it speaks of them: "ich heiße …", "Frau …", below the closing."""
        found = [match[1] for pattern in (*ACQUAINTED, TITLED) for match in pattern.finditer(text)]
        found += [line for line in _signature(text) if len(line.split()) <= 4]
        split = [word for name in found for word in _WORD.findall(name)]
        return [word for word in split if len(word) >= _SHORTEST_NAME and folded(word) not in NOT_NAMES]

    def _without_first_names(self, text: str) -> str:
        """A first name, and the unknown capitalised words after it: the surname."""
        pieces, at, after_name = [], 0, False
        for match in _WORD.finditer(text):
            word = match[0]
            gap = text[at : match.start()]
            is_first = word[0].isupper() and folded(word).split()[0] in self.first_names
            surname = after_name and gap in (" ", "-") and word[0].isupper() and folded(word) not in NOT_NAMES
            after_name = is_first or surname
            pieces += [gap, _mark("name") if after_name else word]
            at = match.end()
        return "".join([*pieces, text[at:]])

    def _without_places(self, text: str) -> str:
        spoken = Words.of(_MARK.sub(lambda mark: mark[1].join("\ue000\ue001"), text))
        mentions = [one for one in self.gazetteer.found_in(spoken) if one.value.kind is not Kind.STATE]
        found = {at for mention in mentions for at in range(mention.start, mention.end)}
        found |= {at for at in range(len(spoken.all)) if self._is_unknown_place(spoken, at)}
        text = spoken.text
        for at in sorted(found, reverse=True):
            begin, end = spoken.spans[at]
            inside_mark = text[begin - 1 : begin] == "\ue000"
            text = text if inside_mark or not text[begin].isupper() else text[:begin] + _mark("place") + text[end:]
        return text

    def _is_unknown_place(self, spoken: Words, at: int) -> bool:
        """ "wohne in Hintertupfingen": a capitalised word that nothing of ours knows, where people name places."""
        begin, end = spoken.spans[at]
        if at == 0 or not spoken.text[begin].isupper() or spoken.all[at - 1] not in PLACES_AFTER:
            return False
        return base(spoken.all[at]) not in self.known and end - begin > 2

    def _without_health(self, text: str) -> str:
        whole = {word[:-1] for word in self.health if word.endswith("!")}
        beginnings = tuple(word for word in self.health if not word.endswith("!"))

        def hidden(match: re.Match[str]) -> str:
            word = match[0].casefold()
            return _mark("health") if word in whole or word.startswith(beginnings) else match[0]

        return _WORD.sub(hidden, text)


def without_courtesies(text: str) -> str:
    """A text without its salutation, its closing and what stands below."""
    lines = [line.strip() for line in text.strip().splitlines()]
    closing = next((at for at, line in enumerate(lines) if at and CLOSINGS.match(line)), len(lines))
    kept = "\n".join(lines[:closing]).strip()
    kept = SENDERS.sub("", GREETINGS.sub("", kept, count=1)).strip()
    if same_line := CLOSINGS.search(kept):
        kept = kept[: same_line.start()].strip()
    return kept[:1].upper() + kept[1:] if kept else ""


def _signature(text: str) -> Sequence[str]:
    lines = [line.strip() for line in text.strip().splitlines()]
    closing = next((at for at, line in enumerate(lines) if CLOSINGS.match(line)), len(lines))
    same_line = [CLOSINGS.sub("", line, count=1).strip(" ,.!") for line in lines[closing : closing + 1]]
    return [line for line in (*same_line, *lines[closing + 1 :]) if line]


def _patterned(kind: str, pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(_mark(kind), text)


def _named(names: Iterable[str], text: str) -> str:
    """Every occurrence of the names, in the genitive too."""
    for name in sorted({name for name in names if name.strip()}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name.strip())}(?:s|['’]s?)?(?!\w)", _mark("name"), text, flags=re.IGNORECASE)
    return text


def _mark(kind: str) -> str:
    return f"\ue000{kind}\ue001"


def _listed(name: str) -> frozenset[str]:
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return word_set(" ".join(line for line in lines if not line.startswith("#")))
