"""The newest message of each person, so that an answer to an earlier one says which it answers."""

from collections import OrderedDict
from collections.abc import Sequence

from handlers.base import Message

MAX_CHATS = 10_000


class Newest:
    """Kept in memory only: after a restart an answer to an older message is at worst not marked as one."""

    def __init__(self) -> None:
        self._refs: OrderedDict[str, int] = OrderedDict()

    def note(self, messages: Sequence[Message]) -> None:
        """These came in, in this order."""
        for message in messages:
            if message.ref.isdecimal() and not message.press and not message.edits:
                self._refs[message.chat.id] = int(message.ref)
                self._refs.move_to_end(message.chat.id)
        while len(self._refs) > MAX_CHATS:
            self._refs.popitem(last=False)

    def is_worth_replying(self, chat_id: str, answered: int) -> bool:
        """In a group always, since others may have written; elsewhere when it is not the newest."""
        return chat_id.startswith("-") or self._refs.get(chat_id, answered) > answered
