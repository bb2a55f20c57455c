"""The way out: a delivery becomes a line of the conversation, and whoever is looking is told."""

from collections.abc import Sequence

from bot.platforms.base import Delivery, UnreachableError
from bot.platforms.web.wake import Wake
from bot.store.database import StoreUnavailableError
from bot.store.weblines import WebLines


class WebSender:
    """Sends on the web page. A second sending of the same delivery changes nothing."""

    platform = "web"
    idempotent = True

    def __init__(self, lines: WebLines, wake: Wake) -> None:
        self._lines = lines
        self._wake = wake

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """Raises UnreachableError when the line could not be stored; nothing was shown then."""
        try:
            await self._lines.record_delivery(delivery)
        except StoreUnavailableError as error:
            raise UnreachableError(str(error)) from error
        self._wake.notify(delivery.chat.id)
        return ()
