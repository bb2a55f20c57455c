"""An office with a desk: the real dispatcher, handlers and store behind the real application, and a clock to turn."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from fastapi import FastAPI

from bot.desk.app import build_desk, mount_desk
from bot.desk.identity import IdentityProvider
from bot.desk.links import Links
from bot.house import Running, open_house
from bot.platforms.base import Delivery, FileSource
from bot.platforms.console import STAFF_PLATFORM, STAFF_ROOM, ConsoleSender
from bot.platforms.web.app import WebSender, build_app
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Wake
from bot.store.database import Database
from bot.store.desk import Role
from bot.store.desk_files import DeskFiles
from bot.store.weblines import WebLines
from handlers import all_handlers
from handlers.base import DESK, Chat, Message
from handlers.introduction_mail import LinkFor
from knowledge.library import Library
from knowledge.search import Searcher
from tests.web.echo import settings_for

BASE_URL = "http://lotse.test"
MARIA = Chat("web", "a" * 64)
_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
_CASE = re.compile(r"KI-[A-Z0-9]{5}")


@dataclass
class Clock:
    """The time of the office; it stands still until somebody turns it."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how: float) -> None:
        """Let time pass: `pass_by(hours=8)`."""
        self.now += timedelta(**how)


@dataclass
class Clerk:
    """Somebody at the desk, as far as a browser sends requests."""

    client: httpx.AsyncClient

    async def sees(self, path: str = "/desk/", **query: str) -> str:
        """The text of a page that must be there."""
        response = await self.client.get(path, params=query)
        assert response.status_code == 200, response.text
        return html.unescape(response.text)

    async def token(self) -> str:
        """The token of this session's forms."""
        found = _TOKEN.search(await self.sees("/desk/sessions"))
        assert found
        return found[1]

    async def posts(self, path: str, **fields: str) -> httpx.Response:
        """Send a form as the page would."""
        fields.setdefault("token", await self.token())
        return await self.client.post(path, data=fields)

    async def does(self, action: str, number: str, text: str = "", **fields: str) -> str:
        """Act on a case, having seen it as it stands; returns the page that follows."""
        page = await self.sees(f"/desk/cases/{number}")
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen
        form = {"id": uuid4().hex, "seen": seen[1], "text": text} | fields
        response = await self.posts(f"/desk/cases/{number}/{action}", **form)
        assert response.status_code == 200, response.text
        return html.unescape(response.text)


@dataclass
class Office:
    """Everything one running desk consists of."""

    app: FastAPI
    desk: FastAPI
    running: Running
    wake: Wake
    clock: Clock
    links: Links
    room: list[Delivery] = field(default_factory=list)
    sources: dict[str, FileSource] = field(default_factory=dict)

    async def asks(
        self, question: str = "Wer hilft meinem Betrieb in Zittau bei Kühlketten?", chat: Chat = MARIA
    ) -> str:
        """A citizen passes a question on; returns the number of the case."""
        for text in ("/mensch", question, "ja"):
            await self.running.dispatcher.receive([Message(chat, uuid4().hex, text, language="de")])
        await self.running.drain()
        lines = await WebLines(self.running.database).after(chat.id, 0, limit=100)
        numbers = [number for line in lines for number in _CASE.findall(str(line.payload.get("text", "")))]
        assert numbers, [line.payload for line in lines]
        return str(numbers[-1])

    @property
    def files(self) -> DeskFiles:
        """What staff sent from the desk."""
        return DeskFiles(self.running.database)

    async def heard(self, chat: Chat = MARIA) -> list[str]:
        """What the citizen was told so far."""
        await self.running.drain()
        lines = await WebLines(self.running.database).after(chat.id, 0, limit=100)
        return [str(line.payload["text"]) for line in lines if line.author == "bot"]

    def stranger(self) -> httpx.AsyncClient:
        """A browser that is not signed in."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        headers = {"origin": BASE_URL, "accept-language": "de"}
        return httpx.AsyncClient(transport=transport, base_url=BASE_URL, headers=headers)

    async def signs_in(self, name: str, role: Role = Role.STAFF) -> Clerk:
        """Somebody uses a link."""
        client = self.stranger()
        response = await client.post("/desk/sign-in", data={"link": self.link(name, role)})
        assert response.status_code == 303, response.text
        return Clerk(client)

    def link(self, name: str, role: Role = Role.STAFF) -> str:
        """The token of a fresh link."""
        return urlsplit(self.links.issue(name, now=self.clock.now, role=role)).query.removeprefix("link=")


async def open_office(
    database: Database,
    library: Library,
    searcher: Searcher,
    *,
    url: str = BASE_URL,
    settings: WebSettings | None = None,
    introduction_link: LinkFor | None = None,
    clock: Clock | None = None,
    openid: IdentityProvider | None = None,
) -> Office:
    """Wire everything as the service does."""
    clock, wake, lines = clock or Clock(), Wake(), WebLines(database)
    settings = settings or settings_for(url)
    links = Links(public_url=url, secret_key=settings.secret_key)
    room: list[Delivery] = []
    sources: dict[str, FileSource] = {DESK: DeskFiles(database)}
    running = await open_house(
        database, library=library, searcher=searcher, staff_rooms=(STAFF_ROOM,), now=clock,
        senders=[(WebSender(lines, wake), None), (ConsoleSender(STAFF_PLATFORM, room.append), None)],
        handlers=all_handlers(
            desk_link=lambda name, now: links.issue(name, now=now), introduction_link=introduction_link
        ),
    )  # fmt: skip

    async def ready() -> dict[str, bool]:
        return {}

    web = build_app(
        receiver=running.dispatcher, lines=lines, wake=wake, settings=settings, ready=ready, root=url, now=clock,
        library=lambda: running.knowing.now.library,
    )  # fmt: skip
    desk = build_desk(
        database=database, receiver=running.dispatcher, library=library, searcher=searcher, wake=wake,
        settings=settings, links=links, now=clock, openid=openid, sources=sources,
        introduction_link=introduction_link, knowing=running.knowing, staff_rooms=(STAFF_ROOM,),
    )  # fmt: skip
    mount_desk(web, desk)
    return Office(web, desk, running, wake, clock, links, room, sources)
