"""What the web page needs to know about its surroundings; built and checked by the application."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from knowledge.entries import Localised


@dataclass(frozen=True)
class WebSettings:
    """Rates are messages per minute, `burst` what may come at once; empty addresses are left out of the page.

    `embed_origins` are origins as browsers write them (`https://www.example.org`), `trusted_proxies` addresses or
    networks whose `X-Forwarded-For` is believed. `secret_key` signs the session cookie and must survive a restart.
    """

    public_url: str
    secret_key: str
    bot_name: str
    operator_name: Localised
    embed_origins: tuple[str, ...] = ()
    privacy_url: str = ""
    imprint_url: str = ""
    accessibility_url: str = ""
    phone: str = ""
    email: str = ""
    trusted_proxies: tuple[str, ...] = ()
    session_days: int = 30
    session_rate: float = 20
    session_burst: int = 10
    address_rate: float = 120
    address_burst: int = 60
    reading_rate: float = 600
    reading_burst: int = 200
    streams_per_session: int = 8
    streams_per_address: int = 100
    max_body: int = 256 * 1024
    poll_seconds: float = 3.0
    heartbeat_seconds: float = 15.0

    @property
    def is_https(self) -> bool:
        """Whether people reach the page over TLS, so that cookies may insist on it."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def public_origin(self) -> str:
        """Scheme, host and port of the public address."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"
