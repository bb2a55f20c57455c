"""The calendar file of an event as it arrives in an encrypted room, opened by a calendar library."""

from pathlib import Path

from icalendar import Calendar

from tests.delivery.office import event_ahead
from tests.matrix.office import open_office
from tests.matrix.people import body
from tests.matrix.synapse import Synapse


async def test_an_event_comes_with_its_file_for_the_calendar(synapse: Synapse, tmp_path: Path) -> None:
    office, event = open_office(synapse, tmp_path), event_ahead()
    office.command = ("-m", "tests.delivery.office")
    with office.open():
        async with office.citizen() as citizen:
            await citizen.says(f"!termine {event.title.de}")
            await citizen.hears_text(event.title.de)
            await citizen.says("1")
            shown = body(await citizen.hears_text(event.title.de))
            calendar = Calendar.from_ical(await citizen.hears_file())
    (entry,) = calendar.walk("VEVENT")
    assert event.city in shown
    assert str(entry["UID"]).startswith(event.id)
    assert entry.decoded("DTSTART") == event.begins
