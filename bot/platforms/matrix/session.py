"""One login for ever: device id, access token and key store stay together in one folder, or are refused together."""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.errors import MatrixError
from bot.platforms.matrix.settings import MatrixSettings
from bot.settings import SettingsError

DEVICE_NAME = "KI-Lotse"
RESET = "python -m bot matrix reset"


class SessionError(SettingsError):
    """The stored session cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Session:
    """A device that is logged in; `since` is when it first was (milliseconds): what is older is never answered."""

    homeserver: str
    user_id: str
    device_id: str
    access_token: str
    since: int


def read_session(settings: MatrixSettings, *, ran_before: bool) -> Session | None:
    """The stored session, None before the first login; raises SessionError when part of it is missing or foreign."""
    if not settings.session_path.exists():
        if ran_before:
            raise SessionError(_lost(settings, settings.session_path))
        return None
    session = Session(**json.loads(settings.session_path.read_text("utf-8")))
    if not settings.keys_path.exists():
        raise SessionError(_lost(settings, settings.keys_path))
    if session.user_id != settings.user:
        raise SessionError(
            f"LOTSE_MATRIX_USER: {settings.folder} belongs to {session.user_id}, not to {settings.user}. Set the user "
            f"it belongs to, choose another LOTSE_DATA_DIR, or start anew with `{RESET}`."
        )
    return session


async def open_client(settings: MatrixSettings, *, ran_before: bool) -> tuple[MatrixClient, Session]:
    """A client with its keys loaded, logged in on the very first start only.

    Raises SessionError when the operator must act; MatrixError or aiohttp's errors when the homeserver cannot help now.
    """
    session = read_session(settings, ran_before=ran_before) or await _log_in(settings)
    client = MatrixClient(settings, user_id=session.user_id, device_id=session.device_id)
    _load_keys(client, session, settings)
    try:
        await _confirm(client, session)
    except BaseException:
        await client.close()
        raise
    return client, session


async def _log_in(settings: MatrixSettings) -> Session:
    """The one login. Stored before any key is made: a crash in between leaves an idle device, nothing worse."""
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    client = MatrixClient(settings)
    wanted = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": settings.user},
        "password": settings.password,
        "initial_device_display_name": DEVICE_NAME,
    }
    try:
        answer = await client.request("POST", "/login", wanted)
    except MatrixError as error:
        if error.code in ("M_FORBIDDEN", "M_USER_DEACTIVATED"):
            raise SessionError(
                f"LOTSE_MATRIX_PASSWORD: {settings.homeserver} refuses {settings.user}: {error}"
            ) from error
        raise
    finally:
        await client.close()
    session = Session(
        homeserver=settings.homeserver,
        user_id=str(answer["user_id"]),
        device_id=str(answer["device_id"]),
        access_token=str(answer["access_token"]),
        since=int(time.time() * 1000),
    )
    settings.keys_path.unlink(missing_ok=True)  # of a first start that died right here
    new = MatrixClient(settings, user_id=session.user_id, device_id=session.device_id)
    _load_keys(new, session, settings)  # makes the key store: with the session there must never be none
    new.store.database.close()
    write_whole(settings.session_path, asdict(session))
    return session


def _load_keys(client: MatrixClient, session: Session, settings: MatrixSettings) -> None:
    try:
        client.restore_login(session.user_id, session.device_id, session.access_token)
    except ValueError as error:  # vodozemac's PickleException: encrypted with another key
        raise SessionError(
            f"LOTSE_SECRET_KEY: the Matrix keys in {settings.folder} were encrypted with another secret. Put the old "
            f"secret back (LOTSE_SECRET_KEY or the file `secret` in LOTSE_DATA_DIR), or start anew with `{RESET}`."
        ) from error
    client.store.database.pragma("journal_mode", "wal", permanent=True)


async def _confirm(client: MatrixClient, session: Session) -> None:
    """Whether the homeserver still knows this device by this token."""
    try:
        found = await client.request("GET", "/account/whoami")
    except MatrixError as error:
        if error.code not in ("M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED"):
            raise
        raise SessionError(
            f"LOTSE_MATRIX_USER: {session.homeserver} no longer knows device {session.device_id} of {session.user_id}: "
            f"it was logged out or removed there. Start anew with `{RESET}`; people's rooms stay."
        ) from error
    if (found.get("user_id"), found.get("device_id")) != (session.user_id, session.device_id):
        raise SessionError(
            f"LOTSE_MATRIX_HOMESERVER: {client.homeserver} says that this session belongs to {found.get('user_id')} "
            f"{found.get('device_id')}, not to {session.user_id} {session.device_id}: the files are from elsewhere."
        )


def _lost(settings: MatrixSettings, missing: Path) -> str:
    return (
        f"LOTSE_DATA_DIR: {missing} is missing, but this service was on Matrix before. Its keys are needed to read "
        f"what people write. Restore the whole folder {settings.folder} from the backup, or start anew with `{RESET}`."
    )


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Write a small JSON file so that a crash leaves the old one or the new one, readable only by this user."""
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
