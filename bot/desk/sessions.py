"""The desk's cookie and the token that every change must carry, both from one secret that only the browser keeps."""

import hmac
import re
import secrets
from hashlib import sha256

from fastapi import Request

from bot.platforms.web.settings import WebSettings

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits as URL-safe base64


class Cookies:
    """Issues secrets and reads them from requests; what they stand for lies in the store."""

    def __init__(self, settings: WebSettings) -> None:
        self._https = settings.is_https
        self._key = settings.secret_key.encode()
        # Browsers take a __Host- cookie only over TLS, for the whole host and from this very host.
        self.name = "__Host-lotse-desk" if self._https else "lotse-desk"

    def new_secret(self) -> str:
        """A secret for a browser that just signed in."""
        return secrets.token_urlsafe(32)

    def secret(self, request: Request) -> str:
        """The secret a request carries; empty when there is none that could be ours."""
        value = request.cookies.get(self.name, "")
        return value if _SECRET.fullmatch(value) else ""

    def header(self, secret: str) -> str:
        """The Set-Cookie header: until the browser closes, or at once when the secret is empty."""
        parts = [f"{self.name}={secret}", "Path=/", "HttpOnly", "SameSite=Lax"]
        parts += ["Secure"] if self._https else []
        return "; ".join(parts if secret else [*parts, "Max-Age=0"])

    def token(self, secret: str) -> str:
        """The token of a session's forms."""
        return hmac.new(self._key, b"desk form " + secret.encode(), sha256).hexdigest()

    def token_fits(self, secret: str, token: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(self.token(secret).encode(), token.encode())


def session_id(secret: str) -> str:
    """What the store knows of a secret."""
    return sha256(secret.encode()).hexdigest()
