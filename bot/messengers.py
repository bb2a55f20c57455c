"""The messengers that are configured; of the others not a byte is loaded."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.platforms.base import FileSource, Receiver, Sender
from bot.settings import Settings
from bot.store.database import Database
from bot.store.leases import Leases
from bot.store.times import utc_now
from handlers import all_handlers
from handlers.base import Chat
from handlers.speech import Speech
from knowledge.entries import LANGUAGES
from knowledge.library import Library

if TYPE_CHECKING:
    from bot.platforms.matrix.platform import MatrixPlatform
    from bot.platforms.telegram.platform import TelegramPlatform


class Messenger(Protocol):
    """What the service needs of a messenger; `run` receives until it is cancelled."""

    @property
    def sender(self) -> Sender: ...
    @property
    def staff_rooms(self) -> tuple[Chat, ...]: ...

    async def run(self, receiver: Receiver, leases: Leases) -> None: ...


@dataclass(slots=True)
class Messengers:
    """All of them. In `files` each puts its own source and finds those of the others, by platform."""

    all: list[Messenger] = field(default_factory=list)
    files: dict[str, FileSource] = field(default_factory=dict)
    routes: list[tuple[str, Any]] = field(default_factory=list)
    public_room: Chat | None = None
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    @property
    def senders(self) -> Sequence[tuple[Sender, None]]:
        """As `open_house` takes them."""
        return [(messenger.sender, None) for messenger in self.all]

    @property
    def staff_rooms(self) -> tuple[Chat, ...]:
        """Where staff work."""
        return tuple(room for messenger in self.all for room in messenger.staff_rooms)

    async def close(self) -> None:
        """Once nothing is being sent any more."""
        for close in self.closing:
            await close()


def open_messengers(settings: Settings, database: Database, library: Library) -> Messengers:
    """Every configured messenger, not yet connected."""
    messengers = Messengers()
    if settings.telegram_token:
        telegram = _open_telegram(settings, database, library, messengers)
        messengers.all.append(telegram)
        messengers.closing.append(telegram.close)
        messengers.routes += [(telegram.webhook.path, telegram.webhook)] if telegram.webhook else []
    if settings.matrix_homeserver:
        matrix = _open_matrix(settings, database, messengers)
        messengers.all.append(matrix)
        messengers.public_room = matrix.public_room
    return messengers


def _open_telegram(
    settings: Settings, database: Database, library: Library, messengers: Messengers
) -> "TelegramPlatform":
    from bot.platforms.telegram.menu import Profile
    from bot.platforms.telegram.platform import open_telegram
    from bot.platforms.telegram.settings import TelegramSettings

    speech, operator = Speech.load(), library.operator
    about = {
        language: speech.say(language, "intro", bot=operator.bot_name, operator=operator.name.in_(language))
        for language in LANGUAGES
    }
    usages = tuple(usage for handler in all_handlers() for usage in handler.usage)
    return open_telegram(
        TelegramSettings.of(settings),
        database=database,
        files=messengers.files,
        profile=Profile(usages, speech, about),
        now=utc_now,
    )


def _open_matrix(settings: Settings, database: Database, messengers: Messengers) -> "MatrixPlatform":
    from bot.platforms.matrix.platform import open_matrix
    from bot.platforms.matrix.settings import MatrixSettings

    return open_matrix(MatrixSettings.of(settings), database=database, files=messengers.files, now=utc_now)
