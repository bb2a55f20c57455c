"""Starting anew, on explicit demand only: a new device, and if wanted a new identity in place of a foreign one."""

import shutil
from datetime import datetime
from pathlib import Path

from bot.platforms.matrix.identity import Identity, keep_identity, publish
from bot.platforms.matrix.session import open_client
from bot.platforms.matrix.settings import MatrixSettings
from bot.store.database import Database
from bot.store.matrix import forget_position


async def reset_device(settings: MatrixSettings, database: Database, now: datetime) -> Path | None:
    """The next start logs in as a new device; the old files are moved aside, and their new place is returned.

    People's rooms stay. What was written in them meanwhile cannot be read by the new device and is not answered.
    """
    await forget_position(database, settings.user)
    if not settings.folder.exists():
        return None
    aside = settings.folder.with_name(f"{settings.folder.name}-{now:%Y%m%d-%H%M%S}")
    shutil.move(settings.folder, aside)
    if (kept := aside / settings.identity_path.name).exists():  # the account's identity outlives a device
        settings.folder.mkdir(mode=0o700)
        shutil.copy2(kept, settings.identity_path)
    return aside


async def reset_identity(settings: MatrixSettings) -> None:
    """Replace the account's identity by a new one: everybody who verified the old one sees that it changed.

    Raises SessionError, MatrixError or aiohttp's errors; nothing is changed then.
    """
    client, _ = await open_client(settings, ran_before=True)
    try:
        identity = Identity.make()
        keep_identity(settings, identity)
        await publish(client, settings, identity)
    finally:
        await client.close()
        client.store.database.close()
