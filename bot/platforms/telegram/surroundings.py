"""What translating needs to know besides the update itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms.telegram.settings import PLATFORM
from handlers.base import Chat


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Our bot, its staff group, the groups that got new ids (new to first), and who is staff by what name."""

    account: str
    username: str = ""
    staff_chat: str = ""
    commands: frozenset[str] = frozenset()
    moves: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)

    @property
    def bot_id(self) -> int:
        """Our own user id."""
        return int(self.account)

    def chat(self, number: int) -> Chat:
        """The address of a chat, the same before and after it got a new id."""
        return Chat(PLATFORM, self.moves.get(str(number), str(number)), self.account)

    def is_staff(self, chat: Chat) -> bool:
        """Whether a chat is the staff group."""
        return bool(self.staff_chat) and chat.id == self.staff_chat
