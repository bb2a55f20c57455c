"""Events at the desk: a draft, a second person, live everywhere at once; moved, called off, taken back."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import httpx
import icalendar
import pytest

from bot.calendars import CalendarFiles
from bot.knowing import Knowing
from bot.reminding import Reminding
from bot.store.database import Database
from bot.store.desk import Role
from bot.store.events import EditedEvents
from handlers.base import Attachment, Chat, Kind, Message
from handlers.events_shown import CALENDAR
from handlers.speech import Speech
from knowledge.entries import Event
from knowledge.event_overlay import EventChange
from tests.desk.office import BASE_URL, MARIA, Clerk, Office

SLUG = "robotiktag-zittau-2027"
WRITTEN = {
    "title_de": "Robotiktag Zittau", "title_en": "Robotics day Zittau",
    "summary_de": "Ein Tag mit Robotern.", "summary_en": "A day with robots.",
    "status": "planned", "starts": "2027-03-04", "starts_at": "17:00", "ends_at": "19:00", "city": "Zittau",
    "venue": "Hochschule, Theodor-Körner-Allee 16", "timezone": "Europe/Berlin", "format": "meetup",
    "organiser": "staatskanzlei", "topic-robotics": "on", "registration": "https://www.example.org/anmeldung",
    "sources": "https://www.sachsen.de/termin | Termin | 2026-11", "review_by": "2027-05-01",
}  # fmt: skip
ERIK = Chat("web", "e" * 64)


@pytest.fixture
async def clara(office: Office, chief: Clerk) -> AsyncIterator[Clerk]:
    """A curator."""
    clara = await office.signs_in("clara", Role.CURATOR)
    yield clara
    await clara.client.aclose()


async def acts(clerk: Clerk, action: str, slug: str = SLUG, **fields: str) -> httpx.Response:
    """Act on an event as its page stands now."""
    page = await clerk.sees(f"/desk/events/{slug}")
    version = re.search(r'name="version" value="(\d+)"', page)
    form = {"version": version[1] if version else "0"} | fields
    return await clerk.posts(f"/desk/events/{slug}/{action}", **form)


async def drafts(clerk: Clerk, **fields: str) -> None:
    """Write a new event."""
    response = await clerk.posts("/desk/events/new", **(WRITTEN | fields))
    assert response.status_code == 303, response.text
    assert response.headers["location"] == f"/desk/events/{SLUG}"


async def published(anna: Clerk, clara: Clerk, **fields: str) -> None:
    """Anna writes, Clara publishes."""
    await drafts(anna, **fields)
    response = await acts(clara, "publish")
    assert response.status_code == 303, response.text


async def asks(office: Office, text: str, chat: Chat = ERIK, *, press: str = "") -> str:
    """What the bot says to a citizen."""
    before = len(await office.heard(chat))
    await office.running.dispatcher.receive([Message(chat, uuid4().hex, text, press=press, language="de")])
    return "\n".join((await office.heard(chat))[before:])


async def wants_a_reminder(office: Office, chat: Chat = ERIK) -> None:
    """A citizen looks at the event and presses the button below."""
    await asks(office, "Termine in Zittau im März 2027", chat)
    await asks(office, "1", chat)
    assert "Robotiktag" in await asks(office, "erinnern", chat)


async def minutes_pass(office: Office) -> None:
    """The clock's chore about events has its turn."""
    speech = Speech.load()
    await Reminding(office.running.database, lambda: office.running.knowing.now.library, speech).run(office.clock.now)


def live(office: Office, slug: str = SLUG) -> Event:
    """The event as everybody sees it."""
    return office.running.knowing.now.library.events[slug]


async def test_a_draft_is_nobodys_until_a_second_person_publishes_it(office: Office, anna: Clerk, clara: Clerk) -> None:
    await drafts(anna)
    assert SLUG not in office.running.knowing.now.library.events
    assert "Robotiktag" not in await asks(office, "Was ist in Zittau im März 2027 los?")
    assert (await acts(clara, "publish")).status_code == 303
    told = await asks(office, "Was ist in Zittau im März 2027 los?")
    assert "Robotiktag Zittau" in told
    async with office.stranger() as citizen:
        assert "Robotiktag Zittau" in (await citizen.get("/termine")).text
        feed = icalendar.Calendar.from_ical((await citizen.get("/events.ics?topic=robotics")).content)
        assert any("Robotiktag" in str(entry["SUMMARY"]) for entry in feed.walk("VEVENT"))


async def test_nobody_publishes_what_they_wrote_or_changed(
    office: Office, chief: Clerk, anna: Clerk, clara: Clerk
) -> None:
    await drafts(clara)
    refused = await acts(clara, "publish")
    assert refused.status_code == 403
    assert "zweite Person" in refused.text
    assert (await acts(anna, "publish")).status_code == 403  # not a curator
    await acts(chief, "save", **WRITTEN | {"city": "Görlitz"})
    assert (await acts(chief, "publish")).status_code == 403
    assert SLUG not in office.running.knowing.now.library.events


async def test_broken_input_is_kept_and_each_fault_names_field_and_remedy(anna: Clerk, clara: Clerk) -> None:
    await drafts(anna)
    broken = {"starts": "3. März", "title_en": "", "url": "www.sachsen.de", "organiser": "", "timezone": "Mars"}
    assert (await acts(anna, "save", **WRITTEN | broken)).status_code == 303
    page = await anna.sees(f"/desk/events/{SLUG}")
    for typed in ("3. März", "www.sachsen.de", "Mars", "Ein Tag mit Robotern."):
        assert typed in page
    for name in broken:
        assert f'id="fault-{name}"' in page
    assert "Bitte wie 2026-12-03 schreiben" in page
    assert "Es beginnt mit" not in page
    response = await acts(clara, "publish")
    assert response.status_code == 409
    assert "fault-starts" in response.text


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"ends": "2027-03-01"}, "ends"), ({"ends_at": "16:00"}, "ends_at"), ({"starts": ""}, "starts"),
        ({"starts_at": ""}, "ends_at"), ({"topic-unheard-of": "on"}, "topics"), ({"region": "Mordor"}, "region"),
        ({"review_by": "2020-01-01"}, "review_by"), ({"sources": "https://a b | c"}, "sources"),
        ({"title_de": "x" * 301}, "title_de"), ({"status": "never"}, "status"), ({"fee_de": "5 Euro"}, "fee_en"),
        ({"starts": "9999-12-31"}, "starts"),
    ],
)  # fmt: skip
async def test_what_the_rules_of_the_files_forbid_is_named_at_its_field(
    anna: Clerk, fields: dict[str, str], fault: str
) -> None:
    await anna.posts("/desk/events/new", **WRITTEN)
    await acts(anna, "save", **WRITTEN | fields)
    assert f'id="fault-{fault}"' in await anna.sees(f"/desk/events/{SLUG}")


async def test_without_a_title_nothing_is_begun_and_nothing_is_lost(anna: Clerk) -> None:
    response = await anna.posts("/desk/events/new", **WRITTEN | {"title_de": "", "title_en": ""})
    assert response.status_code == 422
    assert "Ein Tag mit Robotern." in response.text
    assert "Der Titel fehlt" in response.text


async def test_who_comes_second_sees_what_changed_and_loses_nothing(anna: Clerk, bernd: Clerk) -> None:
    await drafts(anna)
    page = await bernd.sees(f"/desk/events/{SLUG}")
    await acts(anna, "save", **WRITTEN | {"city": "Görlitz"})
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    mine = WRITTEN | {"venue": "Rathaus", "version": version[1]}
    late = await bernd.posts(f"/desk/events/{SLUG}/save", **mine)
    assert late.status_code == 409
    assert "anna hat inzwischen gespeichert" in late.text
    assert "Görlitz" in late.text
    assert 'value="Rathaus"' in late.text
    newer = re.search(r'name="version" value="(\d+)"', late.text)
    assert newer
    assert (await bernd.posts(f"/desk/events/{SLUG}/save", **mine | {"version": newer[1]})).status_code == 303
    assert 'value="Rathaus"' in await bernd.sees(f"/desk/events/{SLUG}")


async def test_what_was_changed_meanwhile_is_not_published_unread(anna: Clerk, bernd: Clerk, clara: Clerk) -> None:
    await drafts(anna)
    await acts(bernd, "save", **WRITTEN | {"city": "Görlitz"})
    assert (await acts(clara, "publish", version="1")).status_code == 409


async def test_a_change_waits_beside_what_is_published(office: Office, anna: Clerk, clara: Clerk) -> None:
    await published(anna, clara)
    assert (await acts(anna, "edit")).status_code == 303
    await acts(anna, "save", **WRITTEN | {"summary_de": "Ein Tag mit vielen Robotern."})
    assert live(office).summary.de == "Ein Tag mit Robotern."
    page = await clara.sees(f"/desk/events/{SLUG}")
    assert "Was sich ändert" in page
    assert (await acts(clara, "publish")).status_code == 303
    assert (live(office).summary.de, live(office).sequence) == ("Ein Tag mit vielen Robotern.", 0)
    await acts(anna, "edit")
    await acts(anna, "save", **WRITTEN | {"venue": "Rathaus"})
    await acts(clara, "publish")
    assert (live(office).status, live(office).sequence) == ("planned", 1)


async def test_who_knew_of_it_hears_of_the_new_date_once(office: Office, anna: Clerk, clara: Clerk) -> None:
    await published(anna, clara)
    await wants_a_reminder(office)
    moved = {"starts": "2027-03-11", "starts_at": "17:00", "ends": "", "ends_at": "19:00"}
    assert (await acts(anna, "move", **moved)).status_code == 303
    await minutes_pass(office)
    before = await office.heard(ERIK)
    assert (await acts(clara, "publish")).status_code == 303
    assert (live(office).status, live(office).sequence) == ("moved", 1)
    await minutes_pass(office)
    await minutes_pass(office)
    new = (await office.heard(ERIK))[len(before) :]
    assert len(new) == 1
    assert "11.03.2027" in new[0]
    assert await office.heard(MARIA) == []
    files = CalendarFiles(lambda: office.running.knowing.now.library)
    content = await files.fetch(Attachment(Kind.DOCUMENT, CALENDAR, f"de/{SLUG}"))
    (entry,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert entry["SEQUENCE"] == 1


async def test_one_person_calls_it_off_after_being_asked(office: Office, anna: Clerk, clara: Clerk) -> None:
    await published(anna, clara)
    await wants_a_reminder(office)
    before = await office.heard(ERIK)
    question = await anna.sees(f"/desk/events/{SLUG}/cancel")
    assert "Eine Person erfährt davon" in question
    assert live(office).status == "planned"
    assert (await acts(anna, "cancel")).status_code == 303
    await minutes_pass(office)
    new = (await office.heard(ERIK))[len(before) :]
    assert len(new) == 1
    assert "fällt aus" in new[0]
    assert (await acts(anna, "cancel")).status_code == 409
    async with office.stranger() as citizen:
        calendar = icalendar.Calendar.from_ical((await citizen.get(f"/termine/{SLUG}.ics")).content)
        assert [str(entry["STATUS"]) for entry in calendar.walk("VEVENT")] == ["CANCELLED"]


async def test_a_draft_from_before_does_not_bring_back_what_was_called_off(
    office: Office, anna: Clerk, clara: Clerk
) -> None:
    await published(anna, clara)
    await acts(anna, "edit")
    await acts(anna, "cancel")
    assert (await acts(clara, "publish")).status_code == 303
    assert live(office).status == "cancelled"
    await acts(anna, "edit")
    await acts(anna, "save", **WRITTEN)
    await acts(clara, "publish")
    assert (live(office).status, live(office).sequence) == ("planned", 2)


async def test_an_event_of_the_files_is_changed_at_the_desk_and_taken_back(
    office: Office, anna: Clerk, clara: Clerk
) -> None:
    slug = next(iter(office.running.knowing.files.events))
    before = live(office, slug)
    await acts(anna, "edit", slug)
    page = await anna.sees(f"/desk/events/{slug}")
    assert before.title.de in page
    fields = {**typed_of(page), "city": "Zwickau"}
    assert (await acts(anna, "save", slug, **fields)).status_code == 303
    assert (await acts(clara, "publish", slug)).status_code == 303
    assert live(office, slug).city == "Zwickau"
    assert "noch nicht in den Dateien" in await anna.sees(f"/desk/events/{slug}")
    assert (await acts(clara, "withdraw", slug, reason="")).status_code == 422
    assert (await acts(clara, "withdraw", slug, reason="falsch")).status_code == 303
    assert live(office, slug) == before


def typed_of(page: str) -> dict[str, str]:
    """The fields of the form as a browser would send them back."""
    fields = dict(re.findall(r'<input id="f-\w+" name="(\w+)" type="\w+" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea id="f-\w+" name="(\w+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select id="f-\w+" name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields | dict.fromkeys(re.findall(r'name="(topic-[\w-]+)" checked', page), "on")


async def test_it_survives_a_restart_and_every_process_sees_it(office: Office, anna: Clerk, clara: Clerk) -> None:
    await published(anna, clara)
    known = office.running.knowing
    database = Database(office.running.database.engine.url.render_as_string(hide_password=False))
    other = Knowing(known.files, known.now.engine, database, load_encoder=None)
    assert SLUG not in other.now.library.events
    assert await other.refresh()
    assert other.now.library.events[SLUG] == live(office)
    await acts(anna, "cancel")
    assert await other.refresh()
    assert other.now.library.events[SLUG].status == "cancelled"
    assert not await other.refresh()
    await database.dispose()


async def test_the_preview_shows_message_page_and_calendar_of_the_draft(office: Office, anna: Clerk) -> None:
    await drafts(anna)
    page = await anna.sees(f"/desk/events/{SLUG}/preview")
    for words in ("Robotics day Zittau", "04.03.2027", "17:00 bis 19:00 Uhr", "1. Erinnern", f"{SLUG}.ics"):
        assert words in page
    public = await anna.sees(f"/desk/events/{SLUG}/page", lang="en")
    assert "Robotics day Zittau" in public
    calendar = await anna.client.get(f"/desk/events/{SLUG}/{SLUG}.ics")
    (entry,) = icalendar.Calendar.from_ical(calendar.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Robotiktag Zittau"
    assert BASE_URL in str(entry.get("URL", BASE_URL))
    assert SLUG not in office.running.knowing.now.library.events
    await acts(anna, "save", **WRITTEN | {"starts": ""})
    assert (await anna.client.get(f"/desk/events/{SLUG}/preview")).status_code == 409


async def test_markup_in_a_field_is_text_on_every_page(anna: Clerk, clara: Clerk) -> None:
    nasty = '"><script>alert(1)</script>'
    await anna.posts("/desk/events/new", **WRITTEN | {"title_de": f"Robotiktag Zittau {nasty}"})
    slug = "robotiktag-zittau-script-alert-1-script-2027"
    for path in ("", f"/{slug}", f"/{slug}/preview", f"/{slug}/page"):
        response = await anna.client.get(f"/desk/events{path}")
        assert response.status_code == 200, path
        assert "<script>alert" not in response.text


async def test_a_discarded_draft_leaves_what_is_published(office: Office, anna: Clerk, clara: Clerk) -> None:
    await published(anna, clara)
    await acts(anna, "edit")
    assert (await acts(anna, "discard")).status_code == 303
    assert live(office).title.de == "Robotiktag Zittau"
    await anna.posts("/desk/events/new", **WRITTEN | {"title_de": "Etwas anderes"})
    assert (await acts(anna, "discard", "etwas-anderes-2027")).headers["location"] == "/desk/events"
    assert (await anna.client.get("/desk/events/etwas-anderes-2027")).status_code == 404


async def test_two_events_of_one_name_get_ids_of_their_own(anna: Clerk) -> None:
    await drafts(anna)
    again = await anna.posts("/desk/events/new", **WRITTEN)
    assert again.headers["location"] == f"/desk/events/{SLUG}-2"


async def test_every_step_stands_in_history_and_audit_log(chief: Clerk, anna: Clerk, clara: Clerk) -> None:
    await published(anna, clara)
    await acts(anna, "cancel")
    page = await chief.sees(f"/desk/events/{SLUG}")
    for step in ("Entwurf begonnen", "freigegeben", "abgesagt"):
        assert step in page
    log = await chief.sees("/desk/audit")
    for step in ("event-drafted", "event-published", "event-called-off"):
        assert step in log
    assert "Robotern" not in log


async def test_the_list_says_what_is_coming_drafted_called_off_and_past(
    office: Office, anna: Clerk, clara: Clerk
) -> None:
    await published(anna, clara)
    yesterday = office.clock.now.date() - timedelta(days=1)
    await anna.posts("/desk/events/new", **WRITTEN | {"title_de": "Noch ein Entwurf"})
    await anna.posts("/desk/events/new", **WRITTEN | {"title_de": "Gestern", "starts": yesterday.isoformat()})
    await acts(clara, "publish", f"gestern-{yesterday.year}")
    page = await anna.sees("/desk/events")
    parts = {part.split('"')[0]: part for part in page.split('<h2 id="')[1:]}
    assert "Robotiktag Zittau" in parts["ahead-title"]
    assert "Noch ein Entwurf" in parts["drafts-title"]
    assert "Gestern" in parts["past-title"]
    await acts(anna, "cancel")
    page = await anna.sees("/desk/events")
    assert "Robotiktag" in page.split('<h2 id="cancelled-title"')[1].split("<h2")[0]
    assert live(office, f"gestern-{yesterday.year}").status == "past"


async def test_staff_may_write_but_only_curators_publish_or_take_back(office: Office, anna: Clerk) -> None:
    await drafts(anna)
    for act in ("publish", "withdraw"):
        assert (await anna.posts(f"/desk/events/{SLUG}/{act}", version="1", reason="so")).status_code == 403


async def test_two_who_publish_at_once_do_not_both_succeed(office: Office, anna: Clerk) -> None:
    await drafts(anna)
    events = EditedEvents(office.running.database)
    item = await events.find(SLUG)
    assert item
    some = next(iter(office.running.knowing.files.events.values()))
    change = EventChange(event=some.model_copy(update={"id": SLUG}))
    done = await asyncio.gather(
        *(events.publish(SLUG, change, name, version=item.version, now=office.clock.now) for name in ("clara", "chris"))
    )
    assert sorted(done) == [False, True]
