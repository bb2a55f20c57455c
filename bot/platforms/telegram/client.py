"""The calls we make, each with its own patience; python-telegram-bot's `Bot` does the wording."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot, InputFile, Update
from telegram.error import NetworkError

from bot.platforms.telegram.request import AiohttpRequest
from bot.platforms.telegram.settings import UPDATE_KINDS, TelegramSettings

POLL_SECONDS = 25  # how long a poll waits for an update
BATCH = 100  # updates at once, the most Telegram gives
SHORT_SECONDS = 10.0  # for calls that nobody's message depends on
Raw = dict[str, Any]


class Telegram(Bot):
    """One bot. Calls raise telegram's errors; nothing is retried in here, and no error text holds the token."""

    def __init__(self, settings: TelegramSettings) -> None:
        self._http = AiohttpRequest()
        super().__init__(
            settings.token,
            base_url=f"{settings.api_url}/bot",
            base_file_url=f"{settings.api_url}/file/bot",
            request=self._http,
            get_updates_request=self._http,
        )

    async def close_connections(self) -> None:
        """Call no more."""
        await self._http.shutdown()

    async def call(self, method: str, **given: Any) -> Any:
        """Any method, with its answer as it came; raises telegram's errors.

        The typed methods build objects of every answer, which takes four times as long as the call itself, and
        `do_api_request` looks for objects in every parameter, which ours hold only where a file is sent.
        """
        if any(isinstance(value, InputFile) for value in given.values()):
            return await self.do_api_request(method[0].upper() + method[1:], given)
        return await self._call_plainly(method, given)

    async def call_briefly(self, method: str, **given: Any) -> Any:
        """As `call`, for what nobody's message depends on."""
        return await self._call_plainly(method, given, seconds=SHORT_SECONDS)

    async def poll(self, *, offset: int, seconds: int = POLL_SECONDS) -> Sequence[Raw]:
        """The updates from `offset` on, as Telegram sent them: one that cannot be read must not cost its neighbours.

        Confirms everything before `offset`. Raises telegram's errors.
        """
        wanted = {"offset": offset, "limit": BATCH, "timeout": seconds, "allowed_updates": list(UPDATE_KINDS)}
        updates = await self._call_plainly("getUpdates", wanted, seconds=seconds + SHORT_SECONDS)
        if not isinstance(updates, list):
            raise NetworkError("the answer is no list of updates")
        return updates

    async def _call_plainly(self, method: str, given: Mapping[str, Any], *, seconds: float | None = None) -> Any:
        """With parameters that are JSON already."""
        return await self._http.call(f"{self.base_url}/{method}", given, seconds=seconds)

    def read(self, raw: Raw) -> Update | None:
        """One update as an object; raises whatever its contents make python-telegram-bot raise."""
        return Update.de_json(raw, self)
