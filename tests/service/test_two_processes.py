"""Two processes on one PostgreSQL: either takes messages, one delivers, the other takes over when it dies."""

import asyncio
from pathlib import Path

import pytest

from tests.conftest import PostgresDatabases
from tests.service.process import running
from tests.service.test_crashes import Citizen

pytestmark = pytest.mark.postgres


async def test_the_second_process_delivers_when_the_first_has_died(
    warm_data: Path, postgres_databases: PostgresDatabases
) -> None:
    url = postgres_databases.empty().replace("+asyncpg", "")
    folders = [warm_data / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        (folder / "cache").symlink_to(warm_data / "cache")
    with running(folders[0], LOTSE_DATABASE_URL=url) as first, running(folders[1], LOTSE_DATABASE_URL=url) as second:
        citizen = Citizen(second.url)
        try:
            await citizen.ask_everything()
            before = await citizen.everything_answered(20)
            await asyncio.to_thread(first.kill)
            await citizen.ask_everything()
            found = await citizen.everything_answered(40)
        finally:
            await citizen.leave()
    assert before == dict.fromkeys(citizen.ids[: len(before)], 1)
    assert found == dict.fromkeys(citizen.ids, 1)
