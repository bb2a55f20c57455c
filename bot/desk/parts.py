"""What the routes of the desk share."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.desk.actions import Performer
from bot.desk.links import Links
from bot.desk.nearby import Nearby
from bot.desk.sessions import Cookies
from bot.platforms.web.assets import Assets
from bot.platforms.web.limits import Buckets
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Wake
from bot.store.desk import DeskPeople
from bot.store.desk_cases import DeskCases
from bot.store.desk_work import DeskWork
from handlers.base import Usage
from handlers.speech import Speech
from knowledge.library import Library


@dataclass(frozen=True)
class Parts:
    """Built once in `build_desk` and handed to every group of routes; `now` is the clock."""

    people: DeskPeople
    cases: DeskCases
    work: DeskWork
    performer: Performer
    nearby: Nearby
    library: Library
    links: Links
    cookies: Cookies
    settings: WebSettings
    texts: Speech
    bot_texts: Speech
    assets: Assets
    wake: Wake
    actions: Mapping[str, Usage]
    sign_ins: Buckets
    now: Callable[[], datetime]
    leaving: set[asyncio.Task[None]] = field(default_factory=set)
