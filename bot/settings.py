"""The settings, read from the environment and `.env`, refused at start with name and remedy."""

import re
import secrets
from datetime import timedelta
from pathlib import Path

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handlers.hours import OfficeHours, saxon_holidays

SECRET_BYTES = 32
TELEGRAM_API = "https://api.telegram.org"


class SettingsError(Exception):
    """A setting is wrong; the text names it and says what to do."""


class Settings(BaseSettings):
    """Every setting has a default that works on a fresh machine; descriptions stand in the README."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: str = Field(default="", description="`sqlite:///path` or `postgresql://…`; empty: SQLite in data_dir")
    data_dir: Path = Field(default=Path("data"), description="where the database, the secret and the index cache live")
    web_host: str = Field(default="127.0.0.1", description="address the web page listens on")
    web_port: int = Field(default=8080, ge=0, le=65535, description="port of the web page")
    public_url: str = Field(default="", description="how people reach the page, e.g. `https://lotse.example.org`")
    secret_key: str = Field(default="", description="at least 32 characters; empty: made once, kept in data_dir")
    embed_origins: str = Field(default="", description="sites that may embed the chat, separated by blanks")
    trusted_proxies: str = Field(default="", description="addresses of reverse proxies whose X-Forwarded-For counts")
    retention_days: int = Field(default=90, ge=1, le=3650, description="days until chats and closed cases are deleted")
    office_hours: str = Field(
        default="", description="when people answer, e.g. `Mo-Do 9-16, Fr 9-13`; empty: no promise"
    )
    answer_within_hours: float = Field(
        default=16, gt=0, le=400, description="office hours within which an answer is promised"
    )
    alert_words: bool = Field(default=False, description="alerts to the staff room show what people wrote")
    log_level: str = Field(
        default="info", pattern="^(debug|info|warning|error)$", description="debug, info, warning or error"
    )
    meaning: bool = Field(default=True, description="search by meaning too (33 MB model, about 4 ms a question)")

    telegram_token: str = Field(
        default="", repr=False, description="the bot's token from @BotFather; empty: no Telegram"
    )
    telegram_api_url: str = Field(
        default=TELEGRAM_API, description="root of the Bot API; another one for a server of your own"
    )
    telegram_staff_chat: str = Field(default="", description="number of the staff group, e.g. `-1001234567890`")
    telegram_webhook: bool = Field(
        default=False, description="on: Telegram posts to PUBLIC_URL; off: we ask for updates"
    )
    telegram_rate: float = Field(
        default=30.0, ge=1, le=1000, description="messages per second overall; with paid broadcasts up to 1000"
    )

    matrix_homeserver: str = Field(default="", description="e.g. `https://matrix.example.org`; empty: no Matrix")
    matrix_user: str = Field(
        default="", validate_default=True, description="the bot's full user id, e.g. `@lotse:example.org`"
    )
    matrix_password: str = Field(
        default="", validate_default=True, description="for the one login and for publishing its identity"
    )
    matrix_staff_room: str = Field(default="", description="id of the staff room, `!…`; empty: no staff on Matrix")
    matrix_public_room: str = Field(
        default="", description="id of a room, `!…`, where everybody may read announcements; empty: none"
    )
    matrix_servers: str = Field(default="", description="servers whose people may invite it, by blanks; empty: all")
    matrix_invites: int = Field(default=60, ge=1, le=10_000, description="rooms it joins in an hour at most")

    oidc_issuer: str = Field(default="", description="the office's sign-in service (OpenID Connect); empty: links only")
    oidc_client_id: str = Field(default="", validate_default=True, description="what that service calls this desk")
    oidc_client_secret: str = Field(
        default="", repr=False, validate_default=True, description="the secret it shares with this desk"
    )
    oidc_role_claim: str = Field(
        default="", description="claim with `staff`, `curator` or `admin`, needed to enter; empty: newcomers are staff"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:", "postgresql:", "postgres:")):
            raise ValueError("is no database address; write sqlite:///path or postgresql://user@host/name")
        return value

    @field_validator("office_hours")
    @classmethod
    def _readable_hours(cls, value: str) -> str:
        if value:
            OfficeHours.parse(value, answer_within=timedelta(hours=1), is_holiday=lambda _: False)
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_secret(cls, value: str) -> str:
        if value and len(value) < SECRET_BYTES:
            raise ValueError(f"needs at least {SECRET_BYTES} characters; leave it empty to have one made")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _whole_token(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value):
            raise ValueError("is no token; @BotFather shows it as 123456789:letters-and-digits")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api_address(cls, value: str) -> str:
        if not re.match(r"https?://[^/\s]", value):
            raise ValueError(f"is no address; write {TELEGRAM_API} or that of your own Bot API server")
        return value.rstrip("/")

    @field_validator("telegram_staff_chat")
    @classmethod
    def _group_number(cls, value: str) -> str:
        if value and not re.fullmatch(r"-\d+", value):
            raise ValueError("is no group; write its number, which begins with a minus (docs/telegram.md)")
        return value

    @field_validator("telegram_webhook")
    @classmethod
    def _reachable_page(cls, value: bool, info: ValidationInfo) -> bool:
        """Telegram's own servers post only by HTTPS; a Bot API server of one's own may post inside the house."""
        public, api = info.data.get("public_url", ""), info.data.get("telegram_api_url", TELEGRAM_API)
        if value and not public.startswith("https://" if api == TELEGRAM_API else ("https://", "http://")):
            raise ValueError("needs LOTSE_PUBLIC_URL with https://, which is where Telegram posts to; or turn it off")
        return value

    @field_validator("matrix_homeserver")
    @classmethod
    def _homeserver_address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("is no address; write https://matrix.example.org")
        return value.rstrip("/")

    @field_validator("matrix_user")
    @classmethod
    def _full_user_id(cls, value: str) -> str:
        if value and not re.fullmatch(r"@[^:\s]+:\S+", value):
            raise ValueError("is no full user id; write @name:server")
        return value

    @field_validator("matrix_staff_room", "matrix_public_room")
    @classmethod
    def _room_id(cls, value: str) -> str:
        if value and not value.startswith("!"):
            raise ValueError("is no room id; it begins with ! and stands in the room's advanced settings")
        return value

    @field_validator("matrix_user", "matrix_password")
    @classmethod
    def _whole_account(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("matrix_homeserver") and not value:
            raise ValueError("is needed as soon as LOTSE_MATRIX_HOMESERVER is set")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer_address(cls, value: str) -> str:
        """Without TLS anybody on the way could vouch for anybody; this very machine is the exception."""
        if value and not re.match(r"https://[^/\s]|http://(localhost|127\.0\.0\.1)[:/]", value):
            raise ValueError("is no address with https://; write it exactly as the service names itself")
        return value

    @field_validator("oidc_client_id", "oidc_client_secret")
    @classmethod
    def _whole_client(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("oidc_issuer") and not value:
            raise ValueError("is needed as soon as LOTSE_OIDC_ISSUER is set")
        return value

    @property
    def database(self) -> str:
        """The database address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lotse.db'}"

    @property
    def cache_dir(self) -> Path:
        """Where built indexes are kept; safe to delete."""
        return self.data_dir / "cache"

    def hours(self) -> OfficeHours | None:
        """The office hours with Saxony's holidays; None where none are set."""
        if not self.office_hours:
            return None
        within = timedelta(hours=self.answer_within_hours)
        return OfficeHours.parse(self.office_hours, answer_within=within, is_holiday=saxon_holidays())

    def secret(self) -> str:
        """The secret in force; made on first use, readable only by this user."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(SECRET_BYTES), "ascii")
        return path.read_text("ascii").strip()


def load_settings() -> Settings:
    """The settings in force; raises SettingsError with every wrong one, by its variable's name."""
    try:
        settings = Settings()
    except ValidationError as error:
        faults = (f"LOTSE_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        raise SettingsError("\n".join(faults)) from error
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"LOTSE_DATA_DIR: cannot use {settings.data_dir}: {error.strerror}") from error
    return settings
