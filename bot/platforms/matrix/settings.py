"""What the Matrix platform needs to know; built and checked by the application."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from bot.settings import Settings

PLATFORM = "matrix"
FOLDER = "matrix"  # below LOTSE_DATA_DIR


@dataclass(frozen=True, slots=True)
class MatrixSettings:
    """One account. `folder` holds session, keys and identity together; `pickle_key` encrypts what is secret in it.

    In `public_room`, empty for none, we only speak: who wants an answer writes to us directly.
    `servers` are those whose people may invite us, empty for all; `staff_room` is a room id, empty for none.
    """

    homeserver: str
    user: str
    password: str
    folder: Path
    pickle_key: str
    staff_room: str = ""
    public_room: str = ""
    servers: tuple[str, ...] = ()
    invites_per_hour: int = 60
    hint_after: timedelta = timedelta(minutes=2)
    max_file: int = 20 * 1024 * 1024  # bytes; as FileSource in bot/platforms/base.py promises

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """From the application's settings."""
        pickle_key = hmac.new(settings.secret().encode(), b"matrix keys", hashlib.sha256).hexdigest()
        return cls(
            homeserver=settings.matrix_homeserver,
            user=settings.matrix_user,
            password=settings.matrix_password,
            folder=settings.data_dir / FOLDER,
            pickle_key=pickle_key,
            staff_room=settings.matrix_staff_room,
            public_room=settings.matrix_public_room,
            servers=tuple(settings.matrix_servers.split()),
            invites_per_hour=settings.matrix_invites,
        )

    @property
    def session_path(self) -> Path:
        """Who we are logged in as."""
        return self.folder / "session.json"

    @property
    def keys_path(self) -> Path:
        """nio's database of encryption keys."""
        return self.folder / "keys.db"

    @property
    def identity_path(self) -> Path:
        """Our cross-signing keys, encrypted."""
        return self.folder / "identity.json"
