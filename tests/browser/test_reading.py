"""Reading with one's own eyes, ears and settings: accessibility rules, themes, small screens, languages, odd texts."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Place
from tests.browser.people import DESKTOP, PHONE, Visitors, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"size": DESKTOP},
    "phone": {"size": PHONE, "has_touch": True, "is_mobile": True},
    "dark": {"size": DESKTOP, "color_scheme": "dark"},
    "phone, dark, English": {"size": PHONE, "color_scheme": "dark", "locale": "en-GB"},
    "forced colours, no motion": {"size": DESKTOP, "forced_colors": "active", "reduced_motion": "reduce"},
    "zoomed to 400 %": {"size": (320, 256)},
}


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_before_and_in_a_conversation(place: Place, visitors: Visitors, view: str) -> None:
    # axe needs sinks that our policy of trusted types forbids to everybody, so it alone may pass by the policy
    visitor = await visitors.visit(place.live.url, bypass_csp=True, **VIEWS[view])
    assert await violations(visitor) == []
    await visitor.says("Guten Tag")
    await visitor.sees("Echo: Guten Tag")
    await visitor.says("https://www.sachsen.de")
    await visitor.sees("https://www.sachsen.de")
    await expect(visitor.lines("bot")).to_have_count(2)
    place.house.bot.refusing = True
    visitor.expects_trouble = True
    await visitor.says("nicht jetzt")
    await expect(visitor.log.locator(".unsent")).to_be_visible()
    assert await violations(visitor) == []


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
async def test_nothing_is_wider_than_the_window(place: Place, visitors: Visitors, width: int) -> None:
    visitor = await visitors.visit(place.live.url, size=(width, 700))
    await visitor.says("Donaudampfschifffahrtsgesellschaft" * 5 + " https://example.org/" + "x" * 300)
    await expect(visitor.lines("bot")).to_have_count(1)
    assert await visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert await visitor.page.evaluate("document.getElementById('scroller').scrollWidth") <= width
    assert await visitor.page.evaluate("document.documentElement.scrollHeight") <= 700


async def test_what_can_be_pressed_is_large_enough(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url, size=PHONE)
    await visitor.says("Guten Tag")
    await visitor.sees("Echo: Guten Tag")
    for target in await visitor.page.locator("a:visible:not(.bubble a):not(.skip-link), button:visible").all():
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44, await target.inner_text()


async def test_one_can_skip_to_the_input_and_reach_everything_by_keyboard(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.page.get_by_role("link", name="Zum Eingabefeld springen")).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.input).to_be_focused()


async def test_shift_and_enter_begin_a_new_line_and_the_field_grows(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    before = await visitor.input.bounding_box()
    await visitor.input.fill("eins")
    for _ in range(3):
        await visitor.input.press("Shift+Enter")
    await visitor.input.press_sequentially("zwei")
    after = await visitor.input.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] + 20
    await visitor.input.press("Enter")
    await expect(visitor.lines("person").locator(".bubble")).to_have_text("eins\n\n\nzwei", use_inner_text=True)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<b>fett</b> & {{ 7*7 }}", "\u202eabc", "**Stern**"])
async def test_whatever_is_written_is_shown_as_text(place: Place, visitors: Visitors, text: str) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says(text)
    await visitor.sees(f"Echo: {text}")
    await visitor.page.reload()
    await visitor.sees(text)
    assert await visitor.page.locator(".bubble *").count() == 0


async def test_addresses_in_our_lines_become_safe_links_without_their_full_stop(
    place: Place, visitors: Visitors
) -> None:
    place.house.bot.answer = lambda message: (
        "Siehe (https://example.org/a_(b)), https://example.org/c?d=1. javascript:x"
    )
    visitor = await visitors.visit(place.live.url)
    await visitor.says("https://not-a-link.example")
    await expect(visitor.lines("bot")).to_have_count(1)
    links = visitor.log.get_by_role("link")
    assert [await link.get_attribute("href") for link in await links.all()] == [
        "https://example.org/a_(b)",
        "https://example.org/c?d=1",
    ]
    assert await links.first.get_attribute("rel") == "noopener noreferrer nofollow"
    assert await links.first.get_attribute("target") == "_blank"


async def test_the_welcome_is_read_from_its_beginning(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url, size=(390, 480))
    await expect(visitor.log).to_have_attribute("aria-live", "polite")
    await expect(visitor.page.get_by_role("heading", level=2)).to_be_in_viewport()


async def test_a_new_answer_does_not_pull_a_reader_away(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url, size=PHONE)
    for number in range(8):
        await visitor.says(f"Frage {number}")
        await visitor.sees(f"Echo: Frage {number}")
    await expect(visitor.lines("bot").last).to_be_in_viewport()
    scroller = visitor.page.locator("#scroller")
    await scroller.evaluate("element => element.scrollTo(0, 0)")
    await expect(visitor.lines("person").first).to_be_in_viewport()
    await visitor.page.wait_for_timeout(200)
    await place.house.bot.say(place.house.bot.received[0].chat.id, "Antwort vom Team")
    newest = visitor.page.get_by_role("button", name="Neue Nachricht")
    await expect(newest).to_be_visible()
    assert await scroller.evaluate("element => element.scrollTop") == 0
    await newest.click()
    await expect(visitor.page.get_by_text("Antwort vom Team")).to_be_in_viewport()
    await expect(newest).to_be_hidden()


async def test_the_language_changes_for_page_and_bot_and_is_remembered(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says("Guten Tag")
    await visitor.sees("Echo: Guten Tag")
    await visitor.page.get_by_role("link", name="English").click()
    await expect(visitor.page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    await visitor.sees("Echo: /sprache English")
    await visitor.sees("Echo: Guten Tag")
    await visitor.page.goto(place.live.url)
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    assert [message.language for message in place.house.bot.received] == ["de", "en"]


async def test_without_scripts_nothing_is_offered_that_would_not_work(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url, java_script_enabled=False)
    await expect(visitor.page.get_by_role("heading", level=2)).to_be_visible()
    await expect(visitor.input).to_be_hidden()
    await expect(visitor.page.locator(".example").first).to_be_hidden()


async def test_a_text_over_the_limit_stays_in_the_field(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.input.evaluate("(field, length) => { field.value = 'x'.repeat(length) }", 300_000)
    await visitor.input.press("Enter")
    await expect(visitor.page.get_by_role("alert")).to_contain_text("zu lang")
    assert len(await visitor.input.input_value()) == 300_000
    assert place.house.bot.received == []
