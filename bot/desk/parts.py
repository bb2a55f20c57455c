"""What the routes of the desk share."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.desk.actions import Performer
from bot.desk.curation_review import Reviews
from bot.desk.identity import IdentityProvider
from bot.desk.links import Links
from bot.desk.nearby import Nearby
from bot.desk.sessions import Cookies
from bot.knowing import Knowing
from bot.platforms.base import FileSource
from bot.platforms.web.assets import Assets
from bot.platforms.web.limits import Buckets
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Wake
from bot.store.announcements_desk import DeskAnnouncements
from bot.store.curation import Curation
from bot.store.desk import DeskPeople
from bot.store.desk_cases import DeskCases
from bot.store.desk_files import DeskFiles
from bot.store.desk_identities import DeskIdentities
from bot.store.desk_work import DeskWork
from bot.store.entries import Entries
from bot.store.events import EditedEvents
from bot.store.figures import RecentFigures
from bot.store.introductions import IntroductionsSeen
from bot.store.learning import Proposals
from handlers.base import Chat, Usage
from handlers.introduction_mail import LinkFor
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
    knowing: Knowing
    curation: Curation
    proposals: Proposals
    reviews: Reviews
    links: Links
    cookies: Cookies
    settings: WebSettings
    texts: Speech
    bot_texts: Speech
    assets: Assets
    wake: Wake
    actions: Mapping[str, Usage]
    sign_ins: Buckets
    figures: RecentFigures
    files: DeskFiles
    sources: Mapping[str, FileSource]
    identities: DeskIdentities
    openid: IdentityProvider | None
    now: Callable[[], datetime]
    entries: Entries
    events: EditedEvents
    introductions: IntroductionsSeen
    introduction_link: LinkFor | None
    announcements: DeskAnnouncements
    staff_rooms: Sequence[Chat] = ()
    public_url: str = ""
    leaving: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def library(self) -> Library:
        """All entries, with what was approved."""
        return self.knowing.now.library
