"""What the Matrix platform needs to know; built and checked by the application."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

PLATFORM = "matrix"


@dataclass(frozen=True, slots=True)
class MatrixSettings:
    """One account. `folder` holds session, keys and identity together; `pickle_key` encrypts what is secret in it.

    `servers` are those whose people may invite us, empty for all; `staff_room` is a room id, empty for none.
    """

    homeserver: str
    user: str
    password: str
    folder: Path
    pickle_key: str
    staff_room: str = ""
    servers: tuple[str, ...] = ()
    invites_per_hour: int = 60
    hint_after: timedelta = timedelta(minutes=2)
    max_file: int = 20 * 1024 * 1024  # bytes; as FileSource in bot/platforms/base.py promises

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
