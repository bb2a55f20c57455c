"""Files on a case: those people sent, found by their place in the history, and those staff send from the desk."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from bot.platforms.base import RefusedError, UnreachableError
from bot.store.database import Database, StoreUnavailableError
from bot.store.desk_models import DeskFileRow
from bot.store.models import InquiryEventRow, InquiryRow
from bot.store.payloads import attachment_of
from handlers.base import DESK, Attachment, Kind

LONGEST_NAME = 120
RECENT = 20  # lines of a history among which a file just sent must be
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")


class DeskFiles:
    """Keeps what staff send until it is fetched by a platform, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self, inquiry_id: int, *, name: str, media_type: str, content: bytes, now: datetime
    ) -> Attachment | None:
        """The file as a message carries it; None when the person had their data erased."""
        named = name.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:] or "file"
        row = DeskFileRow(inquiry_id=inquiry_id, name=named, media_type=media_type, content=content, created=now)
        async with self._database.writing() as session:
            reachable = select(InquiryRow.id).where(InquiryRow.id == inquiry_id, col(InquiryRow.chat_id).is_not(None))
            if (await session.exec(reachable)).first() is None:
                return None
            session.add(row)
            await session.flush()
        kind = Kind.PHOTO if media_type in PICTURES else Kind.DOCUMENT
        return Attachment(kind, DESK, str(row.id), name=named, media_type=media_type, size=len(content))

    async def is_used(self, attachment: Attachment, inquiry_id: int) -> bool:
        """Whether the file stands in the case's history, and so went out."""
        query = select(InquiryEventRow.attachments).where(InquiryEventRow.inquiry_id == inquiry_id)
        async with self._database.reading() as session:
            lines = (await session.exec(query.order_by(col(InquiryEventRow.id).desc()).limit(RECENT))).all()
        return any((one["platform"], one["ref"]) == (DESK, attachment.ref) for line in lines for one in line)

    async def drop(self, attachment: Attachment) -> None:
        """Forget a file that did not go out after all."""
        async with self._database.writing() as session:
            await session.exec(delete(DeskFileRow).where(col(DeskFileRow.id) == int(attachment.ref)))

    async def fetch(self, attachment: Attachment) -> bytes:
        """As FileSource: the content, or a DeliveryError."""
        query = select(DeskFileRow.content).where(DeskFileRow.id == int(attachment.ref))
        try:
            async with self._database.reading() as session:
                content = (await session.exec(query)).first()
        except StoreUnavailableError as error:
            raise UnreachableError(str(error)) from error
        if content is None:
            raise RefusedError("the file is gone")
        return content

    async def find(self, inquiry_id: int, event_id: int, place: int) -> Attachment | None:
        """The file at this place of a line of the case's history; None when there is none, or on another case."""
        query = select(InquiryEventRow.attachments).where(
            InquiryEventRow.id == event_id, InquiryEventRow.inquiry_id == inquiry_id
        )
        async with self._database.reading() as session:
            stored = (await session.exec(query)).first() or []
        return attachment_of(stored[place]) if place < len(stored) else None
