"""The way out: a delivery becomes events, each with its own transaction id, so that a retry is none."""

from collections.abc import Mapping, Sequence

from bot.platforms.base import Delivery, FileSource, RefusedError, UnreachableError
from bot.platforms.matrix.client import Content, MatrixClient, quoted
from bot.platforms.matrix.content import as_reply, in_thread, text_contents
from bot.platforms.matrix.errors import delivery_errors
from bot.platforms.matrix.files import upload
from bot.platforms.matrix.headings import Headings
from bot.platforms.matrix.link import Link, is_encrypted, send_event
from bot.platforms.matrix.reactions import Reactions
from bot.platforms.matrix.settings import PLATFORM
from bot.store.database import StoreUnavailableError
from handlers.base import Attachment

MESSAGE = "m.room.message"


class MatrixSender:
    """Sends with the stored transaction id: the homeserver knows what it has and answers with the same event id."""

    platform = PLATFORM
    idempotent = True
    bulk = 5  # one process encrypts for all rooms: more under way at once would only keep replies waiting

    def __init__(self, link: Link, reactions: Reactions, headings: Headings, files: Mapping[str, FileSource]) -> None:
        self._link = link
        self._reactions = reactions
        self._headings = headings
        self._files = files

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """All events of a delivery in order; returns their ids. Raises a DeliveryError."""
        client = await self._link.client()
        room_id = self._link.room_of(delivery.chat.id)
        try:
            root = await self._headings.root(client, room_id, delivery)
            with self._reactions.noting(room_id):
                sent = await self._send_all(client, room_id, delivery, root)
                if delivery.buttons:
                    await self._reactions.offer(client, room_id, sent[-1], delivery)
        except StoreUnavailableError as error:
            raise UnreachableError(str(error)) from error  # sending again finds what is there already
        return sent

    async def _send_all(self, client: MatrixClient, room_id: str, delivery: Delivery, root: str) -> list[str]:
        contents = [await self._file(client, room_id, attachment) for attachment in delivery.attachments]
        if delivery.text:
            contents += text_contents(delivery.text, delivery.buttons)
        if delivery.replaces:
            await redact(client, room_id, delivery.replaces, f"{delivery.transaction_id}.gone")
        return [
            await send_event(client, room_id, MESSAGE, self._placed(content, client, room_id, delivery, root), txn)
            for content, txn in zip(contents, transactions(delivery.transaction_id, len(contents)), strict=True)
        ]

    def _placed(self, content: Content, client: MatrixClient, room_id: str, delivery: Delivery, root: str) -> Content:
        """In the thread where it belongs; in a group as a reply, so that everybody sees whom it answers."""
        if root:
            return in_thread(content, root, delivery.answers)
        if delivery.answers and client.rooms[room_id].member_count > 2:
            return as_reply(content, delivery.answers)
        return content

    async def _file(self, client: MatrixClient, room_id: str, attachment: Attachment) -> Content:
        """A file fetched from where it came from, as a message of ours."""
        source = self._files.get(attachment.platform)
        if source is None:
            raise RefusedError(f"files from {attachment.platform} cannot be fetched here")
        content = await source.fetch(attachment)
        with delivery_errors():
            return await upload(client, attachment, content, encrypted=is_encrypted(client, room_id))


async def redact(client: MatrixClient, room_id: str, event_id: str, transaction: str) -> None:
    """Remove a message of ours, with its text, from everybody's sight; raises a DeliveryError."""
    path = f"/rooms/{quoted(room_id)}/redact/{quoted(event_id)}/{quoted(transaction)}"
    with delivery_errors():
        await client.request("PUT", path, {})


def transactions(base: str, count: int) -> list[str]:
    """One transaction id for each event of a delivery."""
    return [base if number == 0 else f"{base}.{number}" for number in range(count)]
