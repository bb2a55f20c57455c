"""An announcement in Chromium: written, refused to its author, approved by another, followed, stopped, reported."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from knowledge.library import Library
from knowledge.search import Searcher
from tests.browser.conftest import LiveApp, browser, visitors
from tests.browser.people import LONGEST_WAIT, Visitor, Visitors, violations
from tests.desk.office import Clock, open_office
from tests.desk.test_announcements import EVENT, NOW, deliver, said_in_the_room, subscribe
from tests.desk.test_day import VIEWS, Desk
from tests.desk.test_day import deliver as deliver_all
from tests.invented_events import invented_events
from tests.web.echo import file_database

__all__ = ["browser", "visitors"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Any, library: Library, searcher: Searcher, visitors: Visitors) -> AsyncIterator[Desk]:
    """An office being served on a Monday in November, with sixty readers of events."""
    database = file_database(tmp_path)
    live = LiveApp(lambda _: office.app)
    known = replace(library, events=dict(invented_events()))
    office = await open_office(database, known, searcher, url=live.url, clock=Clock(NOW))
    await subscribe(office, 60)
    over = asyncio.Event()
    delivering = asyncio.create_task(deliver_all(office, over))
    await live.start()
    yield Desk(live, office, visitors)
    over.set()
    await delivering
    await live.stop()
    await database.dispose()


async def written(desk: Desk, clerk: Visitor) -> str:
    """Somebody writes an announcement; returns the address of its page."""
    page = clerk.page
    await page.get_by_role("link", name="Ankündigungen").click()
    await page.get_by_role("link", name="Testtag Robotik").click()
    await expect(page.locator("#event")).to_have_value(EVENT)
    await page.locator("#words-de").fill("Kommen Sie zum Testtag, wir zeigen Roboter!")
    await page.locator("#words-en").fill("Come and see robots!")
    await page.get_by_role("button", name="Vorschau ansehen").click()
    await expect(page.locator("h1")).to_have_text("Testtag Robotik")
    return page.url


async def tick(desk: Desk) -> None:
    desk.office.clock.pass_by(seconds=20)
    await desk.office.running.clock.tick()


async def test_from_writing_to_the_report(desk: Desk) -> None:
    await desk.clerk("chef")
    anna, bernd = await desk.clerk("anna"), await desk.clerk("bernd")
    address = await written(desk, anna)
    page = anna.page
    await expect(page.locator(".preview")).to_have_count(6)
    await expect(page.locator(".readers")).to_contain_text("60")
    await expect(page.locator("#second")).to_be_visible()
    await expect(page.locator("#do-approve")).to_have_count(0)
    await page.locator("#do-test").click()
    await expect(page.locator(".said.done")).to_contain_text("Teamräume")
    assert "Come and see robots!" in await said_in_the_room(desk.office)

    await bernd.page.goto(address)
    await bernd.page.locator("#do-approve").click()
    await expect(bernd.page.locator("#do-stop")).to_be_visible()
    await expect(page.locator("#do-stop")).to_be_visible(timeout=LONGEST_WAIT)  # comes by itself: nobody reloads
    await expect(page.locator("#percent")).to_have_text("0 % (0 von 60)")
    await deliver(desk.office, addresses=[str(at) for at in range(1, 25)])
    await expect(page.locator("#percent")).to_have_text("40 % (24 von 60)", timeout=LONGEST_WAIT)
    await expect(page.locator("progress")).to_have_attribute("value", "40")
    await page.locator("#do-stop").focus()
    await deliver(desk.office, addresses=[str(at) for at in range(25, 31)])
    await expect(page.locator("#percent")).to_have_text("50 % (30 von 60)", timeout=LONGEST_WAIT)
    await expect(page.locator("#do-stop")).to_be_focused()  # the part was replaced, the focus was not lost
    await page.keyboard.press("Enter")
    await expect(page.locator(".mark").first).to_have_text("angehalten")
    await tick(desk)
    await expect(page.locator(".said.done")).to_contain_text("Zu Ende", timeout=LONGEST_WAIT)
    async with page.expect_download() as download:
        await page.locator("#csv").click()
    path = await (await download.value).path()
    assert "Telegram;30;0;0;0;0;30;0;60" in path.read_text("utf-8-sig")


async def test_a_scheduled_one_begins_by_itself_on_the_open_page(desk: Desk) -> None:
    await desk.clerk("chef")
    anna, bernd = await desk.clerk("anna"), await desk.clerk("bernd")
    address = await written(desk, anna)
    await bernd.page.goto(address)
    await anna.page.locator("summary").filter(has_text="Text oder Zeit").click()
    await anna.page.locator("#day").fill("2026-11-23")
    await anna.page.locator("#clock").fill("10:30")
    await anna.page.locator("#do-edit").click()
    await expect(bernd.page.locator(".said.refused")).to_contain_text("von anna geändert", timeout=LONGEST_WAIT)
    await bernd.page.get_by_role("link", name="Neue Fassung laden").click()
    await bernd.page.locator("#do-approve").click()
    await expect(anna.page.locator("#do-time")).to_be_visible(timeout=LONGEST_WAIT)
    desk.office.clock.pass_by(minutes=30)
    await tick(desk)
    await expect(anna.page.locator("#do-stop")).to_be_visible(timeout=LONGEST_WAIT)


async def test_without_scripts_it_can_be_written_approved_and_looked_at_again(desk: Desk) -> None:
    await desk.clerk("chef")
    anna = await desk.clerk("anna", java_script_enabled=False)
    bernd = await desk.clerk("bernd", java_script_enabled=False)
    address = await written(desk, anna)
    await bernd.page.goto(address)
    await bernd.page.locator("#do-approve").click()
    await expect(bernd.page.locator("#percent")).to_have_text("0 % (0 von 60)")
    await deliver(desk.office)
    await bernd.page.get_by_role("link", name="Stand neu laden").click()
    await expect(bernd.page.locator("#percent")).to_have_text(re.compile("100 %"))


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_and_nothing_is_too_wide(desk: Desk, view: str) -> None:
    await desk.clerk("chef")
    anna = await desk.clerk("anna")
    address = await written(desk, anna)
    bernd = await desk.clerk("bernd", bypass_csp=True, **VIEWS[view])
    width = VIEWS[view]["size"][0]

    async def look(path: str) -> None:
        await bernd.page.goto(path)
        await expect(bernd.page.locator("h1")).to_be_visible()
        assert await violations(bernd) == [], path
        assert await bernd.page.evaluate("document.documentElement.scrollWidth") <= width, path

    for path in ("announcements", f"announcements/new?event={EVENT}"):
        await look(f"{desk.live.url}/desk/{path}")
    await look(address)
    await bernd.page.locator("#do-approve").click()
    await expect(bernd.page.locator("#do-stop")).to_be_visible()
    await deliver(desk.office, addresses=["1", "2", "3"])
    await look(address)
    await look(f"{desk.live.url}/desk/announcements")
    await anna.page.goto("about:blank")
