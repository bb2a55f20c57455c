"""The pictures of the staff manual, taken from the real desk with invented cases: `python -m tests.desk.pictures`."""

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bot.house import open_searcher
from bot.store.models import TallyRow
from handlers.base import Chat
from handlers.times import LOCAL_ZONE
from knowledge.loading import load
from tests.browser.conftest import FLAGS, LiveApp, chromium_path
from tests.browser.people import DESKTOP, PHONE
from tests.desk.announcement_pictures import shoot_announcements
from tests.desk.event_pictures import shoot_events
from tests.desk.office import Office, open_office
from tests.turns import CACHE
from tests.web.echo import file_database

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
QUESTIONS = (
    "Wer hilft unserem Handwerksbetrieb in Zittau bei der Steuerung von Kühlketten?",
    "Gibt es eine Schulung für unsere Verwaltung in Pirna?",
    "Dürfen wir Bewerbungen von einem Programm vorsortieren lassen?",
    "Who can tell us about funding for a research project in Chemnitz?",
)
ANSWER = "Guten Tag,\n\nfür Ihren Betrieb ist die Handwerkskammer Dresden die erste Adresse."
SEED = 11


@dataclass(frozen=True)
class Studio:
    """The served desk and a browser in front of it."""

    url: str
    office: Office
    browser: Browser

    async def desk(self, name: str, size: tuple[int, int], **how: Any) -> Page:
        """Somebody signed in."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="de-DE", timezone_id="Europe/Berlin", **how
        )
        page = await context.new_page()
        await page.goto(f"{self.url}/desk/sign-in?link={self.office.link(name)}")
        await page.locator("button.primary").click()
        await page.locator("#list").wait_for()
        return page

    async def take(self, page: Page, path: str, name: str, folder: Path) -> None:
        """A picture of a page, once it is complete."""
        await page.goto(f"{self.url}/desk/{path}")
        if path.startswith("cases"):
            await page.locator("#beside .insert").first.wait_for(timeout=60_000)
        await page.wait_for_timeout(500)
        await page.screenshot(path=folder / f"desk-{name}.png")


async def fill(office: Office) -> Sequence[str]:
    """Some cases and four weeks of invented counts."""
    chance = random.Random(SEED)
    today = office.clock.now.astimezone(LOCAL_ZONE).date()
    async with office.running.database.writing() as session:
        for back in range(28):
            for platform, much in (("web", 40), ("telegram", 25), ("matrix", 9)):
                for what, share in (("answer", 0.7), ("suggest", 0.18), ("none", 0.12)):
                    count = round(much * share * chance.uniform(0.6, 1.4))
                    session.add(TallyRow(day=today - timedelta(days=back), platform=platform, what=what, count=count))
    return [await office.asks(text, chat=Chat("web", f"{n:x}" * 64)) for n, text in enumerate(QUESTIONS, start=1)]


async def take_all(folder: Path) -> None:
    """Everything the manual shows."""
    library = load()
    searcher = open_searcher(library, cache_dir=CACHE, background=False)
    with tempfile.TemporaryDirectory() as place:
        database = file_database(Path(place))
        live = LiveApp(lambda _: office.app)
        office = await open_office(database, library, searcher, url=live.url)
        numbers = await fill(office)
        await live.start()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
            await shoot(Studio(live.url, office, browser), numbers, folder)
            await shoot_announcements(browser, library, searcher, folder)
            await browser.close()
        await live.stop()
        await database.dispose()


async def shoot(studio: Studio, numbers: Sequence[str], folder: Path) -> None:
    """The list, a case, the numbers; a case on a phone."""
    chief = await studio.desk("leitung", DESKTOP)
    await chief.goto(f"{studio.url}/desk/cases/{numbers[0]}")
    await chief.locator("#do-claim").click()
    await chief.locator("#do-release").wait_for()
    await chief.goto(f"{studio.url}/desk/cases/{numbers[1]}")
    await chief.locator("details.more summary").click()
    await chief.locator("#do-urgent").click()
    await chief.locator(".mark.urgent").wait_for()
    await studio.take(chief, "?view=open", "list", folder)
    await chief.goto(f"{studio.url}/desk/cases/{numbers[0]}")
    await chief.locator("#reply").fill(ANSWER)
    await chief.wait_for_timeout(1500)
    await studio.take(chief, f"cases/{numbers[0]}", "case", folder)
    await studio.take(chief, "numbers", "numbers", folder)
    phone = await studio.desk("anna", PHONE, is_mobile=True, has_touch=True)
    await studio.take(phone, f"cases/{numbers[2]}", "phone", folder)
    await shoot_events(studio, folder)


if __name__ == "__main__":
    asyncio.run(take_all(Path(sys.argv[1]) if sys.argv[1:] else FOLDER))
