"""Partners' lists at the desk: line by line before anything is written, and only drafts of what was ticked."""

import html
import re

import httpx
import pytest

from bot.store.events import EditedEvents
from tests.desk.office import Clerk, Office
from tests.desk.test_events import SLUG, WRITTEN, acts, clara, live, published

__all__ = ["clara"]

CSV = (
    "title_de;title_en;summary_de;starts;starts_at;city;organiser;topics\n"
    "KI-Frühstück;AI breakfast;Ein Treffen;2027-02-03;08:00;Chemnitz;staatskanzlei;robotics\n"
    "Ohne Tag;;Ein Treffen;;;Chemnitz;staatskanzlei;\n"
    "Falscher Veranstalter;;Ein Treffen;2027-02-04;;Chemnitz;nobody;\n"
)
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T000000Z
SUMMARY:Robotiktag Zittau
DESCRIPTION:Ein Tag mit Robotern.
DTSTART;TZID=Europe/Berlin:20270311T170000
DTEND;TZID=Europe/Berlin:20270311T190000
LOCATION:Hochschule\\, Theodor-Körner-Allee 16\\, Zittau
END:VEVENT
END:VCALENDAR
"""


async def looks(clerk: Clerk, content: str | bytes, name: str, **fields: str) -> httpx.Response:
    """Hand a list in."""
    data = {"token": await clerk.token(), "organiser": "", "source": ""} | fields
    raw = content.encode() if isinstance(content, str) else content
    return await clerk.client.post("/desk/events/import", data=data, files={"list": (name, raw, "text/csv")})


async def takes(clerk: Clerk, page: str, *numbers: int) -> str:
    """Tick lines and take them."""
    kept = dict(re.findall(r'name="(line-\d+)" value="([^"]*)"', page))
    fields = {name: html.unescape(line) for name, line in kept.items()}
    fields |= {"token": await clerk.token()} | {f"take-{number}": "on" for number in numbers}
    multipart = {name: (None, value) for name, value in fields.items()}
    answer = await clerk.client.post("/desk/events/import/take", files=multipart)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


async def test_each_line_says_what_it_is_and_nothing_is_written_by_looking(office: Office, anna: Clerk) -> None:
    response = await looks(anna, CSV, "liste.csv")
    assert response.status_code == 200
    verdicts = re.findall(r'<li class="line-(\w+)">', response.text)
    assert verdicts == ["new", "broken", "broken"]
    assert "Erster Tag: fehlt" in response.text
    assert "kein Akteur" in response.text
    assert await EditedEvents(office.running.database).listed() == []


async def test_what_is_ticked_becomes_drafts_broken_lines_too(office: Office, anna: Clerk) -> None:
    page = (await looks(anna, CSV, "liste.csv")).text
    assert "2 Entwürfe sind angelegt" in await takes(anna, page, 1, 3)
    drafts = {item.id: item for item in await EditedEvents(office.running.database).listed()}
    assert set(drafts) == {"ki-fruehstueck-2027", "falscher-veranstalter-2027"}
    assert (drafts["ki-fruehstueck-2027"].draft or {})["starts_at"] == "08:00"
    assert "ki-fruehstueck-2027" not in office.running.knowing.now.library.events
    assert "fault-organiser" in await anna.sees("/desk/events/falscher-veranstalter-2027")


async def test_a_new_date_in_the_list_is_a_move_that_needs_a_second_person(
    office: Office, anna: Clerk, clara: Clerk
) -> None:
    await published(anna, clara)
    page = (await looks(anna, ICS.format(uid=f"{SLUG}@termine.ki-lotse-sachsen"), "liste.ics")).text
    assert re.findall(r'<li class="line-(\w+)">', page) == ["changed"]
    assert "2027-03-11" in page
    assert "Ein Entwurf ist angelegt" in await takes(anna, page, 1)
    assert "Eine Zeile blieb liegen" in await takes(anna, page, 1)
    assert live(office).starts is not None
    assert live(office).status == "planned"
    assert (await acts(clara, "publish")).status_code == 303
    assert (live(office).status, live(office).sequence) == ("moved", 1)
    assert live(office).registration == WRITTEN["registration"]  # what the list does not name stays
    assert live(office).title.en == WRITTEN["title_en"]  # and so does our translation of what it says as we do


async def test_what_is_no_list_is_refused_in_words(anna: Clerk) -> None:
    long = CSV.splitlines()[0] + "\n" + "\n".join(CSV.splitlines()[1] for _ in range(101))
    for content, name in (("", "a.csv"), ("BEGIN:NOTHING", "a.ics"), (b"\xff\xfe\x00", "a.csv"), (long, "a.csv")):
        response = await looks(anna, content, name)
        assert response.status_code == 422, name
        assert "Nichts wurde geändert" in response.text


@pytest.mark.parametrize("line", ["", "1", "[]", '{"event": "x"}', '{"event": "x", "fields": []}', "[" * 80_000])
async def test_forged_lines_are_refused(anna: Clerk, line: str) -> None:
    answer = await anna.posts("/desk/events/import/take", **{"line-1": line, "take-1": "on"})
    assert answer.status_code == 422


async def test_a_hundred_lines_can_be_taken_at_once(office: Office, anna: Clerk) -> None:
    row = CSV.splitlines()[1].replace("Ein Treffen", "Ein Treffen über alles Mögliche. " * 70)
    many = [row.replace("KI-Frühstück", f"Frühstück Nummer {n}") for n in range(100)]
    page = (await looks(anna, "\n".join([CSV.splitlines()[0], *many]), "liste.csv")).text
    assert "100 Entwürfe" in await takes(anna, page, *range(1, 101))
    assert len(await EditedEvents(office.running.database).listed()) == 100
