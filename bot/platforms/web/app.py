"""Puts the web page together; the only thing the rest of the bot needs from this package besides its sender."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from fastapi import FastAPI

from bot.platforms.base import Receiver
from bot.platforms.web.api import api_routes
from bot.platforms.web.assets import Assets
from bot.platforms.web.compression import PublicGZip
from bot.platforms.web.events import event_routes
from bot.platforms.web.headers import SecurityHeaders
from bot.platforms.web.health import health_routes
from bot.platforms.web.limits import build_limits
from bot.platforms.web.pages import file_routes, page_routes
from bot.platforms.web.parts import Parts
from bot.platforms.web.refusals import answer_errors
from bot.platforms.web.sender import WebSender
from bot.platforms.web.sessions import Sessions
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.texts import load_speech
from bot.platforms.web.wake import Wake
from bot.store.times import utc_now
from bot.store.weblines import WebLines
from knowledge.library import Library

__all__ = ["Wake", "WebSender", "WebSettings", "build_app"]


def build_app(
    *,
    receiver: Receiver,
    lines: WebLines,
    wake: Wake,
    settings: WebSettings,
    ready: Callable[[], Awaitable[dict[str, bool]]],
    library: Callable[[], Library] | None = None,
    root: str = "",
    now: Callable[[], datetime] = utc_now,
) -> FastAPI:
    """The web page as an application; run it with `WebServer`, which closes `wake` when it stops."""
    speech = load_speech()
    parts = Parts(
        receiver=receiver,
        lines=lines,
        wake=wake,
        settings=settings,
        speech=speech,
        sessions=Sessions(settings),
        limits=build_limits(settings),
        assets=Assets.load(),
        ready=ready,
    )
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_middleware(PublicGZip)
    app.add_middleware(SecurityHeaders, settings=settings)
    answer_errors(app, speech, settings)
    for routes in (health_routes(parts), api_routes(parts), page_routes(parts), file_routes(parts)):
        app.include_router(routes)
    if library:
        app.include_router(event_routes(parts, library, now, root=root or settings.public_url))
    app.state.wake = wake
    return app
