"""Reading the conversation: by pages, and live with a stream that resumes where it was cut."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import httpx

from bot.platforms.web.app import Wake, WebSender
from tests.web.echo import House


async def say(client: httpx.AsyncClient, text: str) -> str:
    message_id = str(uuid4())
    response = await client.post("/api/messages", json={"id": message_id, "text": text, "language": "de"})
    assert response.status_code == 202
    return message_id


async def until_listening(house: House, readers: int = 1) -> None:
    """Wait until so many streams are open."""
    for _ in range(500):
        if house.wake.readers >= readers:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody is listening")


async def read_stream(house: House, client: httpx.AsyncClient, url: str, **headers: str) -> list[dict[str, Any]]:
    """What the stream said until the server went down."""
    reading = asyncio.create_task(client.get(url, headers=headers))
    await until_listening(house)
    await asyncio.sleep(0.05)
    house.wake.close()
    response = await reading
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    return events(response.text)


def events(body: str) -> list[dict[str, Any]]:
    """The lines of a stream, each checked against the id of its event."""
    lines = []
    for block in body.split("\n\n"):
        fields = dict(row.split(": ", 1) for row in block.splitlines() if not row.startswith(":"))
        if fields.get("event") == "line":
            lines.append(json.loads(fields["data"]))
            assert int(fields["id"]) == lines[-1]["id"]
    return lines


async def test_lines_have_the_promised_shape(visitor: httpx.AsyncClient) -> None:
    message_id = await say(visitor, "Hallo")
    answer = (await visitor.get("/api/lines")).json()
    person, bot = answer["lines"]
    assert answer["more"] is False
    assert set(bot) == {"id", "author", "message_id", "text", "buttons", "case", "at"}
    assert (person["author"], person["text"], person["buttons"]) == ("person", "Hallo", [])
    assert (bot["author"], bot["message_id"], bot["text"]) == ("bot", message_id, "Echo: Hallo")
    assert bot["buttons"][0] == {"id": "yes", "label": "Ja, hilfreich"}
    assert bot["at"].endswith("+00:00")


async def test_lines_after_an_id_are_only_the_newer_ones(visitor: httpx.AsyncClient) -> None:
    await say(visitor, "eins")
    first = (await visitor.get("/api/lines")).json()["lines"]
    await say(visitor, "zwei")
    newer = (await visitor.get("/api/lines", params={"after": first[-1]["id"]})).json()["lines"]
    assert [line["text"] for line in newer] == ["zwei", "Echo: zwei"]


async def test_nobody_sees_the_lines_of_another_session(client: httpx.AsyncClient, visitor: httpx.AsyncClient) -> None:
    await say(visitor, "nur für mich")
    client.cookies.clear()
    assert (await client.get("/api/lines")).status_code == 401
    await client.get("/")
    assert (await client.get("/api/lines")).json()["lines"] == []


async def test_a_wrong_line_id_is_refused_in_plain_words(visitor: httpx.AsyncClient) -> None:
    for wrong in ("abc", "-1", str(2**70)):
        response = await visitor.get("/api/lines", params={"after": wrong})
        assert (response.status_code, set(response.json())) == (422, {"error", "text"})
        assert wrong not in response.text


async def test_the_stream_brings_what_is_there_and_what_comes(house: House, visitor: httpx.AsyncClient) -> None:
    await say(visitor, "vorher")
    reading = asyncio.create_task(visitor.get("/api/stream"))
    await until_listening(house)
    await say(visitor, "währenddessen")
    await asyncio.sleep(0.1)
    house.wake.close()
    lines = events((await reading).text)
    assert [line["text"] for line in lines] == ["vorher", "Echo: vorher", "währenddessen", "Echo: währenddessen"]
    assert house.wake.readers == 0


async def test_a_cut_stream_resumes_behind_the_last_event(house: House, visitor: httpx.AsyncClient) -> None:
    for text in ("eins", "zwei"):
        await say(visitor, text)
    second = (await visitor.get("/api/lines")).json()["lines"][1]
    headers = {"Last-Event-ID": str(second["id"])}
    lines = await read_stream(house, visitor, "/api/stream?after=0", **headers)
    assert [line["text"] for line in lines] == ["zwei", "Echo: zwei"]


async def test_a_nonsensical_last_event_is_ignored(house: House, visitor: httpx.AsyncClient) -> None:
    await say(visitor, "eins")
    lines = await read_stream(house, visitor, "/api/stream", **{"Last-Event-ID": "9" * 5000})
    assert len(lines) == 2


async def test_a_line_written_by_another_process_is_found_by_looking(house: House, visitor: httpx.AsyncClient) -> None:
    await say(visitor, "eins")
    address = house.bot.received[0].chat.id
    reading = asyncio.create_task(visitor.get("/api/stream"))
    await until_listening(house)
    await asyncio.sleep(0.05)
    house.bot.sender = WebSender(house.bot.lines, Wake())  # wakes only the readers of its own process
    await house.bot.say(address, "von nebenan")
    await asyncio.sleep(house.settings.poll_seconds + 0.2)
    house.wake.close()
    assert events((await reading).text)[-1]["text"] == "von nebenan"


async def test_a_session_may_open_only_so_many_streams(house: House, visitor: httpx.AsyncClient) -> None:
    most = house.settings.streams_per_session
    reading = [asyncio.create_task(visitor.get("/api/stream")) for _ in range(most)]
    await until_listening(house, most)
    assert (await visitor.get("/api/stream")).status_code == 429
    house.wake.close()
    assert [(await task).status_code for task in reading] == [200] * most
    assert (await visitor.get("/api/stream")).status_code == 200  # all places are free again


async def test_a_long_conversation_comes_in_pages_and_whole(house: House, visitor: httpx.AsyncClient) -> None:
    await say(visitor, "eins")
    address = house.bot.received[0].chat.id
    for number in range(210):
        await house.bot.say(address, f"Zeile {number}")
    page = (await visitor.get("/api/lines")).json()
    assert (len(page["lines"]), page["more"]) == (200, True)
    lines = await read_stream(house, visitor, "/api/stream")
    assert len(lines) == len({line["id"] for line in lines}) == 212
