"""The pages beside the chat in Chromium: an introduction from end to end, the directory by hand, and for everybody."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.store.database import Database
from bot.tokens import INTRODUCTION_PATH
from knowledge.library import Library
from knowledge.search import Searcher
from tests.browser.conftest import LiveApp, browser, visitors
from tests.browser.people import LONGEST_WAIT, PHONE, Visitor, Visitors, violations
from tests.desk.test_day import VIEWS
from tests.site.place import ACTOR, NEED, Town, open_town
from tests.web.echo import file_database

__all__ = ["browser", "visitors"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@dataclass
class Square:
    """The served pages, and how people come to them."""

    live: LiveApp
    town: Town
    visitors: Visitors

    async def opens(self, path: str, **how: Any) -> Visitor:
        """Somebody opens a page."""
        return await self.visitors.visit(f"{self.live.url}{path}", **how)


@pytest_asyncio.fixture(loop_scope="session")
async def square(tmp_path: Any, library: Library, searcher: Searcher, visitors: Visitors) -> AsyncIterator[Square]:
    """A town being served, with the delivery running."""
    database: Database = file_database(tmp_path)
    live = LiveApp(lambda _: town.office.app)
    town = await open_town(database, library, searcher, url=live.url)
    delivering = asyncio.create_task(keep_delivering(town))
    await live.start()
    yield Square(live, town, visitors)
    delivering.cancel()
    await asyncio.gather(delivering, return_exceptions=True)
    await live.stop()
    await database.dispose()


async def keep_delivering(town: Town) -> None:
    """Send what is due, again and again."""
    while True:
        await town.office.running.drain()
        await asyncio.sleep(0.1)


async def test_an_introduction_from_end_to_end(square: Square) -> None:
    citizen = await square.opens(f"/akteure/{ACTOR}")
    await citizen.page.get_by_role("link", name=re.compile("dazu fragen")).click()
    await expect(citizen.log).to_contain_text("Zuletzt geprüft", timeout=LONGEST_WAIT)
    await citizen.page.get_by_role("button", name="Kontakt herstellen").click()
    await expect(citizen.log).to_contain_text("über Ihr Anliegen wissen?", timeout=LONGEST_WAIT)
    for said, told in ((NEED, "Wie soll"), ("maria@example.org", "Einverstanden?")):
        await citizen.says(said)
        await expect(citizen.log).to_contain_text(told, timeout=LONGEST_WAIT)
    await citizen.page.get_by_role("button", name="Ja, so weitergeben").click()
    await expect(citizen.log).to_contain_text("Ihr Vorgang ist", timeout=LONGEST_WAIT)
    number = re.search(r"KI-[A-Z0-9]{5}", await citizen.log.inner_text())
    assert number

    clerk = await square.opens(f"/desk/sign-in?link={square.town.office.link('anna')}")
    await clerk.page.locator("button.primary").click()
    await expect(clerk.page.locator("#list")).to_be_visible()
    await clerk.page.goto(f"{square.live.url}/desk/cases/{number[0]}")
    body = clerk.page.locator("#mail-body")
    await expect(body).to_have_value(re.compile(re.escape(NEED)), timeout=LONGEST_WAIT)
    link = re.search(rf"http://\S+{INTRODUCTION_PATH}/\S+", await body.input_value())
    assert link
    assert str(await clerk.page.get_by_role("link", name="Im Mailprogramm öffnen").get_attribute("href")).startswith(
        "mailto:?subject="
    )
    await clerk.page.get_by_role("button", name="Ist gesendet").click()
    await expect(clerk.page.locator(".said")).to_contain_text("gesendet vermerkt")
    await expect(citizen.log).to_contain_text("ist an Center for Scalable", timeout=LONGEST_WAIT)

    partner = await square.visitors.visit(link[0], java_script_enabled=False)
    await partner.page.get_by_label("Ihre Nachricht an die Person").fill("Wir rufen Sie am Montag an.")
    await partner.page.get_by_role("button", name="Ja, wir helfen gern").click()
    await expect(partner.page.get_by_role("heading", level=1)).to_have_text("Danke, Ihre Antwort ist angekommen")
    await expect(citizen.log).to_contain_text("will Ihnen helfen", timeout=LONGEST_WAIT)
    await expect(citizen.log).to_contain_text("Wir rufen Sie am Montag an.", timeout=LONGEST_WAIT)
    partner.expects_trouble = True
    await partner.page.goto(link[0])
    await expect(partner.page.get_by_role("heading", level=1)).to_have_text("Dieser Link ist schon benutzt")


async def test_a_link_into_the_chat_asks_once_and_not_again_after_a_reload(square: Square) -> None:
    visitor = await square.opens(f"/?start={ACTOR}&lang=de")
    await expect(visitor.lines("bot")).to_have_count(1, timeout=LONGEST_WAIT)
    await visitor.page.reload()
    await expect(visitor.lines("person")).to_have_count(1)
    assert "start=" not in visitor.page.url
    stranger = await square.opens("/?start=%2Floeschen")
    await expect(stranger.input).to_be_visible()
    await stranger.page.wait_for_timeout(500)
    await expect(stranger.lines("person")).to_have_count(0)


async def test_the_list_filters_while_one_types_and_on_the_map(square: Square) -> None:
    visitor = await square.opens("/akteure")
    rows = visitor.page.locator(".actors tbody tr:visible")
    everybody = await rows.count()
    await visitor.page.get_by_role("searchbox").fill("Görlitz Hochschule")
    await expect(rows.first).to_contain_text("Zittau")
    assert await rows.count() < everybody
    await visitor.page.get_by_role("link", name="Filter aufheben").click()
    await expect(rows).to_have_count(everybody)
    await visitor.page.get_by_role("link", name=re.compile("^Chemnitz: ")).click()
    await expect(visitor.page.get_by_label("Ort", exact=True)).to_have_value("Chemnitz")
    assert 0 < await rows.count() < everybody
    assert "place=Chemnitz" in visitor.page.url
    await visitor.page.reload()
    await expect(visitor.page.get_by_label("Ort", exact=True)).to_have_value("Chemnitz")


@pytest.mark.parametrize("scripts", [True, False])
async def test_with_and_without_scripts_the_same_is_found(square: Square, scripts: bool) -> None:
    visitor = await square.opens("/akteure", java_script_enabled=scripts)
    await visitor.page.get_by_role("searchbox").fill("Prüfung Maschinenbau")
    await visitor.page.get_by_label("Region", exact=True).select_option("Chemnitz")
    await visitor.page.get_by_role("button", name="Anzeigen").click()
    names = await visitor.page.locator(".actors tbody tr:visible th a").all_inner_texts()
    plain = await square.opens("/akteure?q=Pr%C3%BCfung+Maschinenbau&region=Chemnitz", java_script_enabled=False)
    assert names == await plain.page.locator(".actors tbody tr:visible th a").all_inner_texts()


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_and_nothing_is_too_wide(square: Square, view: str) -> None:
    town, width = square.town, VIEWS[view]["size"][0]
    link = await town.link(await town.agrees())
    entry = town.tokens.entry_link(ACTOR, town.office.clock.now, valid=timedelta(days=60))
    fresh = town.tokens.introduction_link("KI-AAAAA", 1, town.office.clock.now)
    paths = ["/akteure", f"/akteure/{ACTOR}", link, "/vermittlung/forged"]
    paths += [address.removeprefix(square.live.url) for address in (entry, fresh)]
    # axe needs sinks that our policy of trusted types forbids to everybody, so it alone may pass by the policy
    visitor = await square.opens("/akteure", bypass_csp=True, **VIEWS[view])
    visitor.expects_trouble = True
    for path in paths:
        await visitor.page.goto(f"{square.live.url}{path}")
        assert await violations(visitor) == [], path
        assert await visitor.page.evaluate("document.documentElement.scrollWidth") <= width, path


async def test_everything_can_be_reached_by_keyboard_on_a_phone(square: Square) -> None:
    visitor = await square.opens("/akteure", size=PHONE)
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    for target in await visitor.page.locator(".filters input:visible, .filters select, .filters button").all():
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
