"""What a batch of turns leaves behind: gathered in memory, written together, forgotten when a turn breaks."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.buttons import Offer, save_presses
from bot.store.chats import StoredChat, save_chats
from bot.store.learning import HeardKey, add_heard
from bot.store.outgoing import Outgoing, insert_outgoing
from bot.store.tally import TallyKey, add_counts
from bot.store.weblines import record_lines
from handlers.base import Chat


class Writes:
    """Filled by turns; `write` empties it into the database."""

    def __init__(self) -> None:
        self.replies: list[Outgoing] = []
        self.lines: list[dict[str, Any]] = []
        self.chats: dict[int, StoredChat] = {}
        self.pressed: dict[str, Offer] = {}
        self.counts: Counter[TallyKey] = Counter()
        self.heard: Counter[HeardKey] = Counter()
        self.platforms: set[str] = set()

    async def write(self, session: AsyncSession, now: datetime, *, known: Mapping[Chat, int]) -> None:
        """Counts last: all processes share them, so they are locked for the shortest time."""
        self.platforms |= {reply.to.platform for reply in self.replies}
        await save_chats(session, self.chats.values())
        await save_presses(session, self.pressed.values())
        await insert_outgoing(session, self.replies, now, known=known)
        await record_lines(session, self.lines)
        await add_heard(session, self.heard)
        await add_counts(session, self.counts)
        self._forget()

    def _forget(self) -> None:
        for gathered in (self.replies, self.lines, self.chats, self.pressed, self.counts, self.heard):
            gathered.clear()
