"""HTTP for python-telegram-bot on aiohttp: fast, and telling "surely not sent" from "may have been sent"."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.platforms.telegram.refusals import read_answer, refusal_of

CONNECTIONS = 100  # at once; Telegram closes none of them for being many
CONNECT_SECONDS = 5.0  # also for a free connection
READ_SECONDS = 40.0  # Telegram answers within a second; a hanging call that is given up may have been done all the same
KEEPALIVE_SECONDS = 10.0  # shorter than the server's: a call on a connection just closed would be in doubt
SLOW_DOWN_SECONDS = 5.0  # for a 429 that does not say how long


class NotSentError(NetworkError):
    """The call surely did not reach Telegram, or Telegram says that it did nothing."""


class FloodError(TelegramError):
    """Telegram asks to wait `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait {seconds:g} s")
        self.seconds = seconds


class AiohttpRequest(BaseRequest):
    """One session with connections kept alive.

    aiohttp's own errors quote addresses, and ours hold the token: so they are named, never chained or quoted.
    """

    __slots__ = ("_read_seconds", "_session")

    def __init__(self, *, read_seconds: float = READ_SECONDS) -> None:
        self._session: ClientSession | None = None
        self._read_seconds = read_seconds

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer unless a call says otherwise."""
        return self._read_seconds

    async def call(self, url: str, given: Mapping[str, Any], *, seconds: float | None = None) -> Any:
        """Any method with parameters that are JSON already; returns its result, raises telegram's errors.

        `seconds` is how long to wait for the answer. python-telegram-bot's own way looks for objects in every
        parameter, and takes them in a form that only itself can make.
        """
        body = {"json": {name: value for name, value in given.items() if value is not None}}
        patience = ClientTimeout(connect=CONNECT_SECONDS, sock_read=seconds or self._read_seconds)
        status, answer = _checked(*await self._exchange(url, "POST", body, patience))
        if not 200 <= status < 300:
            raise refusal_of(status, answer)
        found = read_answer(answer)
        if not isinstance(found, dict) or "result" not in found:
            raise NetworkError("the answer has no result")
        return found["result"]

    async def initialize(self) -> None:
        """Nothing to do: the first call opens the session."""

    def _opened(self) -> ClientSession:
        connector = TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEPALIVE_SECONDS)
        agent = {"User-Agent": self.USER_AGENT}
        # Telegram sets no cookies; a real jar is searched for every call, which costs a seventh of it.
        self._session = ClientSession(connector=connector, headers=agent, cookie_jar=DummyCookieJar())
        return self._session

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - what is slow to write is slow to be answered
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp counts it as connecting
    ) -> tuple[int, bytes]:
        """Status and body of the answer; raises NotSentError, FloodError, TimedOut or NetworkError."""
        read = _seconds(read_timeout, self._read_seconds)
        patience = ClientTimeout(connect=_seconds(connect_timeout, CONNECT_SECONDS), sock_read=read)
        return _checked(*await self._exchange(url, method, _body(request_data), patience))

    async def _exchange(
        self, url: str, method: str, body: Mapping[str, Any], patience: ClientTimeout
    ) -> tuple[int, bytes]:
        session = self._session or self._opened()
        try:
            async with session.request(method, url, timeout=patience, allow_redirects=False, **body) as answer:
                return answer.status, await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotSentError(f"no connection: {type(error).__name__}") from None
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except (ClientError, OSError) as error:
            raise NetworkError(f"connection lost: {type(error).__name__}") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As in the base class, but what cannot be read is not quoted."""
        return read_answer(payload)


def _checked(status: int, body: bytes) -> tuple[int, bytes]:
    """The answer; raises for those that say that nothing was done, and that it may be tried again."""
    if status == 429:
        raise FloodError(_retry_after(body))
    if status >= 500 and status != 504:  # a gateway that waited in vain cannot know what was done behind it
        raise NotSentError(f"Telegram answered {status}")
    return status, body


def _body(data: RequestData | None) -> dict[str, Any]:
    """JSON, or a form when there are files."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"json": data.parameters}
    form = FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return {"data": form}


def _seconds(given: Any, default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given


def _retry_after(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return SLOW_DOWN_SECONDS
