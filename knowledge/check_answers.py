"""Rules about answers and summaries: length, placeholders, no markup, and the same numbers in both languages."""

import re
from collections.abc import Iterator

from knowledge.check_base import Content, warning
from knowledge.check_numbers import differences
from knowledge.check_sentences import count
from knowledge.entries import LANGUAGES
from knowledge.problems import Problem

PLACEHOLDERS = frozenset(
    {"operator", "phone", "email", "opening_hours", "address", "website", "retention_days"}
    | {"privacy_contact", "privacy_url", "accessibility_url"}
)
FEWEST, MOST = 2, 6
ABSURD = 8
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")
_VERDICT = re.compile(r"(ja|nein|doch|jein|yes|no)\b(?=\s*[,.:;!–—])", re.IGNORECASE)
_URL = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_MARKUP = re.compile(
    r"\*\*|__|`|\]\(|</?[a-z][^>]*>|&[a-z]+;"  # bold, code, links, HTML
    r"|(?<!\w)[*_](?=\w)[^*_\n]+(?<=\w)[*_](?!\w)"  # emphasis
    r"|^\s*(?:#{1,6}|[-*+]|\d+[.)]|>)\s",  # headings, lists, quotations
    re.MULTILINE | re.IGNORECASE,
)


def lengths(content: Content) -> Iterator[Problem]:
    """An answer has two to six sentences; much more is a mistake."""
    for file, topic in content.topics():
        for language in LANGUAGES:
            found = count(topic.answer.in_(language), language)
            what = f"has {found} sentence{'' if found == 1 else 's'} instead of {FEWEST} to {MOST}"
            if not 1 <= found <= ABSURD:
                yield Problem(file, f"answer.{language}", what)
            elif not FEWEST <= found <= MOST:
                yield warning(file, f"answer.{language}", what)


def verdicts(content: Content) -> Iterator[Problem]:
    """An answer does not begin with yes or no: asked the other way round, the same answer would say the opposite."""
    for file, topic in content.topics():
        for language in LANGUAGES:
            if begins := _VERDICT.match(topic.answer.in_(language)):
                what = f"begins with {begins[0]!r}, which is wrong when people ask the other way round"
                yield warning(file, f"answer.{language}", what)


def placeholders(content: Content) -> Iterator[Problem]:
    """An answer quotes only details that the operator can provide, the same in both languages."""
    for file, topic in content.topics():
        used: dict[str, set[str]] = {}
        for language in LANGUAGES:
            text = topic.answer.in_(language)
            used[language] = set(_PLACEHOLDER.findall(text))
            for name in sorted(used[language] - PLACEHOLDERS):
                yield Problem(file, f"answer.{language}", f"has an unknown placeholder {{{{{name}}}}}")
            if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
                yield Problem(file, f"answer.{language}", "has a brace outside of a {{placeholder}}")
        for name in sorted((used["de"] ^ used["en"]) & PLACEHOLDERS):
            yield warning(file, "answer", f"has the placeholder {{{{{name}}}}} in one language only")


def plainness(content: Content) -> Iterator[Problem]:
    """What people read is plain text: messengers show markup as it is, and links belong to the sources."""
    for file, field, text in content.texts():
        for language in LANGUAGES:
            plain = _PLACEHOLDER.sub("", text.in_(language))
            if url := _URL.search(plain):
                yield warning(file, f"{field}.{language}", f"contains the address {url[0]}; name it as a source")
            elif mark := _MARKUP.search(plain):
                yield warning(file, f"{field}.{language}", f"contains markup: {mark[0].strip()}")


def numbers(content: Content) -> Iterator[Problem]:
    """Both languages name the same numbers and months."""
    for file, field, text in content.texts():
        german, english = differences(text.de, text.en)
        only = [("only in German", german), ("only in English", english)]
        if said := "; ".join(f"{where}: {', '.join(sorted(found))}" for where, found in only if found):
            yield warning(file, field, f"names different numbers ({said})")
