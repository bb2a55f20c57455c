"""Room and desk side by side: the link comes from the room, and what is done in one shows in the other."""

from urllib.parse import urlsplit
from uuid import uuid4

from bot.platforms.console import STAFF_ROOM
from handlers.base import Message
from tests.desk.office import MARIA, Clerk, Office


async def says(office: Office, text: str, name: str = "anna") -> list[str]:
    """Somebody writes in the staff room; returns what is answered there."""
    before = len(office.room)
    await office.running.dispatcher.receive([Message(STAFF_ROOM, uuid4().hex, text, staff=name)])
    await office.running.drain()
    return [delivery.text for delivery in office.room[before:]]


async def test_the_room_gets_a_link_that_signs_in_under_the_same_name(office: Office) -> None:
    number = await office.asks()
    await says(office, f"/uebernehmen {number}")
    [text] = await says(office, "/desk")
    link = urlsplit(text.split()[-1])
    assert link.path == "/desk/sign-in"
    async with office.stranger() as browser:
        await browser.post("/desk/sign-in", data={"link": link.query.removeprefix("link=")})
        assert number in (await browser.get("/desk/", params={"view": "mine"})).text


async def test_nobody_outside_the_room_gets_a_link(office: Office) -> None:
    await office.running.dispatcher.receive([Message(MARIA, "1", "/desk", language="de")])
    assert not any("/desk/sign-in" in text for text in await office.heard())


async def test_without_a_name_there_is_no_link(office: Office) -> None:
    assert not any("sign-in" in text for text in await says(office, "/desk", name=""))


async def test_what_is_claimed_in_the_room_is_refused_at_the_desk(office: Office, bernd: Clerk) -> None:
    number = await office.asks()
    await says(office, f"/uebernehmen {number}")
    assert f"{number} hat schon anna." in await bernd.does("claim", number)
    assert number not in await bernd.sees(view="new")


async def test_what_is_claimed_at_the_desk_is_refused_in_the_room(office: Office, bernd: Clerk) -> None:
    number = await office.asks()
    await bernd.does("claim", number)
    assert await says(office, f"/uebernehmen {number}") == [f"{number} hat schon bernd."]


async def test_the_answers_to_the_desk_do_not_go_to_the_room(office: Office, bernd: Clerk) -> None:
    number = await office.asks()
    await office.running.drain()
    before = len(office.room)
    await bernd.does("note", number, "nur hier")
    await office.running.drain()
    assert len(office.room) == before
