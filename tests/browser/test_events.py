"""The public pages of events with a browser's eyes: accessibility rules, themes, small screens, without a script."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.library import Library
from tests.browser.conftest import LiveApp
from tests.browser.people import DESKTOP, PHONE, Visitors, violations
from tests.invented_events import invented_events
from tests.web.echo import build_house, create_tables, file_database, settings_for

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PAGES = ("termine", "termine/testtag-leipzig", "termine/testmesse-chemnitz", "termine?lang=en&topic=robotics")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="session")
async def site(library: Library, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a server with four invented events."""
    database = file_database(tmp_path)
    await create_tables(database)
    known = replace(library, events={**library.events, **invented_events()})
    live = LiveApp(lambda url: build_house(settings_for(url), database, library=known, now=NOW).app)
    await live.start()
    yield live.url
    await live.stop()
    await database.dispose()


@pytest.mark.parametrize("dark", [False, True])
async def test_axe_finds_nothing_on_any_page(site: str, visitors: Visitors, dark: bool) -> None:
    look = {"color_scheme": "dark", "size": PHONE} if dark else {"size": DESKTOP}
    visitor = await visitors.visit(site, bypass_csp=True, **look)
    for page in PAGES:
        await visitor.page.goto(f"{site}/{page}")
        assert await violations(visitor) == [], page
        assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_choice_is_made_without_any_script(site: str, visitors: Visitors) -> None:
    visitor = await visitors.visit(site)
    await visitor.page.goto(f"{site}/termine?lang=de")
    await visitor.page.select_option("#region", "Leipzig")
    await visitor.page.click("text=Anzeigen")
    assert await visitor.page.locator("section[aria-labelledby=ahead] h3").all_inner_texts() == ["Testtag Robotik"]
    await visitor.page.click("text=Testtag Robotik")
    assert await visitor.page.locator("h1").inner_text() == "Testtag Robotik"
