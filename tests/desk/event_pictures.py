"""The pictures of events at the desk, with an invented one; taken with the others by `make pictures`."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.people import DESKTOP, PHONE
from tests.desk.test_events import SLUG, WRITTEN

if TYPE_CHECKING:
    from playwright.async_api import FilePayload, Page

    from tests.desk.pictures import Studio

LIST = (
    "title_de;title_en;summary_de;starts;starts_at;city;organiser\n"
    "KI-Frühstück Chemnitz;AI breakfast Chemnitz;Ein Treffen am Morgen;2027-02-03;08:00;Chemnitz;staatskanzlei\n"
    "Robotiktag Zittau;;Ein Tag mit Robotern.;2027-03-11;17:00;Zittau;staatskanzlei\n"
    "Ohne Datum;;Ein Treffen;;;Leipzig;staatskanzlei\n"
)


async def shoot_events(studio: "Studio", folder: Path) -> None:
    """A draft with its faults, the second person's look, previews, a new date, a list of a partner; one on a phone."""
    anna, chief = await studio.desk("anna", DESKTOP), await studio.desk("leitung", DESKTOP)
    await _write(studio, anna)
    await studio.take(anna, f"events/{SLUG}", "event-draft", folder)
    await anna.locator("#f-title_en").fill(WRITTEN["title_en"])
    await anna.locator("#save").click()
    await studio.take(chief, f"events/{SLUG}/preview", "event-preview", folder)
    await chief.goto(f"{studio.url}/desk/events/{SLUG}")
    await chief.locator("#publish").click()
    await anna.goto(f"{studio.url}/desk/events/{SLUG}")
    await anna.locator("#move").click()
    await anna.locator("#m-starts").fill("2027-03-11")
    await anna.locator("#m-starts").press("Enter")
    await anna.locator("#f-title_de").wait_for()
    await studio.take(chief, f"events/{SLUG}", "event-moved", folder)
    phone = await studio.desk("anna", PHONE, is_mobile=True, has_touch=True)
    await studio.take(phone, f"events/{SLUG}/cancel", "event-cancel", folder)
    await _import(studio, anna, folder)


async def _write(studio: "Studio", page: "Page") -> None:
    """A draft that lacks its English title."""
    await page.goto(f"{studio.url}/desk/events/new")
    for name, text in WRITTEN.items():
        if name in ("organiser", "format", "status"):
            await page.locator(f"#f-{name}").select_option(text)
        elif name.startswith("topic-"):
            await page.locator(f"[name={name}]").check()
        elif name != "title_en":
            await page.locator(f"#f-{name}").fill(text)
    await page.locator("#save").click()
    await page.locator("#fault-title_en").wait_for()


async def _import(studio: "Studio", page: "Page", folder: Path) -> None:
    await page.goto(f"{studio.url}/desk/events/import")
    payload: FilePayload = {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    await page.locator("#list").set_input_files(payload)
    await page.locator("main form button").first.click()
    await page.locator("#take").wait_for()
    await page.screenshot(path=folder / "desk-event-import.png", full_page=True)
