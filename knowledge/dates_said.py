"""Reads days out of German and English words: "nächsten Monat", "vom 3. bis 5. März", "in Q3", "before Christmas"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.dates import Period
from knowledge.dates_rules import RULES, Reading
from knowledge.text import folded

_NUMERIC = re.compile(
    r"\b(\d{1,2})\. ?(?:(?:-|–|bis|und) ?(\d{1,2})\. ?)?(\d{1,2})\.(?: ?(\d{4}|\d{2})\b)?(?!\d)"
    r"|\b(\d{1,2})/(\d{1,2})/(\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b"
)
# What stands before a day, or between two of them, and what it makes of them.
_ARTICLES = r"(?: (?:zu[mr]?|dem|den|der|die|das|de[sn]|the|in|im|am|on|mit|including|einschliesslich))*"
_UNTIL = re.compile(rf"\b(?:bis|until|till|by|spaetestens|through|up to){_ARTICLES}$")
_FROM = re.compile(rf"\b(?:ab|from|since|seit|starting|frueestens|von){_ARTICLES}$")
_AFTER = re.compile(rf"\b(?:nach|after){_ARTICLES}$")
_BEFORE = re.compile(rf"\b(?:vor|before|ahead of){_ARTICLES}$")
_RANGE = re.compile(r"\d(?:st|nd|rd|th)? (?:(?:bis(?: zum)?|to|until|und|and) )?\d{1,2}\b")
_TO = re.compile(rf"^(?:bis|to|until|till|through|und|and|oder|or|sowie|bzw){_ARTICLES}$")


def period_in(text: str, *, today: date, past: bool = False) -> Period | None:
    """The days that `text` names, None if it names none."""
    said = prepared(text)
    reader = Reading(today, past)
    found = list(_chosen(said, reader))
    if not found:
        return None
    (start, end, period), *others = found
    if others:
        between = said[end : others[0][0]].strip()
        if _TO.match(between):
            return _joined(period, others[0][2])
    return period if _RANGE.search(said[start:end]) else _bounded(said[:start].strip(), period, reader)


def prepared(text: str) -> str:
    """`text` folded, dates in figures spelled as one word each, so that "14.3." survives the folding."""
    return folded(_NUMERIC.sub(_as_word, text))


def _as_word(match: re.Match[str]) -> str:
    if match[8]:
        return f" y{match[8]}m{int(match[9])}d{int(match[10])} "
    day, to, month, year = (match[5], None, match[6], match[7]) if match[5] else match.group(1, 2, 3, 4)
    year = "0" if not year else year if len(year) == 4 else f"20{year}"
    last = f" bis y{year}m{int(month)}d{int(to)}" if to else ""
    return f" y{year}m{int(month)}d{int(day)}{last} "


def _chosen(said: str, reader: Reading) -> Iterator[tuple[int, int, Period]]:
    """From left to right, of several readings of one place the longest."""
    found = [
        (match.start(), match.end(), period)
        for pattern, rule in RULES
        for match in pattern.finditer(said)
        if (period := rule(match, reader)) is not None
    ]
    at = 0
    for start, end, period in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= at:
            yield start, end, period
            at = end


def _joined(one: Period, other: Period) -> Period:
    """ "November bis Februar" ends in the next year."""
    if one.first and other.last and other.last < one.first:
        other = other.a_year_later()
    return one.to(other)


def _bounded(before: str, period: Period, reader: Reading) -> Period:
    """Until, from, before or after the days named."""
    if _UNTIL.search(before):
        return Period(None if reader.past else min(reader.today, period.last or reader.today), period.last)
    if _FROM.search(before):
        return Period(period.first, None)
    if _AFTER.search(before) and period.last:
        return Period(period.last + timedelta(days=1), None)
    if _BEFORE.search(before) and period.first:
        return Period(None if reader.past else reader.today, period.first - timedelta(days=1))
    return period
