"""A real server on a free port and a real Chromium, started for a test and stopped after it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
import pytest_asyncio
from fastapi import FastAPI
from playwright.async_api import Browser, async_playwright

from bot.platforms.web.server import WebServer
from bot.store.database import Database
from tests.browser.people import Visitors
from tests.service.process import free_port
from tests.web.echo import House, build_house, create_tables, file_database, settings_for

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 10

AppFactory = Callable[[str], FastAPI]  # gets the base URL


class LiveApp:
    """An application being served; `restart` builds it anew on the same port, as after a crash or an update."""

    def __init__(self, factory: AppFactory, port: int = 0) -> None:
        self.port = port or free_port()
        self._factory = factory
        self._server: WebServer | None = None
        self._task: asyncio.Task[None] | None = None
        self.url = f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Serve, and come back when it answers."""
        app = self._factory(self.url)
        self._server = WebServer(app, app.state.wake, host="127.0.0.1", port=self.port)
        self._task = asyncio.create_task(self._server.serve())
        for _ in range(100 * START_SECONDS):
            if self._server.started:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the server did not start")

    async def stop(self) -> None:
        """Stop as on a signal; open streams must not hold it up."""
        if self._server and self._task:
            self._server.should_exit = True
            async with asyncio.timeout(START_SECONDS):
                await self._task

    async def restart(self) -> None:
        """Stop and start again."""
        await self.stop()
        await self.start()


class LiveAppFactory(Protocol):
    """Serves what a factory builds, on a free port or a given one."""

    def __call__(self, factory: AppFactory, *, port: int = 0) -> AbstractAsyncContextManager[LiveApp]: ...


@pytest.fixture
def live_app() -> LiveAppFactory:
    """`async with live_app(factory) as live: live.url`; the factory gets the base URL and gives the application."""

    @asynccontextmanager
    async def serve(factory: AppFactory, *, port: int = 0) -> AsyncIterator[LiveApp]:
        live = LiveApp(factory, port)
        await live.start()
        try:
            yield live
        finally:
            await live.stop()

    return serve


@dataclass
class Place:
    """The served page and what is behind it; `house` is the one of the latest start."""

    live: LiveApp
    houses: list[House]

    @property
    def house(self) -> House:
        return self.houses[-1]


@pytest_asyncio.fixture(loop_scope="session")
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A store that outlives a restart of the server."""
    database = file_database(tmp_path)
    await create_tables(database)
    yield database
    await database.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def place(live_app: LiveAppFactory, database: Database) -> AsyncIterator[Place]:
    """The page with the echo behind it."""
    houses: list[House] = []

    def build(url: str) -> House:
        houses.append(build_house(settings_for(url), database))
        return houses[-1]

    async with live_app(lambda url: build(url).app) as live:
        yield Place(live, houses)


def chromium_path() -> Path:
    """The system's Chromium; without one the tests fail unless somebody decided to do without."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return Path(found)
    if os.environ.get("LOTSE_SKIP_BROWSER") == "1":
        pytest.skip("no Chromium, and LOTSE_SKIP_BROWSER=1")
    pytest.fail("no Chromium found: install it (Debian: apt-get install chromium) or set LOTSE_SKIP_BROWSER=1")


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; every visitor has a profile of their own."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(browser: Browser) -> AsyncIterator[Visitors]:
    """Opens pages for visitors and afterwards checks that none of them saw an error or left our host."""
    visitors = Visitors(browser)
    yield visitors
    await visitors.leave()
