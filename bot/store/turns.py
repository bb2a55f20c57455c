"""One message as one piece of a transaction: seen, conversation, cases and replies together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.announcements import StoredAnnouncements
from bot.store.batch import Batch
from bot.store.buttons import Offer, press
from bot.store.chats import StoredChat
from bot.store.figures import StoredFigures
from bot.store.inquiries import Inquiries
from bot.store.introductions import StoredIntroductions
from bot.store.learning import StoredLearning
from bot.store.outgoing import outgoing
from bot.store.payloads import Origin
from bot.store.people import StoredPerson
from bot.store.posts import find_place
from bot.store.subscriptions import StoredSubscriptions
from bot.store.tally import DayTally
from bot.store.weblines import person_line
from handlers.base import Case, CaseState, Message, Place, Press, Reply
from handlers.conversation import Conversation
from handlers.stored import Promise
from knowledge.entries import Language

JOURNAL_PLATFORM = "web"  # the one platform whose conversation we must show again ourselves
LONGEST_WORD = 60
_NUMBER = re.compile(r"\(?(?:(?:nummer|number|nr|no)[. ]*)?(\d{1,2})[.)]*")
_SHADES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")  # skin tones and the like: a thumb is a thumb


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press, a number or a button's word stands for; `press` is None when it is to be ignored."""

    label: str
    press: Press | None


class StoredTurn:
    """The store's side of answering one message of a batch."""

    def __init__(self, batch: Batch, message: Message, chat: StoredChat, now: datetime) -> None:
        self._batch = batch
        self._message = message
        self._now = now
        self.chat = chat
        self.first_contact = chat.made
        self.conversation = Conversation.from_json(chat.state)
        self.cases = _CasesOfChat(batch, chat, now)
        self.introductions = StoredIntroductions(batch.session, chat.id, now)
        self.subscriptions = StoredSubscriptions(batch.session, chat.id, now)
        self.announcements = StoredAnnouncements(batch.session, now)
        self.people = StoredPerson(batch.session, chat, now, written=batch.write)
        self.tally = DayTally(batch.writes.counts, message.chat.platform, now)
        self.numbers = StoredFigures(batch.session)
        self.learning = StoredLearning(batch.session, batch.writes.heard, now)

    async def pressed(self) -> Pressed | None:
        """The button this message means: by its id, its number or one of its words; None for other messages.

        Raises KeyError for a button id that is unknown, expired or another chat's.
        """
        if self._message.press:
            offer = await self._batch.offer(self.chat, self._message.press)
            offer = offer or await self._typed(self._message.press)
            if offer is None:
                raise KeyError(self._message.press)
        else:
            offer = await self._typed(self._message.text)
        return Pressed(offer.label, self._press(offer)) if offer else None

    def _press(self, offer: Offer) -> Press | None:
        pressed = press(offer, self._now, shared=bool(self._message.staff))
        if pressed and offer.stored:
            self._batch.writes.pressed[offer.id] = offer
        return pressed

    async def _typed(self, text: str) -> Offer | None:
        """A number, a label or an accepted word of the newest buttons.

        Words such as "ja" answer only what we asked just now: an "ok" after a cancelled consent is none.
        """
        word = _SHADES.sub("", text.strip()).rstrip(".!)").casefold()
        if not word or len(word) > LONGEST_WORD:
            return None
        live = await self._batch.newest(self.chat)
        meant = self._meant(word, live)
        return None if meant is None or await self._team_asked_since(live) else meant

    def _meant(self, word: str, live: Sequence[Offer]) -> Offer | None:
        if number := _NUMBER.fullmatch(word):
            return next((offer for offer in live if str(offer.position) == number[1]), None)
        by_word = next((offer for offer in live if word in offer.words), None)
        if by_word and not self.conversation.asked:
            return None
        return next((offer for offer in live if offer.label.casefold() == word), by_word)

    async def _team_asked_since(self, buttons: Sequence[Offer]) -> bool:
        """Whether staff asked the person something after these buttons were offered: then "ja" or "2" answers them."""
        cases = await self.cases.mine(within_days=0)
        asked = [case.changed_at for case in cases if case.state is CaseState.WAITING]
        return any(at > buttons[0].created for at in asked)

    async def place(self) -> Place:
        """Where in a staff room the message stands."""
        return await find_place(self._batch.session, self._message)

    def record_line(self, text: str) -> None:
        """Keep what the person said where we must show it again."""
        if self._message.chat.platform == JOURNAL_PLATFORM and not self.people.erased:
            line = person_line(self._message.chat.id, self._message.id, text, self._now)
            self._batch.writes.lines.append(line)

    def finish(self, replies: Sequence[Reply]) -> None:
        """Keep the conversation, and the replies for the outbox."""
        here = [reply for reply in replies if reply.to in (None, self._message.chat)]
        if here:
            self.conversation.asked = any(reply.buttons for reply in here)
        if self.people.erased:
            self._batch.forget(self.chat)
        else:
            self.chat.state, self.chat.last_seen = self.conversation.to_json(), self._now
            self.chat.made = False
            self._batch.writes.chats[self.chat.id] = self.chat
        origin = Origin.of(self._message)
        for reply in replies:
            self._batch.post(outgoing(reply, origin, now=self._now, limits=self._batch.limits))


async def begin_turn(batch: Batch, message: Message, now: datetime) -> StoredTurn | None:
    """Answer a message of the batch; None when it was taken before."""
    chat = await batch.take(message)
    return StoredTurn(batch, message, chat, now) if chat else None


class _CasesOfChat(Inquiries):
    """The cases as one turn may change them; of a chat that surely has none, nobody asks the database."""

    def __init__(self, batch: Batch, chat: StoredChat, now: datetime) -> None:
        super().__init__(batch.session, chat, now)
        self._of = chat

    async def mine(self, *, within_days: int) -> Sequence[Case]:
        return await super().mine(within_days=within_days) if self._of.has_cases else []

    async def open(
        self, question: str, language: Language, *, topic: str = "", ref: str = "", promise: Promise | None = None
    ) -> Case:
        self._of.has_cases = True
        return await super().open(question, language, topic=topic, ref=ref, promise=promise)

    async def banned(self) -> bool:
        return self._of.has_cases and await super().banned()
