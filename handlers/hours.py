"""When people are in the office: hours of the week without Saxony's holidays, and how long a working time lasts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from handlers.stored import Promise
from handlers.times import LOCAL_ZONE

NUDGE_AT = 0.75  # of the working time until the promise: what is left must be enough to write an answer
FAR = 400  # days looked ahead; who is never there promises nothing
FREE_FOR_THE_PUBLIC_SERVICE = ((12, 24), (12, 31))  # § 6 (3) TV-L
_DAYS = {
    "mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?")
_PART = re.compile(r"([a-z]+)(?:-([a-z]+))? (.+)")

Span = tuple[time, time]


@dataclass(frozen=True)
class OfficeHours:
    """Opening spans of each weekday (Monday is 0), and the working time within which people are answered."""

    spans: Mapping[int, Sequence[Span]]
    answer_within: timedelta
    is_holiday: Callable[[date], bool]

    @classmethod
    def parse(cls, written: str, *, answer_within: timedelta, is_holiday: Callable[[date], bool]) -> Self:
        """`Mo-Do 9-12 13-16, Fr 9-13`; raises ValueError saying what cannot be read."""
        found: dict[int, list[Span]] = {}
        for part in written.casefold().replace("–", "-").replace(" - ", "-").split(","):
            match = _PART.fullmatch(" ".join(part.split()))
            if match is None:
                raise ValueError(f"cannot read {part.strip()!r}; write it like Mo-Do 9-16, Fr 9-13")
            for weekday in _days(match[1], match[2] or match[1]):
                found.setdefault(weekday, []).extend(_span(one) for one in match[3].split())
        return cls({day: sorted(spans) for day, spans in found.items()}, answer_within, is_holiday)

    def is_open(self, at: datetime) -> bool:
        """Whether people are in the office at this moment."""
        return any(start <= at < end for start, end in self._from(at))

    def next_opening(self, at: datetime) -> datetime:
        """When people are back; `at` itself while they are there. Raises LookupError when that is never."""
        for start, end in self._from(at):
            if at < end:
                return max(start, at)
        raise LookupError("no office hours within a year")

    def add(self, at: datetime, working: timedelta) -> datetime:
        """The moment by which so much working time has passed."""
        left = working
        for start, end in self._from(at):
            begin = max(start, at)
            if begin < end and left <= end - begin:
                return begin + left
            left -= max(end - begin, timedelta())
        raise LookupError("no office hours within a year")

    def promise(self, now: datetime) -> Promise:
        """Until when an answer can be promised now, in whole hours unless the office closes before."""
        due = self.add(now, self.answer_within)
        return Promise(self._full_hour(due), self.add(now, self.answer_within * NUDGE_AT))

    def _full_hour(self, at: datetime) -> datetime:
        whole = at.replace(minute=0, second=0, microsecond=0)
        rounded = at if whole == at else whole + timedelta(hours=1)
        return next((min(rounded, end) for start, end in self._from(at) if start < at <= end), at)

    def _from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans in which people are there, in UTC and in order, from the day of `at` on."""
        first = at.astimezone(LOCAL_ZONE).date()
        for day in (first + timedelta(days=number) for number in range(FAR)):
            if not self.is_holiday(day):
                for start, end in self.spans.get(day.weekday(), ()):
                    yield _in_utc(day, start), _in_utc(day, end)


def saxon_holidays() -> Callable[[date], bool]:
    """Whether a day is free in Saxony, the only land that keeps Buß- und Bettag, or for the public service."""
    from holidays import country_holidays  # loaded only where office hours are set

    calendar = country_holidays("DE", subdiv="SN")
    return lambda day: day in calendar or (day.month, day.day) in FREE_FOR_THE_PUBLIC_SERVICE


def _in_utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LOCAL_ZONE).astimezone(UTC)


def _days(first: str, last: str) -> Sequence[int]:
    if first not in _DAYS or last not in _DAYS:
        raise ValueError(f"{first}-{last} are no weekdays; write Mo, Di, Mi, Do, Fr, Sa, So")
    if _DAYS[first] > _DAYS[last]:
        raise ValueError(f"{first}-{last} runs backwards")
    return range(_DAYS[first], _DAYS[last] + 1)


def _span(written: str) -> Span:
    match = _SPAN.fullmatch(written)
    if match is None:
        raise ValueError(f"cannot read the hours {written!r}; write 9-16 or 9:30-16:00")
    start = time(int(match[1]), int(match[2] or 0))
    end = time(int(match[3]), int(match[4] or 0))
    if start >= end:
        raise ValueError(f"{written} ends before it begins")
    return start, end
