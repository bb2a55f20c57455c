"""Staff in their encrypted room: a thread per case, claimed, answered and closed there, wherever the citizen writes."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx

from tests.matrix.office import Office
from tests.matrix.people import Person, body

NOBODY_KNOWS = "Mein Toaster von 1987 brummt, wer repariert ihn mir am Sonntag?"
HAND, CHECK = "✋", "✅"


async def passes_on(citizen: Person) -> str:
    """Ask what nobody knows, agree, and return the case's number."""
    await citizen.says("/mensch " + NOBODY_KNOWS)
    await citizen.hears_text("Toaster")
    await citizen.says("1")
    return number_in(await citizen.hears_text("Nummer"))


def number_in(event: dict[str, Any]) -> str:
    found = re.search(r"KI-\w{5}", body(event))
    assert found
    return found[0]


def thread_of(event: dict[str, Any]) -> str:
    relation = event["content"].get("m.relates_to", {})
    return str(relation["event_id"]) if relation.get("rel_type") == "m.thread" else ""


async def in_thread(colleague: Person, root: str, text: str, *, answering: str = "") -> str:
    """Write in a case's thread, as clients do it: as a fallback reply unless a message is really answered."""
    relation = {
        "rel_type": "m.thread",
        "event_id": root,
        "is_falling_back": not answering,
        "m.in_reply_to": {"event_id": answering or root},
    }
    return await colleague.says(text, **{"m.relates_to": relation})


async def heading_of(colleague: Person, number: str) -> dict[str, Any]:
    """The first message of a new case's thread; then its alert, which stands inside."""
    heading = await colleague.hears_text(number)
    alert = await colleague.hears_text(number)
    assert thread_of(heading) == ""
    assert thread_of(alert) == heading["event_id"]
    return heading


async def test_from_the_alert_to_the_closed_case_and_nothing_internal_leaves(office: Office) -> None:
    async with office.colleague("anna") as anna, office.citizen() as citizen:
        number = await passes_on(citizen)
        heading = await heading_of(anna, number)
        root = heading["event_id"]
        assert heading["decrypted"]
        await anna.reacts(root, HAND)
        await citizen.hears_text("kümmert sich")
        assert "anna" in await anna.until_edited(root)
        await in_thread(anna, root, "nur unter uns")
        await in_thread(anna, root, "> nur unter uns\n\nsehe ich auch so")
        await in_thread(anna, root, "> Fragen Sie ein Repair-Café.")
        answer = await citizen.hears_text("Repair-Café")
        assert "nur unter uns" not in body(answer)
        await anna.reacts(root, CHECK)
        await citizen.hears_text("abgeschlossen")
        assert citizen.heard == []
        assert citizen.unreadable == []


async def test_one_claim_wins_and_the_other_is_told_who_has_it(office: Office) -> None:
    async with office.colleague("anna") as anna, office.colleague("bert") as bert, office.citizen() as citizen:
        number = await passes_on(citizen)
        root = (await heading_of(anna, number))["event_id"]
        await anna.reacts(root, HAND)
        await citizen.hears_text("kümmert sich")
        await in_thread(bert, root, "!uebernehmen")
        told = await bert.hears_text("anna", within=30)
        assert number in body(told) or thread_of(told) == root


async def test_a_reply_to_what_the_person_wrote_goes_to_the_person(office: Office) -> None:
    async with office.colleague("anna") as anna, office.citizen() as citizen:
        number = await passes_on(citizen)
        root = (await heading_of(anna, number))["event_id"]
        await in_thread(anna, root, "!zeige")
        shown = await anna.hears_text("Toaster")
        await in_thread(anna, root, "Am Sonntag leider niemand.", answering=shown["event_id"])
        assert "Am Sonntag leider niemand." in body(await citizen.hears_text("Sonntag leider"))


async def test_a_withdrawn_message_disappears_from_the_staff_room_too(office: Office) -> None:
    async with office.colleague("anna") as anna, office.citizen() as citizen:
        number = await passes_on(citizen)
        root = (await heading_of(anna, number))["event_id"]
        more = await citizen.says("Er ist rot, mein Toaster.")
        await citizen.hears(1)
        await in_thread(anna, root, "!zeige")
        shown = await anna.hears_text("Er ist rot")
        await citizen.client.room_redact(citizen.room, more)
        await anna.until(lambda: shown["event_id"] in anna.redacted)


async def test_a_closed_case_is_opened_again_by_the_person(office: Office) -> None:
    async with office.colleague("anna") as anna, office.citizen() as citizen:
        number = await passes_on(citizen)
        root = (await heading_of(anna, number))["event_id"]
        await anna.reacts(root, HAND)
        await citizen.hears_text("kümmert sich")
        await anna.reacts(root, CHECK)
        await citizen.hears_text("abgeschlossen")
        await citizen.says("Und der Toaster brummt immer noch, ganz laut sogar.")
        await citizen.hears_text("wieder offen")


async def test_a_file_of_the_person_reaches_staff_and_one_of_staff_the_person(office: Office) -> None:
    async with office.colleague("anna") as anna, office.citizen() as citizen:
        number = await passes_on(citizen)
        root = (await heading_of(anna, number))["event_id"]
        await citizen.sends_file("toaster.txt", b"brumm " * 100)
        await anna.hears_text("neue Nachricht")
        await in_thread(anna, root, "!zeige")
        assert await anna.hears_file() == b"brumm " * 100
        shown = await anna.hears_text("Toaster")
        relation = {"rel_type": "m.thread", "event_id": root, "m.in_reply_to": {"event_id": shown["event_id"]}}
        await anna.sends_file("plan.txt", b"so geht es", **{"m.relates_to": relation})
        assert await citizen.hears_file() == b"so geht es"


class Visitor:
    """Somebody on the web page, through its interface."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def says(self, text: str) -> None:
        message = {"id": str(uuid4()), "text": text, "language": "de"}
        assert (await self._client.post("/api/messages", json=message)).status_code == httpx.codes.ACCEPTED

    async def hears_text(self, part: str, person: Person) -> str:
        """Wait for a line with these words (the person's clock is used to wait)."""
        found: list[str] = []

        async def look() -> bool:
            lines = (await self._client.get("/api/lines", params={"after": 0})).json()["lines"]
            found[:] = [line["text"] for line in lines if line["author"] == "bot" and part in line["text"]]
            return bool(found)

        await person.until_true(look)
        return found[-1]


@asynccontextmanager
async def visitor(url: str) -> AsyncIterator[Visitor]:
    async with httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=10) as client:
        await client.get("/")
        yield Visitor(client)


async def test_a_citizen_on_the_web_page_is_served_by_staff_on_matrix(office: Office) -> None:
    async with office.colleague("anna") as anna, visitor(office.service.url) as web:
        await web.says("/mensch " + NOBODY_KNOWS)
        await web.hears_text("Toaster", anna)
        await web.says("1")
        found = re.search(r"KI-\w{5}", await web.hears_text("Nummer", anna))
        assert found
        root = (await heading_of(anna, found[0]))["event_id"]
        await anna.reacts(root, HAND)
        await web.hears_text("kümmert sich", anna)
        await in_thread(anna, root, "nur unter uns")
        await in_thread(anna, root, "!antwort Fragen Sie ein Repair-Café.")
        assert "unter uns" not in await web.hears_text("Repair-Café", anna)


async def test_a_citizen_cannot_use_staff_commands(office: Office) -> None:
    async with office.colleague("anna") as anna, office.citizen() as citizen, office.citizen() as other:
        number = await passes_on(citizen)
        await heading_of(anna, number)
        for command in (f"!uebernehmen {number}", f"!zeige {number}", f"!antwort {number} Hallo"):
            await other.says(command)
            assert "Toaster" not in body((await other.hears())[0])
        assert citizen.heard == []
