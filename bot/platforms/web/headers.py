"""The security headers of every response: nothing from elsewhere, nothing inline, no framing but the allow-list."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.platforms.web.settings import WebSettings

EMBED_PATH = "/embed"
FOREIGN_PATHS = (EMBED_PATH, "/embed.js")  # what other sites may load
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors "
)
_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "browsing-topics")


def security_headers(path: str, settings: WebSettings) -> dict[str, str]:
    """What a response to `path` has to carry."""
    headers = {
        "content-security-policy": _POLICY + ancestors(path, settings.embed_origins),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "cross-origin" if path in FOREIGN_PATHS else "same-origin",
    }
    if path != EMBED_PATH:
        headers["x-frame-options"] = "DENY"
    if settings.is_https:
        headers["strict-transport-security"] = "max-age=31536000"
    return headers


def ancestors(path: str, origins: Sequence[str]) -> str:
    """Who may show `path` in a frame."""
    return " ".join(origins) if path == EMBED_PATH and origins else "'none'"


class SecurityHeaders:
    """Adds the headers on the way out; what a route set itself stays. Streams pass through untouched."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security_headers(scope["path"], self._settings).items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
