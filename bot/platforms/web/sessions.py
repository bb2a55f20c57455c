"""Who is writing: a random secret in one cookie that no script can read, and nothing else."""

import hmac
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request

from bot.platforms.web.settings import WebSettings

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits as URL-safe base64
SECONDS_PER_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor; the store only ever sees `address`, from which the secret cannot be computed."""

    secret: str

    @property
    def address(self) -> str:
        """The conversation's address on this platform: SHA-256 of the secret, in hex."""
        return sha256(self.secret.encode()).hexdigest()


class Sessions:
    """Issues sessions and finds them again. Nothing is kept here: the cookie is signed, so only ours count."""

    def __init__(self, settings: WebSettings) -> None:
        self._key = settings.secret_key.encode()
        self._https = settings.is_https
        self._max_age = settings.session_days * SECONDS_PER_DAY
        # Browsers take a __Host- cookie only over TLS, for the whole host and from this very host.
        self.cookie_name = "__Host-lotse" if self._https else "lotse"

    def find(self, request: Request) -> Session | None:
        """The session of a request, unless it has none that we issued."""
        secret, _, signature = request.cookies.get(self.cookie_name, "").partition(".")
        if not _SECRET.fullmatch(secret) or not hmac.compare_digest(signature.encode(), self._sign(secret).encode()):
            return None
        return Session(secret)

    def issue(self) -> Session:
        """A session for somebody new."""
        return Session(secrets.token_urlsafe(32))

    def cookie(self, session: Session, *, embedded: bool) -> str:
        """The Set-Cookie header. Inside another site's page a browser keeps it only partitioned by that site."""
        value = f"{session.secret}.{self._sign(session.secret)}"
        parts = [f"{self.cookie_name}={value}", "Path=/", f"Max-Age={self._max_age}", "HttpOnly"]
        if embedded and self._https:
            parts += ["Secure", "SameSite=None", "Partitioned"]
        else:
            parts += [*(["Secure"] if self._https else []), "SameSite=Lax"]
        return "; ".join(parts)

    def _sign(self, secret: str) -> str:
        return hmac.new(self._key, b"web session " + secret.encode(), sha256).hexdigest()[:32]
