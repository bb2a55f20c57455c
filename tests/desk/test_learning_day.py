"""From a case to an answer in Chromium: a draft, a second person, the citizen who asks again; pages for everybody."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.store.desk import Role
from tests.browser.conftest import browser, visitors
from tests.browser.people import LONGEST_WAIT, Visitor, violations
from tests.desk.test_curation import ANSWER, COMPLETE, QUESTION
from tests.desk.test_day import VIEWS, Desk, desk

__all__ = ["browser", "desk", "visitors"]
REVIEWED = 12 * LONGEST_WAIT  # a review learns all topics anew, on a processor that others use too
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def curator(desk: Desk, name: str, **how: Any) -> Visitor:
    """A curator signs in."""
    link = desk.office.link(name, Role.CURATOR)
    clerk = await desk.visitors.visit(f"{desk.live.url}/desk/sign-in?link={link}", **how)
    await clerk.page.locator("button.primary").click()
    await expect(clerk.page.locator("#list")).to_be_visible()
    return clerk


async def draft_of_a_case(desk: Desk) -> Visitor:
    """The admin answers a case and proposes it with one tap."""
    number = await desk.office.asks(QUESTION)
    clerk = await desk.clerk("chef")
    await desk.opens(clerk, number)
    await clerk.page.locator("#reply").fill(ANSWER)
    await clerk.page.locator("#reply").press("Control+Enter")
    await expect(clerk.page.locator(".what-replied")).to_be_visible()
    await clerk.page.get_by_role("button", name="Als Wissen vorschlagen").click()
    await expect(clerk.page.locator("#said")).to_contain_text("Entwurf angelegt")
    return clerk


async def complete(page: Page) -> None:
    """Fill in what the draft lacks, and save."""
    for name, text in COMPLETE.items():
        field = page.locator(f"[name={name}]")
        await (field.select_option(text) if name == "category" else field.fill(text))
    await page.get_by_role("button", name="Entwurf speichern").click()
    await expect(page.locator("h1")).to_have_text("Wer eicht Kühlketten?")


async def test_from_a_case_to_an_answer(desk: Desk) -> None:
    await draft_of_a_case(desk)
    clara, chris = await curator(desk, "clara"), await curator(desk, "chris")
    await clara.page.get_by_role("link", name="Wissen").click()
    await clara.page.get_by_role("link", name="Wer eicht Kühlketten").click()
    await complete(clara.page)
    await expect(clara.page.locator("#review")).to_contain_text("Nichts spricht", timeout=REVIEWED)
    await expect(clara.page.locator("#approve")).to_have_count(0)
    await chris.page.goto(clara.page.url)
    await chris.page.locator("#approve").click()
    await expect(chris.page.get_by_role("button", name="Zurückziehen")).to_be_visible(timeout=REVIEWED)
    citizen = await desk.visitors.visit(desk.live.url)
    await citizen.says("Wer eicht Kühlketten?")
    await expect(citizen.log).to_contain_text("Kühlketten eicht das Eichamt")


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_on_the_pages_of_learning(desk: Desk, view: str) -> None:
    await draft_of_a_case(desk)
    clara = await curator(desk, "clara", bypass_csp=True, **VIEWS[view])
    width = VIEWS[view]["size"][0]
    for path in ("curation", "curation/1", "wins?q=KI-Verordnung%20Strafen"):
        await clara.page.goto(f"{desk.live.url}/desk/{path}")
        if path == "curation/1":
            await expect(clara.page.locator("#review")).to_be_visible(timeout=REVIEWED)
        assert await violations(clara) == [], path
        assert await clara.page.evaluate("document.documentElement.scrollWidth") <= width, path
