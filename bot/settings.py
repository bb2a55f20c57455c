"""The settings, read from the environment and `.env`, refused at start with name and remedy."""

import secrets
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_BYTES = 32


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
    log_level: str = Field(
        default="info", pattern="^(debug|info|warning|error)$", description="debug, info, warning or error"
    )
    meaning: bool = Field(default=True, description="search by meaning too (33 MB model, about 4 ms a question)")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:", "postgresql:", "postgres:")):
            raise ValueError("is no database address; write sqlite:///path or postgresql://user@host/name")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_secret(cls, value: str) -> str:
        if value and len(value) < SECRET_BYTES:
            raise ValueError(f"needs at least {SECRET_BYTES} characters; leave it empty to have one made")
        return value

    @property
    def database(self) -> str:
        """The database address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lotse.db'}"

    @property
    def cache_dir(self) -> Path:
        """Where built indexes are kept; safe to delete."""
        return self.data_dir / "cache"

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
