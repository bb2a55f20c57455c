"""Office hours, Saxony's holidays and what is promised from them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.hours import OfficeHours, saxon_holidays
from handlers.times import LOCAL_ZONE, by_when

WRITTEN = "Mo-Do 9-12 13-16, Fr 9-13"
HOURS = OfficeHours.parse(WRITTEN, answer_within=timedelta(hours=12), is_holiday=saxon_holidays())


def local(written: str) -> datetime:
    """A moment on the clocks of Dresden."""
    return datetime.fromisoformat(written).replace(tzinfo=LOCAL_ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T09:00", "2026-11-24T16:00"),  # two days of six hours
        ("2026-11-23T09:20", "2026-11-25T10:00"),  # to the next full hour
        ("2026-11-23T12:30", "2026-11-25T12:00"),  # asked in the lunch break
        ("2026-11-17T15:00", "2026-11-23T10:00"),  # Buß- und Bettag, a holiday here alone, then a weekend
        ("2026-12-23T20:00", "2026-12-29T16:00"),  # Christmas, and the day before it
        ("2027-03-25T09:00", "2027-03-30T16:00"),  # Easter, and the night in which the clocks go forward
    ],
)
def test_a_promise_counts_working_hours_only(now: str, due: str) -> None:
    assert HOURS.promise(local(now)).due_at == local(due)


@pytest.mark.parametrize(
    ("now", "back"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"), ("2026-11-23T12:10", "2026-11-23T13:00"),
        ("2026-11-27T13:00", "2026-11-30T09:00"), ("2026-11-18T10:00", "2026-11-19T09:00"),
    ],
)  # fmt: skip
def test_who_is_away_says_when_they_are_back(now: str, back: str) -> None:
    assert HOURS.next_opening(local(now)) == local(back)
    assert HOURS.is_open(local(now)) is (now == back)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_a_promise_falls_into_working_hours_and_staff_are_reminded_before(now: datetime) -> None:
    promise = HOURS.promise(now)
    assert now < promise.nudge_at < promise.due_at
    assert HOURS.is_open(promise.due_at - timedelta(minutes=1))
    assert promise.due_at.minute == 0


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("immer", "cannot read 'immer'"), ("Mo 9-", "cannot read the hours '9-'"), ("Xy 9-12", "no weekdays"),
        ("Fr-Mo 9-12", "runs backwards"), ("Mo 16-9", "ends before it begins"), ("Mo 9-12,", "cannot read ''"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_read_are_refused_in_words(wrong: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        OfficeHours.parse(wrong, answer_within=timedelta(hours=1), is_holiday=lambda _: False)


def test_an_office_that_never_opens_promises_nothing() -> None:
    closed = OfficeHours.parse("Mo 9-12", answer_within=timedelta(hours=1), is_holiday=lambda _: True)
    with pytest.raises(LookupError):
        closed.promise(local("2026-11-23T09:00"))


def test_a_moment_more_than_a_week_away_is_said_with_its_date() -> None:
    now, near, far = (local(f"2026-11-{day}T12:00") for day in ("23", "25", "30"))
    assert (by_when(near, now, "de"), by_when(near, now, "en")) == ("Mittwoch, 12 Uhr", "Wednesday, 12:00")
    assert by_when(far, now, "de") == "Montag, 30.11.2026, 12 Uhr"
