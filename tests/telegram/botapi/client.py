"""The real python-telegram-bot, pointed at the stand-in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram.botapi.server import BotApi


@asynccontextmanager
async def connected_bot(api: BotApi, *, read_timeout: float = 5.0) -> AsyncIterator[Bot]:
    """A Bot that has asked who it is."""
    request = HTTPXRequest(connection_pool_size=16, read_timeout=read_timeout)
    polling = HTTPXRequest(connection_pool_size=4, read_timeout=read_timeout)
    bot = Bot(
        api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=request,
        get_updates_request=polling,
    )
    async with bot:
        yield bot
