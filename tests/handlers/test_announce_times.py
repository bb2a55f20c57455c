"""When an announcement is to begin: what staff write, and what must not be taken for a time."""

from datetime import UTC, datetime

import pytest

from handlers.announce_times import is_time_unread, local_moment, moment_in, time_and_words
from handlers.times import LOCAL_ZONE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock on a Monday


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LOCAL_ZONE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("am 3.12. 9 Uhr", at("2026-12-03", "09:00")),
        ("am 3.12. um 9:30 Uhr", at("2026-12-03", "09:30")),
        ("am 3. Dezember um 9", at("2026-12-03", "09:00")),
        ("am 03.12.2026, 09:00 Uhr", at("2026-12-03", "09:00")),
        ("2026-12-03 09:00", at("2026-12-03", "09:00")),
        ("on 3 December at 9:00", at("2026-12-03", "09:00")),
        ("on 3 December 9:30 pm", at("2026-12-03", "21:30")),
        ("morgen um 8", at("2026-11-24", "08:00")),
        ("tomorrow at 8:15", at("2026-11-24", "08:15")),
        ("heute 17 Uhr", at("2026-11-23", "17:00")),
        ("um 15 Uhr", at("2026-11-23", "15:00")),
        ("nächsten Dienstag 9 Uhr", at("2026-11-24", "09:00")),
        ("Donnerstag 18 Uhr 30", at("2026-11-26", "18:30")),
        ("am 2.1. 8 Uhr", at("2027-01-02", "08:00")),
        ("am 29.2.2028 um 12 Uhr", at("2028-02-29", "12:00")),
    ],
)
def test_a_day_and_an_hour_are_understood(text: str, moment: datetime) -> None:
    assert moment_in(text, now=NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "am 3.12.", "am 31.11. 9 Uhr", "am 3.12. 25 Uhr", "9 Uhr 75", "im Dezember 9 Uhr", "diese Woche 9 Uhr",
        "Morgen gibt es Kuchen", "Am 3.12. um 17 Uhr treffen wir uns in Leipzig", "Kommen Sie!", "am 3.12",
        "Wir treffen uns am 3.12. um 9 Uhr",
    ],
)  # fmt: skip
def test_what_names_no_such_moment_is_none(text: str) -> None:
    assert moment_in(text, now=NOW) is None


def test_a_colon_divides_the_time_from_the_words() -> None:
    assert time_and_words("morgen um 8: Kommen Sie! | Come!", now=NOW) == (
        at("2026-11-24", "08:00"), "Kommen Sie! | Come!",
    )  # fmt: skip
    assert time_and_words("Programm: Roboter und Kuchen", now=NOW) == (None, "Programm: Roboter und Kuchen")
    assert time_and_words("", now=NOW) == (None, "")


@pytest.mark.parametrize("text", ["am 31.11. 9 Uhr", "am 3.12.", "morgen 25 Uhr", "on 31 November at 9"])
def test_what_was_meant_as_a_time_never_goes_out_as_words(text: str) -> None:
    assert is_time_unread(text)


@pytest.mark.parametrize(
    "text", ["Kommen Sie!", "Am 3.12. | On 3 December", "Am 3.12. zeigen wir in Leipzig Roboter und laden alle ein."]
)
def test_words_are_no_broken_time(text: str) -> None:
    assert not is_time_unread(text)


@pytest.mark.parametrize("clock", ["02:30", "01:59", "03:00"])
def test_the_night_of_the_clock_change_has_a_moment_for_every_field(clock: str) -> None:
    moment = local_moment("2027-03-28", clock)
    assert moment
    assert moment.astimezone(UTC).date().isoformat() == "2027-03-28"


def test_half_a_time_is_none() -> None:
    assert local_moment("2026-12-03", "") is None
    assert local_moment("", "09:00") is None
    assert local_moment("3.12.", "9") is None
