"""What Telegram says when it does not do what a call asks, as python-telegram-bot's errors."""

import json
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

_KINDS: dict[int, type[TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,  # the method is ours, so it is the token that Telegram does not know
    409: Conflict,
}


def read_answer(body: bytes) -> Any:
    """The answer; what cannot be read is not quoted in logs, since it may hold a person's words."""
    try:
        return json.loads(body)
    except ValueError:
        raise NetworkError("the answer is no JSON") from None


def refusal_of(status: int, body: bytes) -> TelegramError:
    """The error for an answer that is no success; how long a 429 wants us to wait is read elsewhere."""
    answer = read_answer(body)
    said = answer if isinstance(answer, dict) else {}
    description = str(said.get("description") or f"Telegram answered {status}")
    parameters = said.get("parameters")
    if isinstance(parameters, dict) and isinstance(moved := parameters.get("migrate_to_chat_id"), int):
        return ChatMigrated(moved)
    return _KINDS.get(status, NetworkError)(description)
