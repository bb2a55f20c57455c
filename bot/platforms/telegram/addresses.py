"""Where a chat is: groups get a new id when they become supergroups, everything else keeps the first one."""

from collections.abc import Mapping

import structlog

from bot.store.telegram import TelegramStore

log = structlog.get_logger()


class Addresses:
    """The ids in force, remembered in the store."""

    def __init__(self, store: TelegramStore) -> None:
        self._store = store
        self.moves: Mapping[str, str] = {}

    async def load(self) -> None:
        """What earlier processes learned; raises StoreUnavailableError."""
        self.moves = await self._store.moves()

    def current(self, chat_id: str) -> int:
        """The id under which Telegram knows a chat now."""
        newest = [new for new, first in self.moves.items() if first == chat_id][-1:]
        return int(newest[0] if newest else chat_id)

    async def move(self, old: int, new: int) -> None:
        """A group got a new id; raises StoreUnavailableError."""
        if str(new) in self.moves or old == new:
            return
        chat = self.moves.get(str(old), str(old))
        await self._store.move(str(new), chat)
        self.moves = {**self.moves, str(new): chat}
        log.info("a group became a supergroup", chat=chat, now=new)
