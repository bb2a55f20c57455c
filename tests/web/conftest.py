"""A page with an echo behind it, asked in-process."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.store.database import MEMORY_URL, Database
from tests.web.echo import House, build_house, create_tables, settings_for

BASE_URL = "http://lotse.test"
PARTNER = "https://www.partner.example"


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    database = Database(MEMORY_URL)
    await create_tables(database)
    yield database
    await database.dispose()


@pytest.fixture
def house(database: Database) -> House:
    return build_house(settings_for(BASE_URL, embed_origins=(PARTNER,)), database)


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """A browser as far as headers go; it has no session before it looked at the page."""
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    headers = {"origin": BASE_URL, "accept-language": "de"}
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL, headers=headers) as client:
        yield client


@pytest.fixture
async def visitor(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Somebody who opened the page."""
    assert (await client.get("/")).status_code == 200
    return client
