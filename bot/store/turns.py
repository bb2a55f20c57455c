"""One message as one piece of a transaction: seen, conversation, cases and replies together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.chats import button_by_id, chat_row, last_buttons, mark_seen, press, save_conversation
from bot.store.inquiries import Inquiries
from bot.store.models import ButtonRow, ChatRow
from bot.store.outbox import enqueue
from bot.store.people import StoredPerson
from bot.store.tally import DayTally
from bot.store.weblines import record_person
from handlers.base import CaseState, Message, Press, Reply
from handlers.conversation import Conversation

JOURNAL_PLATFORM = "web"  # the one platform whose conversation we must show again ourselves
_NUMBER = re.compile(r"\(?(?:(?:nummer|number|nr|no)[. ]*)?(\d{1,2})[.)]*")
_SHADES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")  # skin tones and the like: a thumb is a thumb


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press, a number or a button's word stands for; `press` is None when it is to be ignored."""

    label: str
    press: Press | None


class StoredTurn:
    """The store's side of answering one message, inside a savepoint of the batch's transaction."""

    def __init__(self, session: AsyncSession, message: Message, chat: ChatRow, *, first: bool, now: datetime) -> None:
        self._session = session
        self._message = message
        self._now = now
        self.chat = chat
        self.first_contact = first
        self.conversation = Conversation.from_json(chat.state)
        self.cases = Inquiries(session, chat, now)
        self.people = StoredPerson(session, chat, now)
        self.tally = DayTally(session, message.chat.platform, now)

    async def pressed(self) -> Pressed | None:
        """The button this message means: by its id, its number or one of its words; None for other messages.

        Raises KeyError for a button id that is unknown, expired or another chat's.
        """
        chat_id = self.chat.id or 0
        if self._message.press:
            row = await button_by_id(self._session, chat_id, self._message.press, self._now)
            row = row or await self._typed(self._message.press)
            if row is None:
                raise KeyError(self._message.press)
        else:
            row = await self._typed(self._message.text)
        return Pressed(row.label, await press(self._session, row, self._now)) if row else None

    async def _typed(self, text: str) -> ButtonRow | None:
        """A number, a label or an accepted word of the newest buttons.

        Words such as "ja" answer only what we asked just now: an "ok" after a cancelled consent is none.
        """
        word = _SHADES.sub("", text.strip()).rstrip(".!)").casefold()
        if not word or len(word) > 60:
            return None
        rows = await last_buttons(self._session, self.chat.id or 0)
        live = [row for row in rows if row.expires > self._now]
        if not live or await self._team_asked_since(live):
            return None
        number = _NUMBER.fullmatch(word)
        by_number = {str(row.position): row for row in live}
        by_word = {word: row for row in reversed(live) for word in row.words}
        by_label = {row.label.casefold(): row for row in reversed(live)}
        if number or (word in by_word and not self.conversation.asked):
            return by_number.get(number[1]) if number else None
        return by_label.get(word) or by_word.get(word)

    async def _team_asked_since(self, buttons: Sequence[ButtonRow]) -> bool:
        """Whether staff asked the person something after these buttons were offered: then "ja" or "2" answers them."""
        cases = await self.cases.mine(within_days=0)
        asked = [case.changed_at for case in cases if case.state is CaseState.WAITING]
        return any(at > buttons[0].created for at in asked)

    async def record_line(self, text: str) -> None:
        """Keep what the person said where we must show it again."""
        if self._message.chat.platform == JOURNAL_PLATFORM and not self.people.erased:
            await record_person(self._session, self._message.chat.id, self._message.id, text, self._now)

    async def finish(self, replies: list[Reply]) -> None:
        """Keep the conversation and put the replies into the outbox."""
        here = [reply for reply in replies if reply.to in (None, self._message.chat)]
        if here:
            self.conversation.asked = any(reply.buttons for reply in here)
        if not self.people.erased:
            save_conversation(self.chat, self.conversation, self._now)
            self._session.add(self.chat)
        for reply in replies:
            to = reply.to or self._message.chat
            await enqueue(self._session, reply, to, in_reply_to=self._message.id, now=self._now)


async def begin_turn(session: AsyncSession, message: Message, now: datetime) -> StoredTurn | None:
    """Take the message; None when it was taken before."""
    if not await mark_seen(session, message, now):
        return None
    chat, first = await chat_row(session, message.chat, now)
    return StoredTurn(session, message, chat, first=first, now=now)
