"""Files people send: fetched, checked and decrypted; and files we send on, encrypted where the room is."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.exceptions import EncryptionError

from bot.platforms.base import RefusedError
from bot.platforms.matrix.client import MatrixClient, quoted
from bot.platforms.matrix.content import Content
from bot.platforms.matrix.errors import MatrixError, delivery_errors
from bot.platforms.matrix.link import Link
from handlers.base import Attachment, Kind

DOWNLOAD_SECONDS = 60.0
_MSGTYPES = {Kind.PHOTO: "m.image", Kind.VOICE: "m.audio"}


class MatrixFiles:
    """Where files sent on Matrix are fetched from."""

    def __init__(self, link: Link, *, limit: int) -> None:
        self._link = link
        self._limit = limit

    async def fetch(self, attachment: Attachment) -> bytes:
        """The file's content, decrypted; raises a DeliveryError, RefusedError when it is too large or damaged."""
        client = await self._link.client()
        ref: dict[str, str] = json.loads(attachment.ref)
        with delivery_errors():
            content = await self._download(client, ref["url"])
        if "key" not in ref:
            return content
        try:
            return bytes(await asyncio.to_thread(decrypt_attachment, content, ref["key"], ref["sha256"], ref["iv"]))
        except (EncryptionError, ValueError) as error:
            raise RefusedError("the file cannot be decrypted") from error

    async def _download(self, client: MatrixClient, url: str) -> bytes:
        """Not through nio, which reads a file of any size into memory."""
        parts = urlsplit(url)
        path = f"/_matrix/client/v1/media/download/{quoted(parts.netloc)}/{quoted(parts.path.lstrip('/'))}"
        headers = {"Authorization": f"Bearer {client.access_token}"}
        answer = await client.send("GET", path, None, headers, None, DOWNLOAD_SECONDS)
        async with answer:
            if answer.status != 200:
                raise MatrixError(answer.status, text="the file is not there")
            content = bytearray()
            async for chunk in answer.content.iter_chunked(64 * 1024):
                content += chunk
                if len(content) > self._limit:
                    raise RefusedError(f"the file has more than {self._limit} bytes")
        return bytes(content)


async def upload(client: MatrixClient, attachment: Attachment, content: bytes, *, encrypted: bool) -> Content:
    """Put a file on the homeserver; returns the message that shows it. Raises MatrixError or aiohttp's errors."""
    secret: dict[str, Any] = {}
    media_type = attachment.media_type or "application/octet-stream"
    stored, stored_type, name = content, media_type, attachment.name or "file"
    if encrypted:
        stored, secret = await asyncio.to_thread(encrypt_attachment, content)
        stored_type = "application/octet-stream"
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": stored_type}
    answer = await client.send("POST", "/_matrix/media/v3/upload", stored, headers, None, DOWNLOAD_SECONDS)
    async with answer:
        parsed = json.loads(await answer.read())
    if answer.status != 200:
        raise MatrixError.of_answer(answer.status, parsed)
    where = {"file": secret | {"url": parsed["content_uri"]}} if encrypted else {"url": parsed["content_uri"]}
    info = {"mimetype": media_type, "size": len(content)}
    return {"msgtype": _MSGTYPES.get(attachment.kind, "m.file"), "body": name, "filename": name, "info": info} | where
