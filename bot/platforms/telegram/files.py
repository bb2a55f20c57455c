"""Files that people sent, fetched from Telegram."""

from bot.platforms.base import RefusedError
from bot.platforms.telegram.client import Telegram
from bot.platforms.telegram.errors import delivery_errors
from handlers.base import Attachment

MAX_FILE = 20 * 1024 * 1024  # bytes; what getFile gives, unless the Bot API server is self-hosted
NO_FILES = ("location", "contact")


class TelegramFiles:
    """The way to the files of one bot."""

    def __init__(self, client: Telegram) -> None:
        self._client = client

    async def fetch(self, attachment: Attachment) -> bytes:
        """The file's content, at most 20 MB; raises a DeliveryError."""
        form, _, file_id = attachment.ref.partition(":")
        if form in NO_FILES or attachment.size > MAX_FILE:
            raise RefusedError("there is no file, or it is larger than 20 MB")
        with delivery_errors():
            file = await self._client.get_file(file_id)
            if (file.file_size or 0) > MAX_FILE:
                raise RefusedError("the file is larger than 20 MB")
            return bytes(await file.download_as_bytearray())
