"""Compresses what is public; where a page carries a token, its compressed length could give it away (BREACH)."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PUBLIC = ("/akteure", "/termine", "/static/", "/desk/static/")
LEVEL = 6  # makes 50 KB of the directory's 212 KB; level 9 would save 0.1 KB more


class PublicGZip:
    """Leaves the chat, the desk and the pages behind personal links as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed = GZipMiddleware(app, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        public = scope["type"] == "http" and scope["path"].startswith(PUBLIC)
        await (self._compressed if public else self._app)(scope, receive, send)
