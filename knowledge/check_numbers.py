"""Compares the numbers and months of a German text with those of its English translation."""

import re
from collections.abc import Iterator

from knowledge.entries import Language

_MONTHS = (
    ("januar", "january"), ("februar", "february"), ("märz", "march"), ("april", "april"), ("mai", "may"),
    ("juni", "june"), ("juli", "july"), ("august", "august"), ("september", "september"), ("oktober", "october"),
    ("november", "november"), ("dezember", "december"),
)  # fmt: skip
MONTHS = {name: english.capitalize() for german, english in _MONTHS for name in (german, english)}
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
# "may" is a month only beside a number or after a preposition: "25 May", "May 2024", "since May".
_MAY = re.compile(r"(?:\d|\b(?:in|of|since|until|by|from|to|early|late|mid)|mid-)\s*May\b|\bMay\s+\d")

_GERMAN_DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?")
_UNIT = r"(?:\s*(?P<unit>%|Prozent|per ?cent|Mio\b|Million|Mrd\b|Milliarde|billion))?"
# Digits that follow a letter belong to a name: CO2, SpiNNaker2.
_NUMBER = re.compile(rf"(?<![^\W_])(?P<number>\d+(?:[.,]\d+)*){_UNIT}", re.IGNORECASE)
_AFTERNOON = re.compile(r"\b(\d{1,2})(?= ?p\.?m\b)")
_UNITS = {"mio": " million", "million": " million", "mrd": " billion", "milliarde": " billion", "billion": " billion"}
_GROUPED = {"de": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}

_WORDS = (
    "ein eins eine einen einem einer one once single erste first",
    "zwei two beide both zweimal twice zweite second",
    "drei three dritte third",
    "vier four vierte fourth",
    "fünf five fünfte fifth",
    "sechs six sechste sixth",
    "sieben seven siebte seventh",
    "acht eight achte eighth",
    "neun nine neunte ninth",
    "zehn ten zehnte tenth",
    "elf eleven elfte eleventh",
    "zwölf twelve zwölfte twelfth",
)
_VALUE_OF = {word: str(value) for value, words in enumerate(_WORDS, start=1) for word in words.split()}


def differences(german: str, english: str) -> tuple[set[str], set[str]]:
    """The numbers only the German text names, and those only the English one does; spelled-out ones are forgiven."""
    in_german, in_english = numbers(german, "de"), numbers(english, "en")
    return in_german - in_english - _spelled(english), in_english - in_german - _spelled(german)


def numbers(text: str, language: Language) -> set[str]:
    """The numbers of `text` in one notation ("1160", "3.6 million", "20 %") and its months ("May")."""
    found = set(_months(text, language))
    if language == "de":
        for day, month, year in _GERMAN_DATE.findall(text):
            found |= {str(int(day)), *_month_called(int(month)), *filter(None, [year])}
        text = _GERMAN_DATE.sub(" ", text)
    else:
        text = _AFTERNOON.sub(lambda match: str(int(match[1]) % 12 + 12), text)
    for match in _NUMBER.finditer(text):
        found.add(_plain(match["number"], language) + _unit(match["unit"]))
    return found


def _plain(number: str, language: Language) -> str:
    """`number` without thousands separators and with a decimal point."""
    if _GROUPED[language].fullmatch(number):
        number = number.replace("." if language == "de" else ",", "")
    number = number.replace(",", ".")
    return number.rstrip("0").rstrip(".") if number.count(".") == 1 else number


def _unit(unit: str | None) -> str:
    return _UNITS.get(unit.lower(), " %") if unit else ""


def _months(text: str, language: Language) -> Iterator[str]:
    for match in _MONTH.finditer(text):
        if match[0].lower() != "may" and match[0][0].isupper():
            yield MONTHS[match[0].lower()]
    if language == "en" and _MAY.search(text):
        yield "May"


def _month_called(month: int) -> list[str]:
    return [_MONTHS[month - 1][1].capitalize()] if 1 <= month <= len(_MONTHS) else [str(month)]


def _spelled(text: str) -> set[str]:
    """The numbers up to twelve that `text` writes as words, German ordinals in any case."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {_VALUE_OF[form] for word in words for form in (word, word.rstrip("nmrs")) if form in _VALUE_OF}
