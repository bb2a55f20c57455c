"""Puts the Telegram platform together: what the application starts, and nothing else it needs to know."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.platforms.base import FileSource, Receiver
from bot.platforms.telegram.addresses import Addresses
from bot.platforms.telegram.chores import Chores
from bot.platforms.telegram.client import Telegram
from bot.platforms.telegram.files import TelegramFiles
from bot.platforms.telegram.intake import Intake
from bot.platforms.telegram.limits import Limits
from bot.platforms.telegram.members import Members
from bot.platforms.telegram.menu import Profile, publish_menu
from bot.platforms.telegram.newest import Newest
from bot.platforms.telegram.polling import Polling
from bot.platforms.telegram.sending import TelegramSender
from bot.platforms.telegram.settings import PLATFORM, UPDATE_KINDS, TelegramSettings
from bot.platforms.telegram.topics import Topics
from bot.platforms.telegram.webhook import Webhook
from bot.settings import SettingsError
from bot.store.database import Database, StoreUnavailableError
from bot.store.leases import Leases
from bot.store.telegram import TelegramStore
from bot.store.threads import Threads
from handlers.base import Chat

log = structlog.get_logger()

AGAIN_SECONDS = 5.0  # between tries to reach Telegram at the start
WEBHOOK_CONNECTIONS = 40  # Telegram's default; what comes at once is one batch for us


@dataclass(slots=True)
class TelegramPlatform:
    """One bot: `sender` goes to the house, `staff_rooms` to the dispatcher, `run` is the service.

    `webhook` is an ASGI application for its own path; None when updates are polled.
    """

    settings: TelegramSettings
    client: Telegram
    profile: Profile
    addresses: Addresses
    intake: Intake
    chores: Chores
    sender: TelegramSender
    staff_rooms: tuple[Chat, ...]
    webhook: Webhook | None
    now: Callable[[], datetime]

    async def run(self, receiver: Receiver, leases: Leases) -> None:
        """Receive until cancelled. Raises SettingsError when Telegram refuses the token."""
        await self._patiently(self._look_around)
        log.info("Telegram", bot=self.settings.account, username=self.intake.username)
        profile = asyncio.create_task(self._publish())  # nobody's message has to wait for it
        try:
            if self.webhook:
                await self.webhook.run(receiver)
            else:
                await self._polling(receiver).run(leases)
        finally:
            profile.cancel()
            await asyncio.gather(profile, return_exceptions=True)

    async def close(self) -> None:
        """Call no more; only when nothing is being sent any longer."""
        await self.chores.close()
        await self.client.close_connections()

    def _polling(self, receiver: Receiver) -> Polling:
        return Polling(self.client, self.intake, receiver, account=self.settings.account, now=self.now)

    async def _publish(self) -> None:
        """Where to post to, and what the bot shows of itself."""
        if self.webhook:
            await self._patiently(self._set_webhook)
        staff_group = self.addresses.current(self.settings.staff_chat) if self.settings.staff_chat else 0
        await publish_menu(self.client, self.profile, staff_group=staff_group)

    async def _look_around(self) -> None:
        """Who we are, however long Telegram takes to answer; the web page and the store need not wait for it."""
        await self.addresses.load()
        me = await self.client.get_me()
        self.intake.username = me.username or ""

    async def _set_webhook(self) -> None:
        await self.client.call_briefly(
            "setWebhook",
            url=self.settings.webhook_url,
            secret_token=self.settings.webhook_secret,
            max_connections=WEBHOOK_CONNECTIONS,
            allowed_updates=list(UPDATE_KINDS),
            drop_pending_updates=False,
        )

    async def _patiently(self, call: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                return await call()
            except InvalidToken:
                raise SettingsError(
                    "LOTSE_TELEGRAM_TOKEN: Telegram does not know this token. Copy it again from @BotFather (/token), "
                    "and check LOTSE_TELEGRAM_API_URL if you run a Bot API server of your own."
                ) from None  # the original may quote the token
            except (TelegramError, StoreUnavailableError) as error:
                log.warning("Telegram is not there yet", error=str(error), again_in=AGAIN_SECONDS)
                await asyncio.sleep(AGAIN_SECONDS)


def open_telegram(
    settings: TelegramSettings,
    *,
    database: Database,
    files: dict[str, FileSource],
    profile: Profile,
    now: Callable[[], datetime],
) -> TelegramPlatform:
    """The platform, not yet connected; `files` is shared by all platforms, each of which adds its own source."""
    client, store = Telegram(settings), TelegramStore(database, settings.account)
    staff_rooms = (Chat(PLATFORM, settings.staff_chat, settings.account),) if settings.staff_chat else ()
    addresses, newest, chores = Addresses(store), Newest(), Chores(client)
    topics = Topics(client, Threads(database), staff_rooms[0] if staff_rooms else None, now)
    sender = TelegramSender(
        client, addresses=addresses, limits=Limits(settings.rate), topics=topics, newest=newest, files=files
    )
    commands = frozenset(name for usage in profile.usages for name in (usage.command, usage.alias) if not usage.staff)
    intake = Intake(
        client, settings, store=store, addresses=addresses, members=Members(client, store), newest=newest,
        chores=chores, commands=commands,
    )  # fmt: skip
    files[PLATFORM] = TelegramFiles(client)
    webhook = Webhook(intake, secret=settings.webhook_secret) if settings.webhook_url else None
    return TelegramPlatform(settings, client, profile, addresses, intake, chores, sender, staff_rooms, webhook, now)
