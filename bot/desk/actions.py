"""The seam to the handlers: what staff do at the desk is a staff message, whose answer comes back to the page."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.platforms.base import Receiver
from bot.store.desk import User
from bot.store.desk_work import DeskWork
from handlers.base import DESK, Attachment, Chat, Message, Usage
from handlers.learning import LEARN
from handlers.staff import LIST, PENDING, SHOW, Staff
from knowledge.entries import Language


class Performer(Protocol):
    """Does what a message asks for and returns what the bot answers to it."""

    async def perform(self, message: Message) -> Sequence[str]:
        """Raises StoreUnavailableError when nothing was done."""


class ThroughOutbox:
    """Performs by the one way in, and takes the answers from the outbox, where nobody else asks for the desk's."""

    def __init__(self, receiver: Receiver, work: DeskWork) -> None:
        self._receiver = receiver
        self._work = work

    async def perform(self, message: Message) -> Sequence[str]:
        """As any message: one transaction, faults caught and told, a repeated id does nothing."""
        await self._receiver.receive([message])
        return await self._work.take_answers(message.chat.id, message.id)


def case_actions() -> Mapping[str, Usage]:
    """What can be done with a case, by the command's English name; the room's commands and no others."""
    return {usage.alias: usage for usage in (*Staff().usage, LEARN) if usage not in (LIST, PENDING, SHOW)}


def as_message(
    usage: Usage,
    number: str,
    text: str,
    *,
    user: User,
    id_: str,
    language: Language,
    seen: int | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Message:
    """A command about a case as the user would type it in the room; `seen` is the newest line their page showed."""
    command = f"/{usage.command} {number} {text}".rstrip()
    return Message(
        Chat(DESK, user.name), id_, text=command, staff=user.name, language=language, seen=seen, attachments=attachments
    )
