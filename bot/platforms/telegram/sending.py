"""The way out: a delivery becomes one or more messages; what Telegram refuses is mended where that can be done."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.platforms.base import Delivery, DeliveryError, FileSource, RefusedError, UnreachableError
from bot.platforms.telegram.addresses import Addresses
from bot.platforms.telegram.client import Telegram
from bot.platforms.telegram.errors import (
    NO_MARKUP,
    NO_REPLY,
    NOT_EDITABLE,
    NOT_MODIFIED,
    THREAD_GONE,
    TOPIC_CLOSED,
    delivery_errors,
    says,
)
from bot.platforms.telegram.limits import Limits
from bot.platforms.telegram.newest import Newest
from bot.platforms.telegram.request import FloodError
from bot.platforms.telegram.settings import PLATFORM
from bot.platforms.telegram.topics import Topics
from bot.platforms.telegram.wording import Piece, edit_of, pieces_of
from bot.store.database import StoreUnavailableError

REMEDIES = 5  # so many different refusals can be mended in one call; a sixth time it is something else
UNFINISHED = 1_000  # deliveries of several messages of which we remember how far they came


class TelegramSender:
    """Sends for one bot. Sending twice shows twice: only what surely was not sent is tried again at once."""

    platform = PLATFORM
    idempotent = False

    def __init__(
        self,
        client: Telegram,
        *,
        addresses: Addresses,
        limits: Limits,
        topics: Topics,
        newest: Newest,
        files: Mapping[str, FileSource],
    ) -> None:
        self._client = client
        self._addresses = addresses
        self._limits = limits
        self.bulk = limits.bulk
        self._topics = topics
        self._newest = newest
        self._files = files
        self._unfinished: OrderedDict[str, list[str]] = OrderedDict()

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """All messages of a delivery in order; returns their ids. Raises a DeliveryError."""
        try:
            with delivery_errors():
                if delivery.replaces:
                    return await self._replace(delivery)
                return await self._send_all(delivery)
        except StoreUnavailableError as error:
            raise UnreachableError(str(error)) from error

    async def _send_all(self, delivery: Delivery) -> Sequence[str]:
        """After a failure the next try goes on where this one left off."""
        sent = self._unfinished.pop(delivery.transaction_id, [])
        try:
            place = await self._placed(delivery)
            for piece in pieces_of(delivery)[len(sent) :]:
                sent.append(await self._send(delivery, piece, place))
        except (DeliveryError, TelegramError):
            if sent:
                self._unfinished[delivery.transaction_id] = sent
                while len(self._unfinished) > UNFINISHED:
                    self._unfinished.popitem(last=False)
            raise
        await self._topics.settle(delivery, self._number(delivery))
        return sent

    async def _replace(self, delivery: Delivery) -> Sequence[str]:
        """Change an earlier message of ours; one that cannot be changed is deleted, and the new one stands below."""
        try:
            await self._send(delivery, edit_of(delivery), {})
        except BadRequest as error:
            if says(error, NOT_EDITABLE):
                await self._delete(self._number(delivery), int(delivery.replaces))
                return await self._send_all(delivery)
            if not says(error, NOT_MODIFIED):
                raise
        return [delivery.replaces]

    async def _delete(self, number: int, message: int) -> None:
        try:
            await self._client.call("deleteMessage", chat_id=number, message_id=message)
        except BadRequest:  # somebody deleted it before us
            return

    async def _placed(self, delivery: Delivery) -> dict[str, Any]:
        """Topic, and which message it answers: in a group, or when the person has written more since."""
        place: dict[str, Any] = {}
        if topic := await self._topic(delivery):
            place["message_thread_id"] = topic
        if delivery.answers.isdecimal() and self._newest.is_worth_replying(delivery.chat.id, int(delivery.answers)):
            place["reply_parameters"] = {"message_id": int(delivery.answers), "allow_sending_without_reply": True}
        return place

    async def _topic(self, delivery: Delivery) -> int | None:
        try:
            return await self._topics.place(delivery, self._number(delivery))
        except ChatMigrated as error:
            await self._addresses.move(self._number(delivery), error.new_chat_id)
            return await self._topics.place(delivery, error.new_chat_id)

    async def _send(self, delivery: Delivery, piece: Piece, place: dict[str, Any]) -> str:
        """One message; returns its id. A remedy that was found for it holds for those after it too."""
        params = {**piece.params, **await self._file(piece)}
        for _ in range(REMEDIES):
            number = self._number(delivery)
            await self._limits.admit(number, bulk=delivery.bulk)
            try:
                answer = await self._client.call(piece.method, chat_id=number, **params, **place)
                return str(answer["message_id"])
            except FloodError as error:
                self._limits.refused(number, error.seconds)
                raise
            except ChatMigrated as error:
                await self._addresses.move(number, error.new_chat_id)
            except BadRequest as error:
                if says(error, NO_MARKUP) and "parse_mode" in params:
                    del params["parse_mode"]
                    params |= piece.plain
                elif not await self._mended(error, delivery, place):
                    raise
        raise RefusedError("refused again and again")

    async def _mended(self, error: BadRequest, delivery: Delivery, place: dict[str, Any]) -> bool:
        """Whether another place will do: without the reply, in a new topic, in the topic opened again."""
        if says(error, NO_REPLY) and "reply_parameters" in place:
            del place["reply_parameters"]
        elif says(error, THREAD_GONE) and "message_thread_id" in place:
            del place["message_thread_id"]
            if topic := await self._topics.remake(delivery, self._number(delivery)):
                place["message_thread_id"] = topic
        elif says(error, TOPIC_CLOSED) and "message_thread_id" in place:
            return await self._topics.reopen(delivery, self._number(delivery), place["message_thread_id"])
        else:
            return False
        return True

    async def _file(self, piece: Piece) -> dict[str, Any]:
        """The file by its id if it came from Telegram, else its content."""
        file = piece.file
        if file is None:
            return {}
        if file.platform == PLATFORM:
            return {piece.field: file.ref.partition(":")[2]}
        if file.platform not in self._files:
            raise RefusedError(f"no way to files from {file.platform}")
        content = await self._files[file.platform].fetch(file)
        return {piece.field: InputFile(content, filename=file.name or "file")}

    def _number(self, delivery: Delivery) -> int:
        return self._addresses.current(delivery.chat.id)
