"""The terminal for people: a chat with numbered buttons, and the staff's workplace."""

import asyncio
import contextlib
import getpass
from collections.abc import Awaitable, Callable
from uuid import uuid4

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

from bot.desk.links import Links
from bot.house import Running, open_house, open_searcher
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, STAFF_PLATFORM, STAFF_ROOM, ConsoleSender
from bot.settings import Settings
from bot.store.database import Database, StoreUnavailableError
from handlers import all_handlers
from handlers.base import Chat, Message
from handlers.desk import LinkFor
from handlers.speech import Speech
from knowledge.directory import open_directory
from knowledge.entries import Language
from knowledge.loading import load

LOOK_SECONDS = 0.5  # how often replies made by another process are looked for


async def talk(settings: Settings, database: Database, *, language: str) -> None:
    """A person's chat. In memory, where nobody else could answer, `@name text` speaks as staff."""
    alone = not settings.database_url
    person = Chat(CONSOLE, f"terminal-{getpass.getuser()}")
    spoken: Language = "en" if language == "en" else "de"
    console = Console(highlight=False)
    running = await _open(settings, database, console, person, staff=alone)

    def message(text: str) -> Message:
        if alone and text.startswith("@"):
            name, _, said = text[1:].partition(" ")
            return Message(STAFF_ROOM, uuid4().hex, said, staff=name)
        return Message(person, uuid4().hex, text, language=spoken)

    hint = "Strg+D beendet · Ctrl+D quits" + ("  ·  @anna /liste = als Team / as staff" if alone else "")
    console.print(hint, style="dim")
    await running.dispatcher.receive([message("/start")])
    await _converse(running, message, "› ")


async def work(settings: Settings, database: Database, name: str) -> None:
    """The staff's workplace on the running service's database; alerts appear as they come."""
    console = Console(highlight=False)
    running = await _open(settings, database, console, STAFF_ROOM, staff=True)
    console.print(f"Angemeldet als {name}. /hilfe zeigt die Befehle, Strg+D beendet.", style="dim")
    await running.dispatcher.receive([Message(STAFF_ROOM, uuid4().hex, "/liste", staff=name)])
    await _converse(running, lambda text: Message(STAFF_ROOM, uuid4().hex, text, staff=name), f"{name}› ")


async def _open(settings: Settings, database: Database, console: Console, own: Chat, *, staff: bool) -> Running:
    def show(delivery: Delivery) -> None:
        console.print(rendered(delivery), end="\n\n")

    senders: list[tuple[ConsoleSender, list[str]]] = []
    if own.platform == CONSOLE:
        senders.append((ConsoleSender(CONSOLE, show), [own.id]))
    if staff:
        senders.append((ConsoleSender(STAFF_PLATFORM, show), [STAFF_ROOM.id]))
    library = load()
    searcher = open_searcher(library, cache_dir=settings.cache_dir, background=True, meaning=settings.meaning)
    return await open_house(
        database, library=library, searcher=searcher,
        directory=open_directory(library, searcher, background=True, cache_dir=settings.cache_dir),
        staff_rooms=(STAFF_ROOM,), senders=senders,
        retention_days=settings.retention_days, hours=settings.hours(),
        handlers=all_handlers(desk_link=None if database.in_memory else _desk_link(settings)),
    )  # fmt: skip


def _desk_link(settings: Settings) -> LinkFor:
    """Makes links to the desk of the service that runs on the same database, by its address and its secret."""
    address = settings.public_url or f"http://{settings.web_host}:{settings.web_port}"
    links = Links(public_url=address, secret_key=settings.secret())
    return lambda name, now: links.issue(name, now=now)


def rendered(delivery: Delivery) -> Text:
    """A message with numbered buttons; a person's words can never become colour or markup here."""
    to_staff = delivery.chat.platform == STAFF_PLATFORM
    text = Text(("[Team] " if to_staff else "") + delivery.text, style="yellow" if to_staff else "")
    for number, button in enumerate(delivery.buttons, start=1):
        text.append(f"\n  {number} ", style="bold cyan").append(button.label, style="cyan")
    return text


async def _converse(running: Running, to_message: Callable[[str], Message], prompt: str) -> None:
    session: PromptSession[str] = PromptSession()
    with patch_stdout(raw=True):
        looking = asyncio.create_task(_keep_looking(running))
        try:
            while True:
                text = await session.prompt_async(prompt)
                if text.strip():
                    await _or_sorry(running.dispatcher.receive([to_message(text)]))
                    await _or_sorry(running.drain())
        except EOFError:
            return
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking
            await running.database.dispose()


async def _keep_looking(running: Running) -> None:
    """What another process put into the outbox for us appears while we type."""
    while True:
        await _or_sorry(running.drain())
        await asyncio.sleep(LOOK_SECONDS)


async def _or_sorry(step: Awaitable[None]) -> None:
    try:
        await step
    except StoreUnavailableError as error:
        Console(stderr=True).print(f"{Speech.load().say('de', 'cannot-store')} ({error})", style="red")
