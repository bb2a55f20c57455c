"""What the routes of the web page share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from bot.platforms.base import Receiver
from bot.platforms.web.assets import Assets
from bot.platforms.web.limits import Limits, client_address
from bot.platforms.web.refusals import Refusal
from bot.platforms.web.sessions import Session, Sessions
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.wake import Wake
from bot.store.weblines import WebLines
from handlers.speech import Speech


@dataclass(frozen=True)
class Parts:
    """Built once in `build_app` and handed to every group of routes."""

    receiver: Receiver
    lines: WebLines
    wake: Wake
    settings: WebSettings
    speech: Speech
    sessions: Sessions
    limits: Limits
    assets: Assets
    ready: Callable[[], Awaitable[dict[str, bool]]]

    def client(self, request: Request) -> str:
        """The network address of the visitor, past our own proxies."""
        return client_address(request, self.settings.trusted_proxies)

    def session(self, request: Request) -> Session:
        """The visitor's session; refuses who has none."""
        session = self.sessions.find(request)
        if session is None:
            raise Refusal(401, "no-session")
        return session
