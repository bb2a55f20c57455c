"""What the Bot API answers when it refuses, in its own words."""

from typing import Any

# What can befall a chat, by the names the control interface uses.
CHAT_TROUBLES = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "kicked_supergroup": (403, "Forbidden: bot was kicked from the supergroup chat"),
    "not_started": (403, "Forbidden: bot can't initiate conversation with a user"),
    "not_member": (403, "Forbidden: bot is not a member of the channel chat"),
    "not_found": (400, "Bad Request: chat not found"),
    "no_rights": (400, "Bad Request: not enough rights to send text messages to the chat"),
    "topic_closed": (400, "Bad Request: TOPIC_CLOSED"),
}


class Refusal(Exception):
    """An answer with `ok: false`; a `violation` is one that a careful bot never causes."""

    def __init__(
        self, code: int, description: str, *, parameters: dict[str, Any] | None = None, violation: bool = False
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.violation = violation

    def body(self) -> dict[str, Any]:
        """The answer as it goes over the wire."""
        shown: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return shown | {"parameters": self.parameters} if self.parameters else shown


def bad(reason: str) -> Refusal:
    """400 for something that can happen to a careful bot too: the world changed."""
    return Refusal(400, f"Bad Request: {reason}")


def violation(reason: str) -> Refusal:
    """400 for a request that was wrong whatever the world is like."""
    return Refusal(400, f"Bad Request: {reason}", violation=True)


def conflict(reason: str) -> Refusal:
    """409: somebody else takes the updates."""
    return Refusal(409, f"Conflict: {reason}")


def flood(seconds: int) -> Refusal:
    """429: come back after so many seconds."""
    description = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, description, parameters={"retry_after": seconds})


def trouble(kind: str) -> Refusal:
    """What a chat in trouble answers; `kind` is a key of CHAT_TROUBLES."""
    code, description = CHAT_TROUBLES[kind]
    return Refusal(code, description)


def migrated(chat_id: int) -> Refusal:
    """400 with the id of the supergroup that the group has become."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, description, parameters={"migrate_to_chat_id": chat_id})
