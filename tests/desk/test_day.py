"""A clerk's day in Chromium, beside a citizen in another browser; and the desk for everybody's eyes and hands."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Route, expect

from bot.store.database import Database
from bot.store.desk import Role
from knowledge.library import Library
from knowledge.search import Searcher
from tests.browser.conftest import LiveApp, browser, visitors
from tests.browser.people import DESKTOP, LONGEST_WAIT, PHONE, Visitor, Visitors, violations
from tests.desk.office import Office, open_office
from tests.web.echo import file_database

__all__ = ["browser", "visitors"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"size": DESKTOP},
    "phone": {"size": PHONE, "has_touch": True, "is_mobile": True},
    "dark": {"size": DESKTOP, "color_scheme": "dark"},
    "phone, dark, English": {"size": PHONE, "color_scheme": "dark", "locale": "en-GB"},
}


PAGES = (
    "", "?view=closed", "cases/{number}", "numbers", "curation", "wins", "directory", "team", "audit", "sessions",
    "nowhere",
)  # fmt: skip
LEARNED = {
    "question-de": "Wer eicht Kühlketten?", "question-en": "Who calibrates cold chains?",
    "answer-de": "Kühlketten eicht das Eichamt. Rufen Sie dort an.",
    "answer-en": "The calibration office calibrates cold chains. Give them a call.",
    "phrasings-de": "Eichung einer Kühlkette\nKühlkette eichen lassen", "phrasings-en": "cold chain calibration",
    "sources": "https://www.sachsen.de/eichamt | Eichamt | 2026-11", "review-by": "2027-05-01",
    "topic-id": "kuehlketten-eichen",
}  # fmt: skip


@dataclass
class Desk:
    """The served desk, and how people come to it."""

    live: LiveApp
    office: Office
    visitors: Visitors

    async def clerk(self, name: str = "anna", *, role: Role = Role.STAFF, **how: Any) -> Visitor:
        """Somebody signs in by a link."""
        link = self.office.link(name, role)
        clerk = await self.visitors.visit(f"{self.live.url}/desk/sign-in?link={link}", **how)
        await clerk.page.locator("button.primary").click()
        await expect(clerk.page.locator("#list")).to_be_visible()
        return clerk

    async def opens(self, clerk: Visitor, number: str) -> None:
        """The case's page, once it is complete."""
        await clerk.page.goto(f"{self.live.url}/desk/cases/{number}")
        await expect(clerk.page.locator("#beside .insert").first).to_be_visible(timeout=LONGEST_WAIT)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Any, library: Library, searcher: Searcher, visitors: Visitors) -> AsyncIterator[Desk]:
    """An office being served, with the delivery running; whatever is expected has the longest time to come."""
    expect.set_options(timeout=LONGEST_WAIT)
    database: Database = file_database(tmp_path)
    live = LiveApp(lambda _: office.app)
    office = await open_office(database, library, searcher, url=live.url)
    over = asyncio.Event()
    delivering = asyncio.create_task(deliver(office, over))
    await live.start()
    yield Desk(live, office, visitors)
    try:
        await visitors.leave()  # before the server goes: a page that asks it once more would complain
    finally:
        over.set()  # not cancelled: that would leave a connection behind in mid-sentence
        await delivering
        await live.stop()
        await database.dispose()


async def deliver(office: Office, over: asyncio.Event) -> None:
    """Send what is due, again and again, until all is over."""
    while not over.is_set():
        await office.running.drain()
        await asyncio.sleep(0.1)


async def test_a_clerks_day(desk: Desk) -> None:
    clerk = await desk.clerk()
    page = clerk.page
    citizen = await desk.visitors.visit(desk.live.url)
    await citizen.says("/mensch")
    await citizen.says("Wer hilft meinem Betrieb in Zittau bei der Steuerung von Kühlketten?")
    await citizen.says("ja")
    fresh = page.locator("a.case")  # comes by itself: nobody reloads
    await expect(fresh).to_have_count(1)
    await page.keyboard.press("j")
    await expect(fresh).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#beside .insert").first).to_be_visible(timeout=LONGEST_WAIT)
    await page.keyboard.press("c")
    await expect(page.locator("#owner")).to_have_text("anna")
    await expect(page.locator("#said")).to_contain_text("anna kümmert sich")
    await page.locator("#beside .insert").first.click()
    reply = page.locator("#reply")
    await expect(reply).not_to_have_value("")
    await reply.press_sequentially("\n\nMit freundlichen Grüßen")
    await reply.press("Control+Enter")
    await expect(page.locator(".what-replied")).to_contain_text("Mit freundlichen Grüßen")
    await expect(reply).to_have_value("")
    await expect(citizen.log).to_contain_text("Mit freundlichen Grüßen")
    await page.keyboard.press("Escape")
    await page.keyboard.press("x")
    await expect(page.locator("#said")).to_contain_text("ist geschlossen")
    await expect(citizen.log).to_contain_text("geschlossen")


async def test_what_one_answers_a_second_approves_and_the_next_citizen_gets(desk: Desk) -> None:
    await desk.clerk("chef")  # the first to come leads the office
    number = await desk.office.asks("Wer eicht Kühlketten in Zittau?")
    anna = await desk.clerk("anna")
    await desk.opens(anna, number)
    await anna.page.locator("#reply").fill("Kühlketten eicht das Eichamt. Rufen Sie dort an.")
    await anna.page.get_by_role("button", name="Antwort senden").click()
    await expect(anna.page.locator(".what-replied")).to_be_visible()
    await anna.page.locator("details.more summary").click()
    await anna.page.locator("#do-learn").click()
    await expect(anna.page.locator("#said.done, #said.refused")).to_contain_text(number)
    clara, boss = await desk.clerk("clara", role=Role.CURATOR), await desk.clerk("boss", role=Role.CURATOR)
    await clara.page.goto(f"{desk.live.url}/desk/curation")
    await clara.page.locator("main a[href*='/desk/curation/']").first.click()
    for field, text in LEARNED.items():
        await clara.page.locator(f"#{field}").fill(text)
    await clara.page.locator("button.primary").first.click()
    await expect(clara.page.locator("h1")).to_have_text("Wer eicht Kühlketten?")
    await boss.page.goto(clara.page.url.removesuffix("/edit"))
    await boss.page.locator("form[action$='/approve'] button").click(timeout=12 * LONGEST_WAIT)
    await expect(boss.page.locator("form[action$='/withdraw'] button")).to_be_visible(timeout=12 * LONGEST_WAIT)
    citizen = await desk.visitors.visit(desk.live.url)
    await citizen.says("Wer eicht Kühlketten?")
    await expect(citizen.log).to_contain_text("Kühlketten eicht das Eichamt")


async def test_two_see_each_other_and_the_second_is_not_overwritten(desk: Desk) -> None:
    number = await desk.office.asks()
    anna, bernd = await desk.clerk("anna"), await desk.clerk("bernd")
    await desk.opens(anna, number)
    await desk.opens(bernd, number)
    await expect(anna.page.locator(".looking")).to_contain_text("bernd")
    await bernd.page.locator("#reply").fill("Bernds angefangener Text")
    await anna.page.locator("#do-claim").click()
    await expect(bernd.page.locator("#owner")).to_have_text("anna")
    await expect(bernd.page.locator("#reply")).to_have_value("Bernds angefangener Text")
    await bernd.page.get_by_role("button", name="Antwort senden").click()
    await expect(bernd.page.locator("#said")).to_contain_text("Nicht gesendet")
    await expect(bernd.page.locator("#reply")).to_have_value("Bernds angefangener Text")


async def test_what_is_being_written_survives_a_lost_connection_and_a_reload(desk: Desk) -> None:
    number = await desk.office.asks()
    anna = await desk.clerk()
    await desk.opens(anna, number)
    anna.expects_trouble = True
    await anna.context.set_offline(True)
    await anna.page.locator("#reply").fill("Im Funkloch geschrieben")
    await expect(anna.page.locator("#connection")).not_to_be_empty(timeout=LONGEST_WAIT)
    await anna.context.set_offline(False)
    await anna.page.reload()
    await expect(anna.page.locator("#reply")).to_have_value("Im Funkloch geschrieben")


async def test_what_is_written_while_a_text_is_on_its_way_stays(desk: Desk) -> None:
    number = await desk.office.asks()
    anna = await desk.clerk()
    await desk.opens(anna, number)
    through = asyncio.Event()

    async def slowly(route: Route) -> None:
        await through.wait()
        await route.continue_()

    for field, what in (("#note", "note"), ("#reply", "reply")):
        through.clear()
        await anna.page.route(f"**/{what}", slowly)
        await anna.page.locator(field).fill("Das Erste")
        await anna.page.locator(field).press("Control+Enter")
        await anna.page.locator(field).fill("Schon das Nächste")
        await anna.page.locator(field).press("Control+Enter")  # too early: one at a time
        through.set()
        await expect(anna.page.locator(".event .text", has_text="Das Erste")).to_have_count(1 + (what == "reply"))
        await expect(anna.page.locator(field)).to_have_value("Schon das Nächste")
    await expect(anna.page.locator(".event .text", has_text="Schon das Nächste")).to_have_count(0)


async def test_keys_can_be_turned_off(desk: Desk) -> None:
    number = await desk.office.asks()
    anna = await desk.clerk()
    await desk.opens(anna, number)
    await anna.page.locator("#keys").click()
    await anna.page.keyboard.press("c")
    await anna.page.wait_for_timeout(300)
    await expect(anna.page.locator("#do-claim")).to_be_visible()


async def test_without_scripts_the_desk_still_works(desk: Desk) -> None:
    number = await desk.office.asks()
    anna = await desk.clerk(java_script_enabled=False)
    await anna.page.goto(f"{desk.live.url}/desk/cases/{number}")
    await anna.page.locator("#reply").fill("Ganz ohne Skripte")
    await anna.page.get_by_role("button", name="Antwort senden").click()
    await expect(anna.page.locator(".what-replied")).to_contain_text("Ganz ohne Skripte")


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_and_nothing_is_too_wide_on_any_page(desk: Desk, view: str) -> None:
    number = await desk.office.asks()
    # axe needs sinks that our policy of trusted types forbids to everybody, so it alone may pass by the policy
    anna = await desk.clerk(bypass_csp=True, **VIEWS[view])
    width = VIEWS[view]["size"][0]
    await anna.page.goto(f"{desk.live.url}/desk/sign-in?link={desk.office.link('anna')}")
    assert await violations(anna) == [], "sign-in"
    for path in PAGES:
        path = path.replace("{number}", number)
        anna.expects_trouble = path == "nowhere"
        await anna.page.goto(f"{desk.live.url}/desk/{path}")
        if path.startswith("cases"):
            await expect(anna.page.locator("#beside .insert").first).to_be_visible(timeout=LONGEST_WAIT)
            await anna.page.locator("#do-claim").click()
            await expect(anna.page.locator("#owner")).to_have_text("anna")
            await anna.page.locator("details.more summary").click()
        assert await violations(anna) == [], path
        assert await anna.page.evaluate("document.documentElement.scrollWidth") <= width, path
    await anna.page.goto(f"{desk.live.url}/desk/cases/{number}")
    await anna.page.locator("#do-close").click()
    await expect(anna.page.locator("#reply-hint")).not_to_be_empty()
    assert await violations(anna) == [], "closed"
    await anna.page.locator(".bar form[action$='sign-out'] button").click()
    await expect(anna.page.locator(".bar nav")).to_have_count(0)
    assert await violations(anna) == [], "signed out"
