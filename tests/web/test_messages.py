"""Posting a message: taken once, refused in plain words."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.store.database import Database
from tests.web.conftest import BASE_URL
from tests.web.echo import House, build_house, settings_for


def message(**more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "text": "Was ist die Kompetenzstelle KI?", "language": "de"} | more


async def texts(client: httpx.AsyncClient) -> list[str]:
    return [line["text"] for line in (await client.get("/api/lines")).json()["lines"]]


async def test_a_message_is_answered_with_202_and_its_id_and_reaches_the_receiver(
    house: House, visitor: httpx.AsyncClient
) -> None:
    posted = message(text="Guten Tag")
    response = await visitor.post("/api/messages", json=posted)
    assert (response.status_code, response.json()) == (202, {"id": posted["id"]})
    [received] = house.bot.received
    assert (received.chat.platform, received.id, received.text, received.language) == (
        "web",
        posted["id"],
        "Guten Tag",
        "de",
    )
    assert await texts(visitor) == ["Guten Tag", "Echo: Guten Tag"]


async def test_a_press_carries_the_button_and_no_text(house: House, visitor: httpx.AsyncClient) -> None:
    response = await visitor.post("/api/messages", json={"id": str(uuid4()), "press": "yes", "language": "en"})
    assert response.status_code == 202
    [received] = house.bot.received
    assert (received.press, received.text, received.language) == ("yes", "", "en")


async def test_the_same_id_again_changes_nothing_and_is_welcome(visitor: httpx.AsyncClient) -> None:
    posted = message(text="einmal")
    for _ in range(3):
        assert (await visitor.post("/api/messages", json=posted)).status_code == 202
    assert await texts(visitor) == ["einmal", "Echo: einmal"]


async def test_an_unavailable_store_says_when_to_try_again(house: House, visitor: httpx.AsyncClient) -> None:
    house.bot.refusing = True
    posted = message()
    response = await visitor.post("/api/messages", json=posted)
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert response.json()["error"] == "unavailable"
    assert "Ihr Text bleibt" in response.json()["text"]
    assert "locked" not in response.text
    house.bot.refusing = False
    assert (await visitor.post("/api/messages", json=posted)).status_code == 202
    assert len(await texts(visitor)) == 2


async def test_without_a_session_nothing_is_taken(house: House, client: httpx.AsyncClient) -> None:
    response = await client.post("/api/messages", json=message())
    assert (response.status_code, response.json()["error"]) == (401, "no-session")
    assert "Cookie" in response.json()["text"]
    assert house.bot.received == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://lotse.test.evil.example", ""])
async def test_another_origin_may_not_write(house: House, visitor: httpx.AsyncClient, origin: str) -> None:
    response = await visitor.post("/api/messages", json=message(), headers={"origin": origin})
    assert (response.status_code, response.json()["error"]) == (403, "foreign-origin")
    assert house.bot.received == []


async def test_our_own_address_is_enough_when_the_public_one_differs(visitor: httpx.AsyncClient) -> None:
    headers = {"origin": "http://127.0.0.1:8080", "host": "127.0.0.1:8080"}
    response = await visitor.post("/api/messages", json=message(), headers=headers)
    assert response.status_code == 202


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"secret words, not JSON",
        b"[]",
        b'{"id": "1", "text": "secret words"}',
        b'{"id": "7d9f0c9e-0f5d-4f0e-9a3a-0d2b8f8f1c11"}',
        b'{"id": "7d9f0c9e-0f5d-4f0e-9a3a-0d2b8f8f1c11", "text": "secret words", "press": "b"}',
        b'{"id": "7d9f0c9e-0f5d-4f0e-9a3a-0d2b8f8f1c11", "text": ["secret words"]}',
        b'{"id": "7d9f0c9e-0f5d-4f0e-9a3a-0d2b8f8f1c11", "text": "\\ud800"}',
        b"\xff\xfe",
    ],
)
async def test_a_malformed_message_is_refused_without_an_echo(visitor: httpx.AsyncClient, body: bytes) -> None:
    response = await visitor.post("/api/messages", content=body)
    assert (response.status_code, response.json()["error"]) == (422, "malformed")
    assert set(response.json()) == {"error", "text"}
    assert "secret words" not in response.text
    assert "pydantic" not in response.text


async def test_a_body_over_256_kb_is_too_large(house: House, visitor: httpx.AsyncClient) -> None:
    limit = house.settings.max_body
    response = await visitor.post("/api/messages", json=message(text="x" * limit))
    assert (response.status_code, response.json()["error"]) == (413, "too-large")
    assert "zu lang" in response.json()["text"]
    assert (await visitor.post("/api/messages", json=message(text="x" * (limit - 200)))).status_code == 202


async def test_refusals_speak_the_language_of_the_page(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/messages", json=message(), headers={"accept-language": "en"})
    assert response.json()["text"].startswith("The conversation cannot be found")
    assert response.headers["content-language"] == "en"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{ $bot }", "'; DROP TABLE web_line; --", "\u202eabc"])
async def test_whatever_is_typed_stays_text(house: House, visitor: httpx.AsyncClient, text: str) -> None:
    await visitor.post("/api/messages", json=message(text=text))
    assert house.bot.received[0].text == text
    assert (await texts(visitor))[0] == text


async def test_a_nul_which_postgresql_cannot_store_is_replaced(house: House, visitor: httpx.AsyncClient) -> None:
    await visitor.post("/api/messages", json=message(text="a\0b"))
    assert house.bot.received[0].text == "a\ufffdb"


async def test_an_unknown_language_falls_back_to_what_the_browser_says(
    house: House, visitor: httpx.AsyncClient
) -> None:
    headers = {"accept-language": "fr, en;q=0.8"}
    await visitor.post("/api/messages", json=message(language="fr"), headers=headers)
    assert house.bot.received[0].language == "en"


async def test_a_fault_behind_the_page_is_told_without_details(house: House, visitor: httpx.AsyncClient) -> None:
    def fail(_: object) -> str:
        raise RuntimeError("secret insides")

    house.bot.answer = fail
    response = await visitor.post("/api/messages", json=message())
    assert (response.status_code, response.json()["error"]) == (500, "fault")
    assert "secret insides" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]


async def test_too_many_messages_of_one_session_have_to_wait(house: House, visitor: httpx.AsyncClient) -> None:
    codes = [(await visitor.post("/api/messages", json=message())).status_code for _ in range(11)]
    assert codes == [202] * 10 + [429]
    response = await visitor.post("/api/messages", json=message())
    assert 0 < int(response.headers["retry-after"]) <= 3
    assert "Ihr Text bleibt erhalten" in response.json()["text"]


async def test_new_sessions_do_not_lift_the_limit_of_the_address(database: Database) -> None:
    settings = replace(settings_for(BASE_URL), address_rate=0.1, address_burst=3)
    transport = httpx.ASGITransport(build_house(settings, database).app)
    codes = []
    for _ in range(5):
        async with httpx.AsyncClient(transport=transport, base_url=BASE_URL, headers={"origin": BASE_URL}) as client:
            await client.get("/")
            codes.append((await client.post("/api/messages", json=message())).status_code)
    assert codes == [202, 202, 202, 429, 429]
