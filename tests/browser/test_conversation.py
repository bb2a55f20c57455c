"""A citizen asks, presses, reloads, loses the connection: what they see is whole and nothing is there twice."""

import asyncio

import pytest
from playwright.async_api import expect

from bot.store.database import Database
from tests.browser.conftest import Place
from tests.browser.people import LONGEST_WAIT, PHONE, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_question_is_answered_with_numbered_buttons(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says("Guten Tag")
    await visitor.sees("Echo: Guten Tag")
    buttons = visitor.lines("bot").get_by_role("button")
    assert [" ".join(name.split()) for name in await buttons.all_inner_texts()] == [
        "1 Ja, hilfreich",
        "2 Nein, leider nicht",
        "3 Mensch",
    ]
    await expect(visitor.input).to_be_focused()
    await expect(visitor.input).to_have_value("")
    await expect(visitor.page.locator("#welcome")).to_be_hidden()
    assert visitor.hosts == {place.live.url.removeprefix("http://")}
    cookies = await visitor.context.cookies()
    assert [cookie["name"] for cookie in cookies] == ["lotse"]


async def test_a_button_is_pressed_by_keyboard_and_counts_once(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says("Guten Tag")
    await visitor.sees("Echo: Guten Tag")
    button = visitor.page.get_by_role("button", name="2 Nein, leider nicht")
    await visitor.input.press("Shift+Tab")
    await visitor.page.keyboard.press("Shift+Tab")
    await expect(button).to_be_focused()
    for _ in range(3):
        await visitor.page.keyboard.press("Enter")
    await visitor.sees("Echo: no")
    assert [message.press for message in place.house.bot.received] == ["", "no"]
    await expect(visitor.lines("person").last.locator(".bubble")).to_have_text("Nein, leider nicht")


async def test_an_example_is_asked_by_one_press(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url, size=PHONE, has_touch=True)
    await visitor.page.get_by_role("button", name="Was ist die Kompetenzstelle KI?").tap()
    await visitor.sees("Echo: Was ist die Kompetenzstelle KI?")


async def test_a_reload_keeps_the_conversation_and_announces_none_of_it(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says("eins")
    await visitor.sees("Echo: eins")
    await visitor.page.reload()
    await visitor.sees("eins")
    await visitor.sees("Echo: eins")
    await expect(visitor.log).to_have_attribute("aria-live", "polite")
    await visitor.says("zwei")
    await visitor.sees("Echo: zwei")
    assert await visitor.log.locator(".line").count() == 4


async def test_a_reply_of_staff_arrives_live_in_every_window(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says("Ich möchte mit einem Menschen sprechen")
    await visitor.heard_by_server()
    other = await visitor.context.new_page()
    await other.goto(place.live.url)
    await expect(other.locator(".bubble")).to_have_count(2)
    address = place.house.bot.received[0].chat.id
    await place.house.bot.say(address, "Guten Tag, hier ist Anna.", case="KI-7QX4M")
    await visitor.sees("Guten Tag, hier ist Anna.")
    await expect(visitor.lines("bot").last).to_contain_text("Vorgang KI-7QX4M")
    await expect(other.get_by_text("Guten Tag, hier ist Anna.")).to_be_visible()


async def test_a_restart_in_mid_conversation_loses_and_doubles_nothing(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    await visitor.says("vorher")
    await visitor.sees("Echo: vorher")
    await place.live.stop()
    await visitor.says("während der Pause")
    await expect(visitor.state("Noch nicht gesendet.")).to_be_visible()
    await place.live.start()
    await visitor.sees("Echo: während der Pause")
    await visitor.says("nachher")
    await visitor.sees("Echo: nachher")
    await expect(visitor.state("Noch nicht gesendet.")).to_be_hidden()
    assert await visitor.log.locator(".line").count() == 6
    await visitor.page.reload()
    await visitor.sees("Echo: nachher")
    assert await visitor.log.locator(".line").count() == 6


async def test_a_restart_while_the_answer_is_on_its_way(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    place.house.bot.pause = 1.0
    await visitor.says("mittendrin")
    await asyncio.sleep(0.3)
    await place.live.restart()
    await visitor.sees("Echo: mittendrin")
    await visitor.heard_by_server()
    await visitor.sees("mittendrin")
    assert await visitor.log.locator(".line").count() == 2


async def test_a_stop_is_quick_although_somebody_is_listening(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    await visitor.says("hallo")
    await visitor.sees("Echo: hallo")
    async with asyncio.timeout(2):
        await place.live.stop()


async def test_offline_the_message_waits_survives_a_reload_and_is_sent_once(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    place.house.bot.refusing = True
    await visitor.says("bitte aufheben")
    await expect(visitor.state("Ihr Text bleibt auf der Seite")).to_be_visible()
    await visitor.page.reload()
    await visitor.sees("bitte aufheben")
    place.house.bot.refusing = False
    await visitor.sees("Echo: bitte aufheben")
    await visitor.heard_by_server()
    assert await visitor.log.locator(".line").count() == 2


async def test_a_lost_connection_is_shown_and_so_is_its_return(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    await visitor.says("mit Netz")
    await visitor.sees("Echo: mit Netz")  # the stream is open now; before, its opening could overtake the loss
    await visitor.context.set_offline(True)
    await expect(visitor.page.get_by_text("Keine Verbindung.")).to_be_visible()
    await visitor.says("ohne Netz")
    await expect(visitor.state("Noch nicht gesendet.")).to_be_visible()
    await visitor.context.set_offline(False)
    await expect(visitor.page.get_by_text("Die Verbindung ist wieder da.")).to_be_visible(timeout=LONGEST_WAIT)
    await visitor.sees("Echo: ohne Netz")
    assert await visitor.log.locator(".line").count() == 4


async def test_too_many_messages_are_kept_and_sent_later(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    for number in range(12):
        await visitor.says(f"Frage {number}")
    await expect(visitor.state("Gerade sehr viele Nachrichten.").first).to_be_visible()
    await visitor.sees("Echo: Frage 11")
    assert await visitor.log.locator(".line").count() == 24


async def test_a_refused_message_can_be_discarded(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    await visitor.page.route(
        "**/api/messages",
        lambda route: route.fulfill(status=422, json={"error": "malformed", "text": "Unvollständig."}),
    )
    await visitor.says("geht nicht")
    await expect(visitor.state("Nicht gesendet. Unvollständig.").first).to_be_visible()
    await visitor.page.get_by_role("button", name="Verwerfen").click()
    await expect(visitor.log.locator(".line")).to_have_count(0)
    await expect(visitor.page.locator("#welcome")).to_be_visible()


async def test_a_lost_cookie_is_renewed_without_losing_the_message(place: Place, visitors: Visitors) -> None:
    visitor = await visitors.visit(place.live.url)
    visitor.expects_trouble = True
    await visitor.context.clear_cookies()
    await visitor.says("noch da?")
    await visitor.sees("noch da?")
    await visitor.heard_by_server()
    await visitor.page.reload()
    await visitor.sees("Echo: noch da?")


async def test_an_erased_conversation_disappears(place: Place, visitors: Visitors, database: Database) -> None:
    visitor = await visitors.visit(place.live.url)
    await visitor.says("geheim")
    await visitor.sees("Echo: geheim")
    asked = place.house.bot.received[0]
    await place.house.bot.clear(asked.chat.id, "Alles ist gelöscht.", in_reply_to=asked.id)
    await visitor.sees("Alles ist gelöscht.")
    await expect(visitor.log.locator(".line")).to_have_count(1)
