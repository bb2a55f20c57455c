"""Puts the pages beside the chat into the web page's application."""

from collections.abc import Callable, Sequence
from datetime import datetime

from fastapi import FastAPI

from bot.introducing import Introducing
from bot.platforms.web.directory import directory_routes
from bot.platforms.web.entries import entry_routes
from bot.platforms.web.introductions import introduction_routes
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.site import Site, SitePages
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.outgoing import Limits
from bot.tokens import Tokens
from handlers.base import Chat
from handlers.speech import Speech
from knowledge.library import Library


def add_site(web: FastAPI, site: Site) -> None:
    """The directory, and the pages that organisations come to by a link."""
    pages = SitePages(site)
    for routes in (directory_routes, introduction_routes, entry_routes):
        web.include_router(routes(site, pages))


def open_site(
    *,
    database: Database,
    library: Library,
    settings: WebSettings,
    tokens: Tokens,
    staff_rooms: Sequence[Chat],
    limits: Limits,
    woken: Callable[[], None],
    now: Callable[[], datetime],
) -> Site:
    """What the pages work with; `woken` is called when an answer left something to be sent."""
    introducing = Introducing(database, library, Speech.load(), staff_rooms, limits, woken)
    return Site(settings, library, Entries(database), introducing, tokens, now)
