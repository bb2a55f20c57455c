"""A tiny bot behind the web page, so that its tests need nothing of the real one: it says back what it heard."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import delete
from sqlmodel import SQLModel, col, select

from bot.platforms.base import ButtonView, Delivery, Position
from bot.platforms.web.app import Wake, WebSender, WebSettings, build_app
from bot.store.database import Database, StoreUnavailableError
from bot.store.models import WebLineRow
from bot.store.times import utc_now
from bot.store.weblines import WebLines, person_line, record_lines
from handlers.base import Chat, Message
from knowledge.entries import Localised
from knowledge.library import Library

BUTTONS = (ButtonView("yes", "Ja, hilfreich"), ButtonView("no", "Nein, leider nicht"), ButtonView("human", "Mensch"))


def settings_for(url: str, *, embed_origins: tuple[str, ...] = ()) -> WebSettings:
    """Settings of a test: fast to notice things, otherwise as in real life."""
    return WebSettings(
        public_url=url,
        secret_key="a secret only for tests",
        bot_name="KI-Lotse Sachsen",
        operator_name=Localised(
            de="Kompetenzstelle KI, Digitalagentur Sachsen", en="AI Competence Centre, Digital Agency of Saxony"
        ),
        embed_origins=embed_origins,
        privacy_url="https://example.org/datenschutz",
        imprint_url="https://example.org/impressum",
        accessibility_url="https://example.org/barrierefreiheit",
        phone="0351 000000",
        email="lotse@example.org",
        poll_seconds=0.3,
    )


@dataclass
class EchoBot:
    """A receiver that stores a message once and answers it; `refusing` makes the store unavailable."""

    database: Database
    lines: WebLines
    sender: WebSender
    wake: Wake
    answer: Callable[[Message], str] = lambda message: f"Echo: {message.text or message.press}"
    case: Callable[[Message], str] = lambda message: ""
    received: list[Message] = field(default_factory=list)
    refusing: bool = False
    pause: float = 0.0

    async def receive(self, messages: Sequence[Message], *, position: Position | None = None) -> None:
        """Like the dispatcher: nothing is taken twice, and it returns when all is stored."""
        if self.refusing:
            raise StoreUnavailableError("OperationalError: database is locked")
        for message in messages:
            self.received.append(message)
            if await self._store(message):
                await asyncio.sleep(self.pause)
                await self.say(message.chat.id, self.answer(message), in_reply_to=message.id, case=self.case(message))

    async def _store(self, message: Message) -> bool:
        async with self.database.writing() as session:
            query = select(WebLineRow).filter_by(message_id=message.id, author="person")
            if (await session.exec(query)).first():
                return False
            labels = {button.id: button.label for button in BUTTONS}
            text = message.text or labels.get(message.press, message.press)
            await record_lines(session, [person_line(message.chat.id, message.id, text, datetime.now(UTC))])
            return True

    async def say(self, address: str, text: str, *, in_reply_to: str = "", case: str = "") -> int:
        """A message of ours, as the delivery would send it."""
        number = await self._highest() + 1
        delivery = Delivery(
            id=number,
            chat=Chat("web", address),
            text=text,
            buttons=BUTTONS if in_reply_to else (),
            case=case,
            in_reply_to=in_reply_to,
            transaction_id=f"t{number}",
        )
        await self.sender.send(delivery)
        return delivery.id

    async def clear(self, address: str, text: str, *, in_reply_to: str = "") -> None:
        """Erase the conversation and leave one line that tells open pages to forget theirs."""
        async with self.database.writing() as session:
            await session.exec(delete(WebLineRow).where(col(WebLineRow.address) == address))
            payload = {"text": text, "clear": True}
            row = WebLineRow(
                address=address, author="bot", message_id=in_reply_to, payload=payload, at=datetime.now(UTC)
            )
            session.add(row)
        self.wake.notify(address)

    async def _highest(self) -> int:
        async with self.database.reading() as session:
            return max([row or 0 for row in (await session.exec(select(WebLineRow.outbox_id))).all()], default=0)


@dataclass
class House:
    """Everything one running page consists of."""

    app: FastAPI
    bot: EchoBot
    wake: Wake
    settings: WebSettings
    ready: dict[str, bool]


async def create_tables(database: Database) -> None:
    """The tables, in an empty database or one that has them already."""
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)


def build_house(
    settings: WebSettings, database: Database, *, library: Library | None = None, now: datetime | None = None
) -> House:
    """A page with the echo behind it; with a library also the pages of its events, as of `now`."""
    wake, lines = Wake(), WebLines(database)
    bot = EchoBot(database, lines, WebSender(lines, wake), wake)
    ready = {"store": True, "search": True}

    async def look() -> dict[str, bool]:
        return dict(ready)

    app = build_app(
        receiver=bot, lines=lines, wake=wake, settings=settings, ready=look,
        library=(lambda: library) if library else None,
        now=lambda: now or utc_now(),
    )  # fmt: skip
    return House(app, bot, wake, settings, ready)


def file_database(folder: Path) -> Database:
    """A database that outlives a restart of the server."""
    return Database(f"sqlite:///{folder / 'lotse.db'}")
