"""Receiving by webhook: 200 only after the commit, and nobody but Telegram gets in."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.settings import WEBHOOK_PATH
from bot.platforms.telegram.webhook import MAX_BODY
from bot.store.database import Database
from bot.store.leases import Leases
from tests.telegram.botapi import BotApi
from tests.telegram.shapes import load_shape
from tests.telegram.world import Taken, closing, platform_for, until

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hooked:
    """The adapter in webhook mode, and a way to post to it."""

    def __init__(self, platform: TelegramPlatform, taken: Taken, client: AsyncClient) -> None:
        self.platform = platform
        self.taken = taken
        self.client = client

    async def post(self, body: Any, *, secret: str | None = None, raw: bytes | None = None) -> int:
        secret = self.platform.settings.webhook_secret if secret is None else secret
        headers = {HEADER: secret} if secret else {}
        content = json.dumps(body).encode() if raw is None else raw
        return (await self.client.post(WEBHOOK_PATH, content=content, headers=headers)).status_code


@pytest.fixture
async def hooked(telegram: BotApi, store: Database) -> AsyncIterator[Hooked]:
    app, taken = FastAPI(), Taken()
    public = f"https://bot.test{WEBHOOK_PATH}"
    async with closing(platform_for(telegram, store, webhook_url=public)) as platform:
        assert platform.webhook is not None
        app.add_route(platform.webhook.path, platform.webhook, methods=["POST"])  # type: ignore[arg-type]
        job = asyncio.create_task(platform.run(taken, Leases(store, "one")))
        async with AsyncClient(transport=ASGITransport(app), base_url="http://bot.test") as client:
            yield Hooked(platform, taken, client)
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)


def update(number: int, text: str = "Frage") -> dict[str, Any]:
    shape = load_shape("message_text")
    shape["message"] |= {"text": text, "message_id": number}
    return shape | {"update_id": number}


async def test_telegram_is_told_where_to_post_with_a_secret_and_without_the_token(
    hooked: Hooked, telegram: BotApi
) -> None:
    assert await hooked.post(update(1)) == 200
    await until(lambda: bool(telegram.webhook.url))
    assert telegram.webhook.url == hooked.platform.settings.webhook_url
    assert telegram.token.partition(":")[2] not in telegram.webhook.url
    assert telegram.webhook.secret == hooked.platform.settings.webhook_secret
    assert len(hooked.platform.settings.webhook_secret) == 64


async def test_200_comes_only_after_the_commit(hooked: Hooked) -> None:
    hooked.taken.slow = 0.3
    posting = asyncio.create_task(hooked.post(update(1)))
    await asyncio.sleep(0.1)
    assert not posting.done()
    assert await posting == 200
    assert hooked.taken.texts == ["Frage"]


async def test_503_when_the_store_failed_so_that_it_comes_again(hooked: Hooked) -> None:
    hooked.taken.failures = 1
    assert await hooked.post(update(1)) == 503
    assert await hooked.post(update(1)) == 200
    assert hooked.taken.texts == ["Frage"]


async def test_what_comes_at_once_is_one_batch(hooked: Hooked) -> None:
    hooked.taken.slow = 0.1
    statuses = await asyncio.gather(*(hooked.post(update(number, f"nr {number}")) for number in range(1, 21)))
    assert set(statuses) == {200}
    assert sorted(hooked.taken.texts) == sorted(f"nr {number}" for number in range(1, 21))
    assert len(hooked.taken.batches) <= 3


@pytest.mark.parametrize("secret", ["", "wrong", "f" * 64])
async def test_a_forged_call_is_refused_and_logged_without_its_content(hooked: Hooked, secret: str) -> None:
    with structlog.testing.capture_logs() as logs:
        assert await hooked.post(update(1, "geheim"), secret=secret or "") == 403
    assert hooked.taken.messages == []
    assert len(logs) == 1
    assert "geheim" not in str(logs)


async def test_a_body_without_end_is_refused(hooked: Hooked) -> None:
    assert await hooked.post(None, raw=b"x" * (MAX_BODY + 1)) == 413


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"7", b"null", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_update_is_dropped_rather_than_offered_for_ever(hooked: Hooked, raw: bytes) -> None:
    assert await hooked.post(None, raw=raw) == 200
    assert await hooked.post(update(1)) == 200
    assert hooked.taken.texts == ["Frage"]


async def test_only_post_is_answered(hooked: Hooked) -> None:
    assert (await hooked.client.get(WEBHOOK_PATH)).status_code == 405


async def test_the_parts_of_an_album_posted_side_by_side_are_one_message(hooked: Hooked) -> None:
    parts = [load_shape(f"message_album_{number}") for number in (1, 2, 3)]
    assert set(await asyncio.gather(*map(hooked.post, parts))) == {200}
    (message,) = hooked.taken.messages
    assert len(message.attachments) == 3


def test_another_bot_or_key_has_another_secret(telegram: BotApi, store: Database) -> None:
    others: list[dict[str, Any]] = [{}, {"token": "1:x"}, {"secret_key": "another one"}]
    secrets = {platform_for(telegram, store, **changes).settings.webhook_secret for changes in others}
    assert len(secrets) == 3
