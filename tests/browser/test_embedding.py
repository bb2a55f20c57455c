"""The page inside another site: one script tag, only where allowed, usable by keyboard."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from fastapi import FastAPI, Response
from playwright.async_api import FrameLocator, Locator, expect

from bot.platforms.web.wake import Wake
from bot.store.database import Database
from tests.browser.conftest import LiveAppFactory
from tests.browser.people import DESKTOP, LONGEST_WAIT, PHONE, Visitor, Visitors
from tests.service.process import free_port
from tests.web.echo import build_house, settings_for

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STRICT = "default-src 'none'; script-src {bot}; frame-src {bot}"


def other_site(bot_url: str) -> FastAPI:
    """Somebody else's page, with a strict policy of its own."""
    app = FastAPI()
    app.state.wake = Wake()

    @app.get("/")
    async def page() -> Response:
        html = f"""<!doctype html><html lang="de"><title>Stadt</title><h1>Willkommen</h1>
            <script src="{bot_url}/embed.js" defer></script></html>"""
        policy = STRICT.format(bot=bot_url)
        return Response(html, media_type="text/html", headers={"content-security-policy": policy})

    return app


@dataclass
class Neighbourhood:
    """A site that may show the conversation and one that may not, each on its own origin."""

    friend: str
    stranger: str


@pytest_asyncio.fixture(loop_scope="session")
async def sites(live_app: LiveAppFactory, database: Database) -> AsyncIterator[Neighbourhood]:
    port = free_port()
    allowed = (f"http://127.0.0.1:{port}",)

    def build_bot(url: str) -> FastAPI:
        return build_house(settings_for(url, embed_origins=allowed), database).app

    async with (
        live_app(build_bot) as bot,
        live_app(lambda url: other_site(bot.url)) as stranger,
        live_app(lambda url: other_site(bot.url), port=port) as friend,
    ):
        yield Neighbourhood(friend.url, stranger.url)


def launcher(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("button", name="Fragen an KI-Lotse Sachsen")


def frame(visitor: Visitor) -> FrameLocator:
    return visitor.page.frame_locator("iframe[title='Gespräch mit KI-Lotse Sachsen']")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_a_button_opens_the_conversation_inside_the_other_site(
    sites: Neighbourhood, visitors: Visitors, size: tuple[int, int]
) -> None:
    visitor = await visitors.visit(sites.friend, size=size)
    await launcher(visitor).click()
    field = frame(visitor).get_by_label("Ihre Nachricht")
    await field.fill("Guten Tag")
    await field.press("Enter")
    await expect(frame(visitor).get_by_text("Echo: Guten Tag")).to_be_visible(timeout=LONGEST_WAIT)


async def test_escape_closes_from_inside_and_gives_the_focus_back(sites: Neighbourhood, visitors: Visitors) -> None:
    visitor = await visitors.visit(sites.friend)
    await visitor.page.keyboard.press("Tab")
    await expect(launcher(visitor)).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    field = frame(visitor).get_by_label("Ihre Nachricht")
    await field.fill("halb geschrieben")
    await field.press("Escape")
    await expect(launcher(visitor)).to_be_focused()
    await expect(visitor.page.get_by_role("dialog")).to_be_hidden()
    await visitor.page.keyboard.press("Enter")
    await expect(field).to_have_value("halb geschrieben")
    await visitor.page.get_by_role("button", name="Gespräch schließen").click()
    await expect(launcher(visitor)).to_be_focused()


async def test_elsewhere_the_script_does_nothing_and_the_frame_is_refused(
    sites: Neighbourhood, visitors: Visitors
) -> None:
    visitor = await visitors.visit(sites.stranger)
    await visitor.page.wait_for_load_state("networkidle")
    await expect(launcher(visitor)).to_have_count(0)
