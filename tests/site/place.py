"""The pages beside the chat with the real house behind them: dispatcher, handlers, store, desk, and a clock to turn."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from bot.house import TEXT_LIMITS
from bot.platforms.console import STAFF_ROOM
from bot.platforms.web.site_routes import add_site, open_site
from bot.store.database import Database
from bot.store.entries import Entries
from bot.tokens import Tokens
from handlers.base import Chat, Message
from knowledge.library import Library
from knowledge.search import Searcher
from tests.desk.office import BASE_URL, MARIA, Office, open_office
from tests.web.echo import settings_for

_LINK = re.compile(r"https?://\S+(/vermittlung/\S+)")
_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
_CASE = re.compile(r"KI-[A-Z0-9]{5}")
ACTOR = "scads-ai"
NEED = "Wir suchen Hilfe bei der Auswertung von Sensordaten."


@dataclass
class Town:
    """An office, the pages beside its chat, and what people and organisations do with both."""

    office: Office
    tokens: Tokens
    entries: Entries

    async def says(self, text: str, chat: Chat = MARIA, *, language: str = "de") -> str:
        """A citizen writes; returns what they were told last."""
        spoken = "en" if language == "en" else "de"
        message = Message(chat, uuid4().hex, text, language=spoken)  # type: ignore[arg-type]
        await self.office.running.dispatcher.receive([message])
        return (await self.office.heard(chat))[-1]

    async def agrees(self, contact: str = "maria@example.org", need: str = NEED, chat: Chat = MARIA) -> str:
        """A citizen wants to be introduced and agrees; returns the number of their case."""
        for said in (f"/start {ACTOR}", "Kontakt herstellen", need, contact, "ja"):
            told = await self.says(said, chat)
        found = _CASE.search(told)
        assert found, told
        return found[0]

    async def staff(self, text: str, name: str = "anna") -> list[str]:
        """A member of staff writes in the room; returns what came into it."""
        self.office.room.clear()
        await self.office.running.dispatcher.receive([Message(STAFF_ROOM, uuid4().hex, text, staff=name)])
        await self.office.running.drain()
        return [delivery.text for delivery in self.office.room]

    async def link(self, number: str) -> str:
        """The page of the organisation, out of the prepared mail."""
        found = [match for text in await self.staff(f"/zeige {number}") for match in _LINK.findall(text)]
        assert len(found) == 1
        return str(found[0])

    def browser(self) -> httpx.AsyncClient:
        """Somebody's browser, as far as requests go."""
        return self.office.stranger()

    async def answers(self, path: str, verdict: str, text: str = "", **fields: str) -> httpx.Response:
        """An organisation opens its page and presses a button."""
        async with self.browser() as client:
            page = await client.get(path)
            found = _TOKEN.search(page.text)
            token = found[1] if found else ""
            return await client.post(path, data={"token": token, "verdict": verdict, "text": text} | fields)


def words(response: httpx.Response) -> str:
    """The page as text."""
    return html.unescape(response.text)


def path_of(link: str) -> str:
    """The way within our host."""
    return urlsplit(link).path


async def open_town(database: Database, library: Library, searcher: Searcher, *, url: str = BASE_URL) -> Town:
    """Wire everything as the service does."""
    settings = settings_for(url)
    tokens = Tokens(public_url=url, secret_key=settings.secret_key)
    office = await open_office(database, library, searcher, url=url, introduction_link=tokens.introduction_link)
    site = open_site(
        database=database, library=library, settings=settings, tokens=tokens, staff_rooms=(STAFF_ROOM,),
        limits=TEXT_LIMITS, woken=office.running.wake, now=office.clock,
    )  # fmt: skip
    add_site(office.app, site)
    return Town(office, tokens, Entries(database))
