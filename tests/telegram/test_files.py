"""Files people sent: fetched up to 20 MB, and only files."""

import pytest

from bot.platforms.base import FileSource, RefusedError, UnreachableError
from bot.platforms.telegram.files import MAX_FILE
from bot.store.database import Database
from handlers.base import Attachment, Kind
from tests.telegram.botapi import BotApi
from tests.telegram.world import closing, platform_for


async def fetched(telegram: BotApi, store: Database, attachment: Attachment) -> bytes:
    files: dict[str, FileSource] = {}
    async with closing(platform_for(telegram, store, files=files)):
        return await files["telegram"].fetch(attachment)


def stored(telegram: BotApi, *, size: int | None = None, told: int = 0) -> Attachment:
    file = telegram.state.store_file(b"content", name="a.pdf", size=size)
    return Attachment(Kind.DOCUMENT, "telegram", f"document:{file.id}", size=told)


async def test_a_file_comes_as_it_was_sent(telegram: BotApi, store: Database) -> None:
    assert await fetched(telegram, store, stored(telegram)) == b"content"


@pytest.mark.parametrize("told", [0, MAX_FILE + 1])
async def test_what_is_too_large_is_refused_whether_telegram_told_us_before_or_not(
    telegram: BotApi, store: Database, told: int
) -> None:
    with pytest.raises(RefusedError):
        await fetched(telegram, store, stored(telegram, size=MAX_FILE + 1, told=told))


async def test_a_place_is_no_file(telegram: BotApi, store: Database) -> None:
    with pytest.raises(RefusedError):
        await fetched(telegram, store, Attachment(Kind.LOCATION, "telegram", "location:51,13"))


async def test_a_file_telegram_no_longer_has_is_refused(telegram: BotApi, store: Database) -> None:
    with pytest.raises(RefusedError):
        await fetched(telegram, store, Attachment(Kind.DOCUMENT, "telegram", "document:gone"))


async def test_telegram_may_be_away(telegram: BotApi, store: Database) -> None:
    attachment = stored(telegram)
    telegram.faults.add("error", methods=["getFile"], times=1)
    with pytest.raises(UnreachableError):
        await fetched(telegram, store, attachment)
