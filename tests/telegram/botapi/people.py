"""Invented people and groups, as Telegram describes them."""

from dataclasses import dataclass
from typing import Any

FIRST_GROUP = -1_001_000_000_000  # ids of supergroups begin here, counted downwards


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; only the id matters."""

    id: int
    first_name: str = "Kim"
    last_name: str = ""
    username: str = ""
    language_code: str = "de"
    is_bot: bool = False

    def user(self) -> dict[str, Any]:
        """As `from` in a message."""
        user: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return user | self._named() | ({"language_code": self.language_code} if self.language_code else {})

    def chat(self) -> dict[str, Any]:
        """The private chat with this person."""
        return {"id": self.id, "first_name": self.first_name, "type": "private"} | self._named()

    def _named(self) -> dict[str, Any]:
        given = {"last_name": self.last_name, "username": self.username}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Group:
    """A group; with topics it is a forum, which only a supergroup can be."""

    id: int
    title: str = "Team"
    topics: bool = False
    super: bool = True

    def chat(self) -> dict[str, Any]:
        """As `chat` in a message."""
        chat: dict[str, Any] = {"id": self.id, "title": self.title, "type": "supergroup" if self.super else "group"}
        return chat | ({"is_forum": True} if self.topics else {})
