"""Days in words: around the ends of months and years, the change of the clock, and ranges, in both languages."""

from datetime import date

import pytest

from knowledge.dates import Period
from knowledge.dates_said import period_in

MONDAY = date(2026, 11, 23)


def days(first: str | None, last: str | None) -> Period:
    """From the first to the last day; None where it is open."""
    return Period(first and date.fromisoformat(first), last and date.fromisoformat(last))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "today", "first", "last"),
    [
        ("morgen", "2026-12-31", "2027-01-01", "2027-01-01"),
        ("tomorrow", "2027-02-28", "2027-03-01", "2027-03-01"),
        ("übermorgen", "2028-02-28", "2028-03-01", "2028-03-01"),
        ("diese Woche", "2026-12-31", "2026-12-28", "2027-01-03"),
        ("next week", "2026-12-31", "2027-01-04", "2027-01-10"),
        ("nächsten Monat", "2026-12-31", "2027-01-01", "2027-01-31"),
        ("nächsten Monat", "2027-01-31", "2027-02-01", "2027-02-28"),
        ("next month", "2028-01-31", "2028-02-01", "2028-02-29"),
        ("letzten Monat", "2027-03-31", "2027-02-01", "2027-02-28"),
        ("nächstes Jahr", "2026-12-31", "2027-01-01", "2027-12-31"),
        ("am Wochenende", "2027-03-28", "2027-03-27", "2027-03-28"),  # the clock changes on this Sunday
        ("am kommenden Wochenende", "2026-12-31", "2027-01-02", "2027-01-03"),
        ("am kommenden Wochenende", "2027-01-02", "2027-01-09", "2027-01-10"),
        ("nächstes Wochenende", "2026-12-31", "2027-01-09", "2027-01-10"),
        ("in zwei Tagen", "2027-03-27", "2027-03-29", "2027-03-29"),
        ("in two days", "2027-10-30", "2027-11-01", "2027-11-01"),
        ("im Januar", "2026-12-31", "2027-01-01", "2027-01-31"),
        ("im Dezember", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("am 1.1.", "2026-12-31", "2027-01-01", "2027-01-01"),
        ("von Dezember bis Februar", "2026-11-23", "2026-12-01", "2027-02-28"),
        ("im Winter", "2026-12-31", "2026-12-01", "2027-02-28"),
        ("KW 1", "2026-12-31", "2027-01-04", "2027-01-10"),
        ("im neuen Jahr", "2026-12-31", "2027-01-01", "2027-12-31"),
        ("in the new year", "2027-01-02", "2027-01-01", "2027-12-31"),
        ("an Neujahr", "2026-12-31", "2027-01-01", "2027-01-01"),
        ("on New Year's Eve", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("zwischen Weihnachten und Neujahr", "2026-12-29", "2026-12-24", "2027-01-01"),
        ("zwischen den Jahren", "2027-01-01", "2026-12-24", "2027-01-01"),
        ("between Christmas and New Year", "2026-11-23", "2026-12-24", "2027-01-01"),
        ("am 29.2.2028", "2026-12-31", "2028-02-29", "2028-02-29"),
        ("nächstes Quartal", "2026-12-31", "2027-01-01", "2027-03-31"),
    ],
)
def test_the_ends_of_weeks_months_and_years(text: str, today: str, first: str, last: str) -> None:
    assert period_in(text, today=date.fromisoformat(today)) == days(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("vom 3. bis 5. März", "2027-03-03", "2027-03-05"),
        ("14.-16.3.2027", "2027-03-14", "2027-03-16"),
        ("from 10 to 20 December", "2026-12-10", "2026-12-20"),
        ("zwischen März und Mai", "2027-03-01", "2027-05-31"),
        ("ab April", "2027-04-01", None),
        ("since 2024", "2024-01-01", None),
        ("bis Ende Januar", "2026-11-23", "2027-01-31"),
        ("before Christmas", "2026-11-23", "2026-12-23"),
        ("nach dem 5. Januar", "2027-01-06", None),
        ("in der zweiten Januarhälfte", "2027-01-16", "2027-01-31"),
        ("nächste Woche Dienstag", "2026-12-01", "2026-12-01"),
        ("in May", "2027-05-01", "2027-05-31"),
    ],
)
def test_ranges_and_bounds(text: str, first: str | None, last: str | None) -> None:
    assert period_in(text, today=MONDAY) == days(first, last)


@pytest.mark.parametrize("text", ["", "may I ask something", "Summer School", "Montags ist Ruhetag", "am 31.02.2027"])
def test_what_names_no_day(text: str) -> None:
    assert period_in(text, today=MONDAY) is None


def test_a_month_in_the_past_tense_is_the_latest_one() -> None:
    assert period_in("im September", today=MONDAY, past=True) == days("2026-09-01", "2026-09-30")
    assert period_in("im Dezember", today=MONDAY, past=True) == days("2025-12-01", "2025-12-31")
