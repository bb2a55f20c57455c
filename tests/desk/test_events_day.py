"""An event's life in Chromium: written, looked at, published by a second person, asked for, moved, called off."""

import pytest
from playwright.async_api import FilePayload, Page, expect

from bot.store.desk import Role
from tests.browser.conftest import browser, visitors
from tests.browser.people import LONGEST_WAIT, violations
from tests.desk.test_day import VIEWS, Desk, desk
from tests.desk.test_events import SLUG, minutes_pass

__all__ = ["browser", "desk", "visitors"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LINES = {
    "title_de": "Robotiktag Zittau", "title_en": "Robotics day Zittau",
    "summary_de": "Ein Tag mit Robotern zum Anfassen.", "summary_en": "A day with robots to touch.",
    "starts": "2027-03-04", "starts_at": "17:00", "ends_at": "19:00", "city": "Zittau",
    "venue": "Hochschule, Theodor-Körner-Allee 16", "registration": "https://www.example.org/anmeldung",
    "sources": "https://www.sachsen.de/termin | Termin | 2026-11",
}  # fmt: skip


async def writes(page: Page, **lines: str) -> None:
    """Fill the form in and save."""
    for name, text in lines.items():
        await page.locator(f"#f-{name}").fill(text)
    await page.locator("#f-organiser").select_option("staatskanzlei")
    await page.get_by_label("Robotik").first.check()
    await page.locator("#save").click()


async def test_from_a_draft_to_a_cancellation(desk: Desk) -> None:
    await desk.clerk("chef")  # the first one is admin
    anna, clara = await desk.clerk("anna"), await desk.clerk("clara", role=Role.CURATOR)
    page = anna.page
    await page.get_by_role("link", name="Termine", exact=True).click()
    await page.get_by_role("link", name="Neuer Termin").click()
    await writes(page, **LINES | {"title_en": ""})
    await expect(page.locator("#fault-title_en")).to_be_visible()
    await page.locator("#f-title_en").fill(LINES["title_en"])
    await page.locator("#save").click()
    await expect(page.locator(".fault")).to_have_count(0)
    await page.locator("#preview").click()
    await expect(page.locator(".bubble").first).to_contain_text("17:00 bis 19:00 Uhr")
    await page.locator("#up").click()
    await expect(page.locator("#second")).to_contain_text("weder begonnen noch zuletzt geändert")
    await expect(page.locator("#publish")).to_have_count(0)

    await clara.page.goto(f"{desk.live.url}/desk/events/{SLUG}")
    await clara.page.locator("#publish").click()
    await expect(clara.page.locator("#edit")).to_be_visible()
    citizen = await desk.visitors.visit(desk.live.url)
    await citizen.says("Was ist im März 2027 in Zittau los?")
    await expect(citizen.log).to_contain_text("Robotiktag Zittau", timeout=LONGEST_WAIT)
    await citizen.says("1")
    await expect(citizen.log).to_contain_text("Ein Tag mit Robotern zum Anfassen.", timeout=LONGEST_WAIT)
    await citizen.says("erinnern")
    await expect(citizen.lines("bot")).to_have_count(3, timeout=LONGEST_WAIT)

    await page.reload()
    await page.locator("#move").click()
    await page.locator("#m-starts").fill("2027-03-11")
    await page.get_by_role("button", name="Entwurf mit neuem Datum anlegen").click()
    await expect(page.locator("aside")).to_contain_text("bekommt nach der Freigabe eine Nachricht")
    await clara.page.reload()
    await clara.page.locator("#publish").click()
    await expect(clara.page.locator("#edit")).to_be_visible()
    await minutes_pass(desk.office)
    await expect(citizen.log).to_contain_text("11.03.2027", timeout=LONGEST_WAIT)

    await page.reload()
    await page.locator("#cancel").click()
    await expect(page.locator("main")).to_contain_text("Eine Person erfährt davon")
    await page.locator("#really").click()
    await expect(page.locator("main")).to_contain_text("fällt aus")
    await minutes_pass(desk.office)
    await expect(citizen.log).to_contain_text("fällt aus", timeout=LONGEST_WAIT)


async def test_who_comes_second_keeps_what_was_typed(desk: Desk) -> None:
    await desk.clerk("chef")
    anna, bernd = await desk.clerk("anna"), await desk.clerk("bernd")
    await anna.page.goto(f"{desk.live.url}/desk/events/new")
    await writes(anna.page, **LINES)
    await bernd.page.goto(f"{desk.live.url}/desk/events/{SLUG}")
    await anna.page.locator("#f-city").fill("Görlitz")
    await anna.page.locator("#save").click()
    bernd.expects_trouble = True  # the answer is a 409
    await bernd.page.locator("#f-venue").fill("Rathaus")
    await bernd.page.locator("#save").click()
    await expect(bernd.page.get_by_role("alert")).to_contain_text("Görlitz")
    await expect(bernd.page.locator("#f-venue")).to_have_value("Rathaus")
    await bernd.page.locator("#f-city").fill("Görlitz")
    await bernd.page.locator("#save").click()
    await expect(bernd.page.get_by_role("alert")).to_have_count(0)
    await expect(bernd.page.locator("#f-city")).to_have_value("Görlitz")


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_on_the_pages_of_events(desk: Desk, view: str) -> None:
    await desk.clerk("chef")
    clara = await desk.clerk("clara", role=Role.CURATOR, bypass_csp=True, **VIEWS[view])
    anna, width = await desk.clerk("anna"), VIEWS[view]["size"][0]
    await anna.page.goto(f"{desk.live.url}/desk/events/new")
    await writes(anna.page, **LINES)
    published = next(iter(desk.office.running.knowing.files.events))
    paths = ("", "/new", f"/{SLUG}", f"/{SLUG}/preview", f"/{SLUG}/page", f"/{published}", "/import")
    for path in paths:
        await clara.page.goto(f"{desk.live.url}/desk/events{path}")
        assert await violations(clara) == [], path
        assert await clara.page.evaluate("document.documentElement.scrollWidth") <= width, path
    await anna.page.locator("#f-starts").fill("")
    await anna.page.locator("#save").click()
    await clara.page.goto(f"{desk.live.url}/desk/events/{SLUG}")
    assert await violations(clara) == []
    content = b"title_de;starts;city\nA;2027-01-01;Leipzig\nB;;\n"
    list_: FilePayload = {"name": "liste.csv", "mimeType": "text/csv", "buffer": content}
    await clara.page.goto(f"{desk.live.url}/desk/events/import")
    await clara.page.locator("#list").set_input_files(list_)
    await clara.page.locator("form button").last.click()
    await expect(clara.page.locator("#lines")).to_be_visible()
    assert await violations(clara) == []
    assert await clara.page.evaluate("document.documentElement.scrollWidth") <= width
