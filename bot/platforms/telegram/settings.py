"""What the Telegram platform needs to know; built and checked by the application."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Self

from bot.settings import TELEGRAM_API, Settings

PLATFORM = "telegram"
WEBHOOK_PATH = "/telegram/webhook"
UPDATE_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """One bot. `rate` is messages per second overall; without `webhook_url` updates are polled.

    `staff_chat` is the number of the staff group, empty for none.
    """

    token: str = field(repr=False)
    secret_key: str = field(repr=False)
    api_url: str = TELEGRAM_API
    staff_chat: str = ""
    webhook_url: str = ""
    rate: float = 30.0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those of the house that concern Telegram."""
        return cls(
            token=settings.telegram_token,
            secret_key=settings.secret(),
            api_url=settings.telegram_api_url,
            staff_chat=settings.telegram_staff_chat,
            webhook_url=settings.public_url.rstrip("/") + WEBHOOK_PATH if settings.telegram_webhook else "",
            rate=settings.telegram_rate,
        )

    @property
    def account(self) -> str:
        """The bot's own number, which is the part of its token that is no secret."""
        return self.token.partition(":")[0]

    @property
    def webhook_secret(self) -> str:
        """What Telegram has to show with every update it posts; another bot or key gives another secret."""
        purpose = f"telegram-webhook:{self.token}"
        return hmac.new(self.secret_key.encode(), purpose.encode(), hashlib.sha256).hexdigest()
