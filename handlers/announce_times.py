"""When an announcement is to begin, as staff write it: "am 3.12. 9 Uhr", "on 3 December at 9:00", "morgen um 8"."""

import re
from datetime import date, datetime, time

from handlers.times import LOCAL_ZONE
from knowledge.dates_said import period_in

MOST_WORDS = 8  # "on Thursday of next week at 9:30 am" has as many; a sentence of one's own has more
_BEGINS = re.compile(
    r"(?:am|on|um|at|heute|morgen|übermorgen|uebermorgen|today|tomorrow|n(?:ä|ae)chste[nrms]?|next|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(r"(?:am|on|um|at|heute|morgen|today|tomorrow)\b[^|]*\d[^|]*", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:[,\s]|\b)(?:um |at |ab |from )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*"
    r"(?P<unit>uhr(?: (?P<after>\d{2}))?|h|a\.?m\.?|p\.?m\.?)?$",
    re.IGNORECASE,
)


def time_and_words(text: str, *, now: datetime) -> tuple[datetime | None, str]:
    """What follows the command: a time, or words of one's own, or "time: words"; all without a time are words."""
    head, colon, words = _split(text)
    at = moment_in(head, now=now)
    return (at, words) if at or (colon and not head) else (None, text)


def is_time_unread(text: str) -> bool:
    """Whether this was probably meant as a time, which must not go out as words: "am 31.2. um 9", "am 3.12."."""
    return bool(_MEANT.fullmatch(text.strip())) and len(text.split()) <= MOST_WORDS


def moment_in(text: str, *, now: datetime) -> datetime | None:
    """The moment a text names and nothing else; None when it does not name a day and an hour, or an hour of today."""
    text = " ".join(text.split()).rstrip(".!")
    clock = _CLOCK.search(text)
    if clock is None or not _BEGINS.match(text) or len(text.split()) > MOST_WORDS:
        return None
    at = _time(clock)
    said = text[: clock.start()].strip(" ,")
    day = _day(said, now.astimezone(LOCAL_ZONE).date())
    if at is None or day is None or not _says_hour(clock, said):
        return None
    return datetime.combine(day, at, LOCAL_ZONE)


def local_moment(day: str, clock: str) -> datetime | None:
    """A day and an hour as a browser's fields send them, in local time; None when one is missing or unreadable."""
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LOCAL_ZONE)
    except ValueError:
        return None


def _split(text: str) -> tuple[str, str, str]:
    """At the first colon that is followed by a blank: 9:00 is no such."""
    head, colon, words = re.sub(r":\s", ":\0", text, count=1).partition(":\0")
    return (head.strip(), colon, words.strip()) if colon else (text.strip(), "", "")


def _time(clock: re.Match[str]) -> time | None:
    hour, unit = int(clock["hour"]), (clock["unit"] or "").casefold().replace(".", "")
    if unit in ("am", "pm"):
        hour = hour % 12 + (12 if unit == "pm" else 0)
    try:
        return time(hour, int(clock["minute"] or clock["after"] or 0))
    except ValueError:
        return None


def _day(said: str, today: date) -> date | None:
    """The one day that is named; today when there is none."""
    if not said or said.casefold() in ("um", "at"):
        return today
    period = period_in(said, today=today)
    return period.first if period and period.first == period.last else None


def _says_hour(clock: re.Match[str], said: str) -> bool:
    """A bare figure is an hour only behind "um", "at" or a unit, or with minutes: "am 3.12" is a day."""
    behind = re.search(r"(?:um|at|ab|from)\s*$", clock.string[: clock.start("hour")], re.IGNORECASE)
    return bool(clock["unit"] or behind or (clock["minute"] and said))
