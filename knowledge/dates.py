"""Days and spans of days: what a person means by "diese Woche" or "Q3", as the first and the last day."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

DAYS_OF_WEEK, MONTHS_OF_YEAR = 7, 12


@dataclass(frozen=True, slots=True)
class Period:
    """All days from `first` to `last`, both included; None where it is open."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of_day(cls, day: date) -> Self:
        """One day."""
        return cls(day, day)

    @classmethod
    def of_week(cls, day: date) -> Self:
        """Monday to Sunday around `day`."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6))

    @classmethod
    def of_weekend(cls, day: date) -> Self:
        """Saturday and Sunday of the week of `day`."""
        saturday = day + timedelta(days=5 - day.weekday())
        return cls(saturday, saturday + timedelta(days=1))

    @classmethod
    def of_months(cls, year: int, month: int, count: int = 1) -> Self:
        """`count` whole months from the one given; months beyond December belong to later years."""
        first = month_after(date(year, 1, 1), month - 1)
        return cls(first, month_after(first, count) - timedelta(days=1))

    @classmethod
    def of_year(cls, year: int) -> Self:
        """A calendar year."""
        return cls.of_months(year, 1, MONTHS_OF_YEAR)

    def meets(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` lies in it."""
        return (self.first is None or last >= self.first) and (self.last is None or first <= self.last)

    def to(self, other: "Period") -> "Period":
        """From the beginning of this one to the end of the other."""
        return replace(self, last=other.last)

    def a_year_later(self) -> "Period":
        """The same days of the next year."""
        return Period(self.first and _next_year(self.first), self.last and _next_year(self.last))


def month_after(day: date, months: int) -> date:
    """The first day of the month `months` later."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_YEAR)
    return date(day.year + years, month + 1, 1)


def _next_year(day: date) -> date:
    """29 February becomes 28, and the end of a February its end."""
    last = monthrange(day.year + 1, day.month)[1]
    ends_month = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + 1, day.month, last if ends_month else min(day.day, last))


def coming(day: date, weekday: int, *, today_counts: bool = True) -> date:
    """The next day that is this weekday (0 is Monday)."""
    ahead = (weekday - day.weekday()) % DAYS_OF_WEEK
    return day + timedelta(days=ahead or (0 if today_counts else DAYS_OF_WEEK))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
