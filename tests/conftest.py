"""What every test may use: databases of both kinds, and each worker of a run its own PostgreSQL; order afterwards."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Protocol

import fastapi.dependencies.models
import pytest
import pytest_asyncio
import structlog

from bot.store.database import Database
from bot.store.schema import upgrade
from tests.fixtures_knowledge import directory as directory
from tests.fixtures_knowledge import learned_index as learned_index
from tests.fixtures_knowledge import library as library
from tests.fixtures_knowledge import searcher as searcher
from tests.fixtures_knowledge import warm_data as warm_data
from tests.postgres import PostgresServer, running_postgres
from tests.workers import Scheduling


class Backend(Protocol):
    """Where databases of one kind come from."""

    def empty(self) -> str:
        """The URL of a new database without any table."""

    def migrated(self) -> str:
        """The URL of a new database with all tables."""


class SqliteFiles:
    """Files in a test's own folder; migrated ones are copies of a template."""

    def __init__(self, folder: Path, template: Path) -> None:
        self._folder = folder
        self._template = template

    def empty(self) -> str:
        return f"sqlite:///{self._folder / 'store.db'}"

    def migrated(self) -> str:
        shutil.copy(self._template, self._folder / "store.db")
        return self.empty()


class PostgresDatabases:
    """Databases on the one server, dropped after the test."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self._template = template
        self._made: list[str] = []

    def empty(self) -> str:
        return self._url("template1")

    def migrated(self) -> str:
        return self._url(self._template)

    def drop(self) -> None:
        """Remove what the test made."""
        for name in self._made:
            self._server.drop(name)

    def _url(self, template: str) -> str:
        self._made.append(self._server.create(template))
        return self._server.url(self._made[-1])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Who runs the tests side by side (`-n 2`) gets them dealt out by files."""
    return Scheduling(config, log)


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command run within a test sets up logs on that test's standard error, which the next test does not have."""
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def houses_are_let_go() -> Iterator[None]:
    """FastAPI keeps the last 4,096 routes it looked at, and with them every house a test opened: 20 MB each."""
    yield
    for kept in vars(fastapi.dependencies.models).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The real PostgreSQL, started for the first test that wants it."""
    with running_postgres() as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_template(postgres: PostgresServer) -> str:
    """The name of a database with all tables, to be copied."""
    name = postgres.create()
    await _migrate(postgres.url(name))
    return name


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    await _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_files(tmp_path: Path, sqlite_template: Path) -> SqliteFiles:
    """SQLite databases of one test."""
    return SqliteFiles(tmp_path, sqlite_template)


@pytest.fixture
def postgres_databases(postgres: PostgresServer, postgres_template: str) -> Iterator[PostgresDatabases]:
    """PostgreSQL databases of one test."""
    databases = PostgresDatabases(postgres, postgres_template)
    yield databases
    databases.drop()


@pytest.fixture(params=["sqlite_files", pytest.param("postgres_databases", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Both kinds of database, one after the other: what a test promises here, it promises of both."""
    found: Backend = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def database(backend: Backend) -> AsyncIterator[Database]:
    """A fresh store with all tables."""
    database = Database(backend.migrated(), busy_seconds=2.0)
    yield database
    await database.dispose()


async def _migrate(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.dispose()
