"""A homeserver's refusals and the network's faults, as our own errors."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientConnectorError, ClientError

from bot.platforms.base import (
    BlockedError,
    DeliveryError,
    RefusedError,
    SlowDownError,
    UncertainError,
    UnreachableError,
)

SLOW_DOWN_SECONDS = 5.0  # for a 429 that does not say how long
_GONE = {"M_FORBIDDEN", "M_NOT_FOUND", "M_GUEST_ACCESS_FORBIDDEN"}  # not in the room any more, or no such room
_OUR_TOKEN = {
    "M_UNKNOWN_TOKEN",
    "M_MISSING_TOKEN",
    "M_USER_DEACTIVATED",
}  # ours to mend: nothing is wrong with the message


class MatrixError(Exception):
    """The homeserver answered, but not with success; `code` is Matrix' own (M_FORBIDDEN …), empty when it gave none."""

    def __init__(self, status: int, code: str = "", text: str = "", *, seconds: float = 0.0, body: Any = None) -> None:
        super().__init__(f"{status} {code} {text}".strip())
        self.status = status
        self.code = code
        self.seconds = seconds
        self.body: dict[str, Any] = body if isinstance(body, dict) else {}

    @classmethod
    def of_answer(cls, status: int, body: Any) -> "MatrixError":
        """From a response's status and parsed body, whatever that may be."""
        fields = body if isinstance(body, dict) else {}
        wait = fields.get("retry_after_ms")
        seconds = wait / 1000 if isinstance(wait, int | float) else 0.0
        return cls(status, str(fields.get("errcode", "")), str(fields.get("error", "")), seconds=seconds, body=fields)


# What a request of ours may raise when the homeserver or the way to it fails.
FAULTS = (MatrixError, ClientError, TimeoutError, OSError, json.JSONDecodeError)


def as_delivery_error(error: MatrixError) -> DeliveryError:
    """What a refused message means for its delivery."""
    if error.status == 429 or error.code == "M_LIMIT_EXCEEDED":
        return SlowDownError(error.seconds or SLOW_DOWN_SECONDS, for_all=True)  # Synapse counts by sender
    if error.code in _OUR_TOKEN or error.status >= 500:
        return UnreachableError(str(error))
    if error.code in _GONE:
        return BlockedError(str(error))
    return RefusedError(str(error))


@contextmanager
def delivery_errors() -> Iterator[None]:
    """No error of Matrix, aiohttp or nio leaves the block: only a DeliveryError does."""
    try:
        yield
    except MatrixError as error:
        raise as_delivery_error(error) from error
    except ClientConnectorError as error:
        raise UnreachableError(type(error).__name__) from error
    except FAULTS as error:
        raise UncertainError(type(error).__name__) from error
