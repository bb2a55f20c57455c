"""The public pages of events: what they show, their calendars and feeds as others read them, and what is cached."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import icalendar
import pytest
import vobject

from bot.store.database import Database
from knowledge.entries import Event
from knowledge.library import Library
from tests.invented_events import changed_event, invented_events
from tests.web.conftest import BASE_URL
from tests.web.echo import build_house, settings_for

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def events(library: Library) -> dict[str, Event]:
    return {**library.events, **invented_events()}


@pytest.fixture
async def reader(database: Database, library: Library, events: dict[str, Event]) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without a session, as every calendar is."""
    known = replace(library, events=events)
    house = build_house(settings_for(BASE_URL), database, library=known, now=NOW)
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
        yield client


async def entries(reader: httpx.AsyncClient, address: str) -> dict[str, icalendar.Component]:
    """The events of a calendar by their UID, read by icalendar."""
    calendar = icalendar.Calendar.from_ical((await reader.get(address)).content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


async def test_the_page_lists_what_is_ahead_and_what_is_over(reader: httpx.AsyncClient) -> None:
    page = await reader.get("/termine?lang=de")
    assert page.status_code == 200
    ahead, over = page.text.split("Vergangene Termine")
    assert ahead.index("Testkurs Datenschutz") < ahead.index("Testtag Robotik") < ahead.index("Testkonferenz")
    assert "Dieser Termin fällt aus" in ahead
    assert "Brains on Silicon 2026" in over
    assert "Brains on Silicon 2026" not in ahead


async def test_the_page_narrows_to_a_topic_and_a_region(reader: httpx.AsyncClient) -> None:
    ahead = (await reader.get("/termine?lang=de&topic=robotics&region=Leipzig")).text.split("Regelmäßige")[0]
    assert "Testtag Robotik" in ahead
    assert "Testkonferenz" not in ahead
    empty = (await reader.get("/termine?lang=de&topic=energy&region=Freiberg")).text
    assert "Zu dieser Auswahl liegt kein bestätigter künftiger Termin vor" in empty


UNKNOWN = (
    "/termine?topic=unsinn", "/events.ics?region=Atlantis", "/termine/unsinn", "/termine/unsinn.ics",
    "/termine/ai-monday-dresden.ics", "/events.json?topic=%00",
)  # fmt: skip


@pytest.mark.parametrize("address", UNKNOWN)
async def test_what_does_not_exist_is_not_found(reader: httpx.AsyncClient, address: str) -> None:
    assert (await reader.get(address)).status_code == 404


async def test_one_event_tells_search_engines_what_schema_org_asks_for(reader: httpx.AsyncClient) -> None:
    page = (await reader.get("/termine/testtag-leipzig?lang=de")).text
    assert "Erfundenes Haus, Musterstraße 1, Leipzig" in page
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert script
    known = json.loads(script[1])
    assert known["@type"] == "Event"
    assert known["startDate"] == "2026-12-03T17:00:00+01:00"
    assert known["eventStatus"] == "https://schema.org/EventScheduled"
    assert known["location"][0]["address"]["addressLocality"] == "Leipzig"
    assert known["organizer"]["@type"] == "Organization"


async def test_nothing_in_an_event_ends_the_script_it_stands_in(
    reader: httpx.AsyncClient, events: dict[str, Event]
) -> None:
    odd = {"de": "</script><b>&", "en": "</script>"}
    events["testtag-leipzig"] = changed_event(events["testtag-leipzig"], {"summary": odd})
    page = (await reader.get("/termine/testtag-leipzig")).text
    assert page.count("</script>") == 1


async def test_a_calendar_is_read_by_icalendar(reader: httpx.AsyncClient) -> None:
    found = await entries(reader, "/events.ics")
    meetup = found["testtag-leipzig@termine.ki-lotse-sachsen"]
    assert meetup.decoded("DTSTART") == datetime(2026, 12, 3, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert meetup["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert meetup["SEQUENCE"] == 0
    assert meetup["STATUS"] == "CONFIRMED"
    conference = found["testkonferenz-dresden@termine.ki-lotse-sachsen"]
    assert conference.decoded("DTSTART") == date(2027, 3, 10)
    assert conference.decoded("DTEND") == date(2027, 3, 12)
    assert found["testmesse-chemnitz@termine.ki-lotse-sachsen"]["STATUS"] == "CANCELLED"
    assert found["testmesse-chemnitz@termine.ki-lotse-sachsen"]["SEQUENCE"] == 1


async def test_the_last_of_several_days_is_in_the_calendar_even_if_only_the_beginning_has_a_time(
    reader: httpx.AsyncClient, events: dict[str, Event]
) -> None:
    events["testkonferenz-dresden"] = changed_event(events["testkonferenz-dresden"], {"starts_at": "09:00"})
    (entry,) = (await entries(reader, "/termine/testkonferenz-dresden.ics")).values()
    berlin = ZoneInfo("Europe/Berlin")
    assert entry.decoded("DTSTART") == datetime(2027, 3, 10, 9, tzinfo=berlin)
    assert entry.decoded("DTEND") == datetime(2027, 3, 12, tzinfo=berlin)


async def test_a_calendar_is_read_by_another_library_too(reader: httpx.AsyncClient) -> None:
    calendar = vobject.readOne((await reader.get("/events.ics?topic=robotics")).text)
    assert [component.name for component in calendar.components()].count("VTIMEZONE") == 1
    titles = {event.summary.value: event for event in calendar.vevent_list}
    begins = titles["Testtag Robotik"].dtstart.value
    assert begins.utcoffset() == timedelta(hours=1)
    assert begins.replace(tzinfo=None) == datetime(2026, 12, 3, 17, 0)


async def test_a_summer_date_keeps_its_time_on_the_wall(reader: httpx.AsyncClient, events: dict[str, Event]) -> None:
    summer = {"starts": "2027-03-28", "ends": "2027-03-28", "starts_at": "09:00", "ends_at": "10:00"}
    events["testkonferenz-dresden"] = changed_event(events["testkonferenz-dresden"], summer)
    calendar = vobject.readOne((await reader.get("/termine/testkonferenz-dresden.ics")).text)
    begins = calendar.vevent.dtstart.value
    assert (begins.hour, begins.utcoffset()) == (9, timedelta(hours=2))


async def test_a_change_keeps_the_uid_and_counts_up(reader: httpx.AsyncClient, events: dict[str, Event]) -> None:
    before = await entries(reader, "/termine/testtag-leipzig.ics")
    moved = {"starts": "2026-12-10", "status": "moved", "sequence": 1}
    events["testtag-leipzig"] = changed_event(events["testtag-leipzig"], moved)
    after = await entries(reader, "/termine/testtag-leipzig.ics")
    assert before.keys() == after.keys()
    assert [event["SEQUENCE"] for event in after.values()] == [1]


async def test_the_json_feed_is_one_after_version_1_1(reader: httpx.AsyncClient) -> None:
    answer = await reader.get("/events.json?topic=robotics&lang=en")
    feed = answer.json()
    assert answer.headers["content-type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE_URL}/events.json?topic=robotics&lang=en"
    assert {"id", "url", "title", "content_text"} <= feed["items"][0].keys()
    assert "Test conference" in [item["title"] for item in feed["items"]]


@pytest.mark.parametrize("address", ["/events.ics", "/events.json", "/termine", "/termine/testtag-leipzig"])
async def test_who_has_it_already_gets_nothing_again(
    reader: httpx.AsyncClient, events: dict[str, Event], address: str
) -> None:
    first = await reader.get(address)
    assert "max-age" in first.headers["cache-control"]
    known = {"if-none-match": first.headers["etag"]}
    again = await reader.get(address, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    events["testtag-leipzig"] = changed_event(events["testtag-leipzig"], {"title": {"de": "Neu", "en": "New"}})
    assert (await reader.get(address, headers=known)).status_code == 200


async def test_the_pages_speak_the_visitors_language(reader: httpx.AsyncClient) -> None:
    english = await reader.get("/termine", headers={"accept-language": "en-GB"})
    assert 'lang="en"' in english.text
    assert "AI events in Saxony" in english.text
    assert "Accept-Language" in english.headers["vary"].split(", ")
