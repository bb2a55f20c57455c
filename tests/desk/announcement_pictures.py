"""The pictures of announcements for the staff manual, from the real desk with an invented event and readers."""

import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.async_api import Browser, Page

from bot.store.models import OutboxState
from knowledge.library import Library
from knowledge.search import Searcher
from tests.browser.conftest import LiveApp
from tests.browser.people import DESKTOP, PHONE
from tests.desk.office import Clock, Office, open_office
from tests.desk.test_announcements import NOW, deliver, drafts, subscribe
from tests.invented_events import invented_events
from tests.web.echo import file_database

WORDS = {
    "words_de": "Kommen Sie zum Testtag: Wir zeigen Roboter, die mit Menschen arbeiten.",
    "words_en": "Come to the test day and see robots that work with people.",
}


async def shoot_announcements(browser: Browser, library: Library, searcher: Searcher, folder: Path) -> None:
    """A draft before a second person, and the same announcement on its way."""
    with tempfile.TemporaryDirectory() as place:
        database = file_database(Path(place))
        live = LiveApp(lambda _: office.app)
        known = replace(library, events=dict(invented_events()))
        office = await open_office(database, known, searcher, url=live.url, clock=Clock(NOW))
        await live.start()
        await _shoot(browser, live.url, office, folder)
        await live.stop()
        await database.dispose()


async def _shoot(browser: Browser, url: str, office: Office, folder: Path) -> None:
    await subscribe(office, 60)
    await subscribe(office, 20, first=200, platform="matrix")
    chief, anna = await office.signs_in("leitung"), await office.signs_in("anna")
    number = await drafts(anna, **WORDS)
    for clerk in (chief, anna):
        await clerk.client.aclose()
    page = await _desk(browser, url, office, DESKTOP)
    await page.goto(f"{url}/desk/announcements/{number}")
    await page.screenshot(path=folder / "desk-announcement.png")
    await page.locator("#do-approve").click()
    await page.locator("#do-stop").wait_for()
    await deliver(office, addresses=[str(at) for at in range(1, 38)])
    await deliver(office, OutboxState.BLOCKED, addresses=["38"])
    phone = await _desk(browser, url, office, PHONE)
    for shown, name in ((page, "desk-announcement-run"), (phone, "desk-announcement-phone")):
        await shown.goto(f"{url}/desk/announcements/{number}")
        await shown.wait_for_timeout(500)
        await shown.screenshot(path=folder / f"{name}.png")
        await shown.context.close()


async def _desk(browser: Browser, url: str, office: Office, size: tuple[int, int]) -> Page:
    """A second person, signed in."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="de-DE", timezone_id="Europe/Berlin"
    )
    page = await context.new_page()
    await page.goto(f"{url}/desk/sign-in?link={office.link('bernd')}")
    await page.locator("button.primary").click()
    await page.locator("#list").wait_for()
    return page
