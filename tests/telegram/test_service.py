"""The whole service with Telegram, as a process of its own: it answers, dies and answers on."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.service.process import ROOT, Service, free_port
from tests.telegram.botapi import BotApi
from tests.telegram.world import ANNA


@pytest.fixture
async def service(telegram: BotApi, warm_data: Path) -> AsyncIterator[Service]:
    given = {"LOTSE_TELEGRAM_TOKEN": telegram.token, "LOTSE_TELEGRAM_API_URL": telegram.url, "LOTSE_MEANING": "false"}
    service = Service(warm_data, port=free_port(), LOTSE_TELEGRAM_RATE="1000", **given)
    yield service
    service.kill()


async def test_an_orderly_stop_leaves_nothing_in_doubt(service: Service, telegram: BotApi) -> None:
    await asyncio.to_thread(service.start)
    telegram.world.say(ANNA, "/hilfe")
    await telegram.wait_sent(1, chat_id=ANNA.id, seconds=20)
    assert service.stop() == 0
    await asyncio.to_thread(service.start)
    telegram.world.say(ANNA, "/datenschutz")
    await telegram.wait_sent(2, chat_id=ANNA.id, seconds=20)
    assert telegram.copies() == {}
    assert telegram.token not in service.log()
    assert "ResourceWarning" not in service.log()


async def test_by_webhook_too(telegram: BotApi, warm_data: Path) -> None:
    port = free_port()
    service = Service(
        warm_data,
        port=port,
        LOTSE_TELEGRAM_TOKEN=telegram.token,
        LOTSE_TELEGRAM_API_URL=telegram.url,
        LOTSE_TELEGRAM_WEBHOOK="on",
        LOTSE_PUBLIC_URL=f"http://127.0.0.1:{port}",
        LOTSE_MEANING="false",
    )
    try:
        await asyncio.to_thread(service.start)
        for text in ("/hilfe", "/datenschutz"):
            telegram.world.say(ANNA, text)
        await telegram.wait_sent(2, chat_id=ANNA.id, seconds=20)
        assert telegram.state.calls["getUpdates"] == 0
    finally:
        service.kill()


def test_without_a_token_nothing_of_telegram_is_loaded() -> None:
    code = "import sys, bot.app; sys.exit(any(name.split('.')[0] in ('telegram', 'aiohttp') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
