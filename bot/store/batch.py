"""The messages of one transaction: loaded together, answered one after the other, written together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.buttons import Offer, newest_offers, offer_by_id
from bot.store.chats import EventKey, StoredChat, event_key, lock_chats, mark_seen
from bot.store.database import StoreUnavailableError
from bot.store.outgoing import Limits, Outgoing
from bot.store.returning import send_after_all
from bot.store.writes import Writes
from handlers.base import Chat, Kind, Message


class Batch:
    """What turns of one transaction share: each sees in memory what those before it left."""

    def __init__(
        self, session: AsyncSession, new: set[EventKey], chats: dict[Chat, StoredChat], *, now: datetime, limits: Limits
    ) -> None:
        self.session = session
        self.limits = limits
        self.writes = Writes()
        self._new = new
        self._chats = chats
        self._now = now
        self._newest: dict[int, list[Offer]] | None = None
        self._offered: dict[Chat, Sequence[Offer]] = {}
        self._older: dict[tuple[int, str], Offer] = {}

    async def take(self, message: Message) -> StoredChat | None:
        """The conversation of a message of the batch; None when the message was taken before."""
        key = event_key(message)
        if key not in self._new:
            return None
        self._new.remove(key)
        if message.chat not in self._chats:  # an earlier message of this batch had everything erased
            self._chats |= await lock_chats(self.session, [message.chat], self._now)
        return self._chats[message.chat]

    async def write(self) -> None:
        """Everything gathered so far goes to the database, for the commit or for those who look there."""
        await self.writes.write(self.session, self._now, known=self._ids)

    def post(self, reply: Outgoing) -> None:
        """A reply for the outbox; its buttons can be meant by the next message at once."""
        self.writes.replies.append(reply)
        if reply.offers:
            self._offered[reply.to] = reply.offers

    def forget(self, chat: StoredChat) -> None:
        """The conversation is gone; a later message of the batch begins a new one."""
        self._chats.pop(chat.chat, None)
        self._offered.pop(chat.chat, None)

    async def newest(self, chat: StoredChat) -> Sequence[Offer]:
        """The buttons under our newest message to this chat that had any and have not expired, in order."""
        if self._newest is None and chat.chat not in self._offered:
            self._newest = await newest_offers(self.session, list(self._ids.values()))
        loaded = (self._newest or {}).get(chat.id, [])
        offers = self._offered.get(chat.chat, loaded)
        return [offer for offer in offers if offer.expires > self._now]

    async def offer(self, chat: StoredChat, button_id: str) -> Offer | None:
        """A button of this chat that has not expired."""
        key = chat.id, button_id
        found = next((offer for offer in await self.newest(chat) if offer.id == button_id), self._older.get(key))
        if found is None and (found := await offer_by_id(self.session, chat.id, button_id, self._now)):
            self._older[key] = found
        return found

    @property
    def _ids(self) -> Mapping[Chat, int]:
        return {chat: stored.id for chat, stored in self._chats.items()}


async def open_batch(
    session: AsyncSession, messages: Sequence[Message], now: datetime, *, limits: Limits | None = None
) -> Batch:
    """Mark the messages as seen, lock their chats, and let what was blocked go to those who are back."""
    new = await mark_seen(session, messages, now)
    if any(_was_begun_elsewhere(message, new) for message in messages):
        raise StoreUnavailableError("another process took the message's other parts just now")
    fresh = [message for message in messages if event_key(message) in new]
    chats = await lock_chats(session, {message.chat for message in fresh}, now)
    back = {message.chat for message in fresh if message.kind is not Kind.LEFT}
    await send_after_all(session, [chats[chat] for chat in back if chats[chat].has_cases], now)
    return Batch(session, new, chats, now=now, limits=limits or {})


def _was_begun_elsewhere(message: Message, new: set[EventKey]) -> bool:
    """Whether another process took this message with other parts: offered again, these are known to continue it."""
    chat = message.chat
    return event_key(message) not in new and any((chat.platform, chat.account, part) in new for part in message.parts)
