"""Days and times as people in Saxony read them, whatever the store's clock says."""

from datetime import UTC, date, datetime

import pytest

from handlers.times import day, local_day, moment, source_date


def test_late_in_the_evening_utc_it_is_already_the_next_day_in_saxony() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert local_day(late, "de") == "02.07.2026"
    assert moment(late, "de") == "02.07.2026, 00:30 Uhr"
    assert moment(late, "en") == "2 July 2026, 00:30"


def test_days_are_written_as_in_the_language() -> None:
    assert day(date(2026, 11, 3), "de") == "03.11.2026"
    assert day(date(2026, 11, 3), "en") == "3 November 2026"


@pytest.mark.parametrize(
    ("as_of", "german", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-03", "März 2025", "March 2025"),
        ("2025-03-09", "09.03.2025", "9 March 2025"),
        ("unknown", "", ""),
    ],
)
def test_the_date_of_a_source_is_as_precise_as_it_is_known(as_of: str, german: str, english: str) -> None:
    assert (source_date(as_of, "de"), source_date(as_of, "en")) == (german, english)
