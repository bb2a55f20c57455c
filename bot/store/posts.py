"""What we posted about cases, by the platform's own ids: a reply to such a message finds its case again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.models import InquiryRow, PostRow
from bot.store.tables import POST
from bot.store.threads import case_of_thread
from bot.store.upsert import insert_for
from handlers.base import Chat, Message, Place


@dataclass(frozen=True, slots=True)
class Post:
    """What a message of ours about a case means to those who reply to it."""

    inquiry_id: int
    is_person: bool
    copy_of: str


async def keep_posts(session: AsyncSession, chat: Chat, refs: Sequence[str], post: Post) -> None:
    """Remember the messages `refs` of `chat`; one that was replaced means what the newest version means."""
    if not refs:
        return
    address = {"platform": chat.platform, "account": chat.account, "address": chat.id}
    meaning: dict[str, Any] = {
        "inquiry_id": post.inquiry_id, "is_person": post.is_person, "copy_of": post.copy_of,
    }  # fmt: skip
    statement = insert_for(session, POST).on_conflict_do_update(index_elements=[*address, "ref"], set_=meaning)
    connection = await session.connection()
    await connection.execute(statement, [{**address, **meaning, "ref": ref} for ref in dict.fromkeys(refs)])


async def find_place(session: AsyncSession, message: Message) -> Place:
    """Where in a staff room a message stands: what it replies to says more than the thread around it."""
    room = message.chat
    if message.reply_to and (found := await _replied_to(session, room, message.reply_to)):
        return found
    return Place(await case_of_thread(session, room, message.thread)) if message.thread else Place()


async def _replied_to(session: AsyncSession, room: Chat, ref: str) -> Place | None:
    query = (
        select(InquiryRow.number, PostRow.is_person)
        .join(PostRow, col(PostRow.inquiry_id) == InquiryRow.id)
        .where(PostRow.platform == room.platform, PostRow.account == room.account, PostRow.address == room.id)
        .where(PostRow.ref == ref)
    )
    row = (await session.exec(query)).first()
    return Place(*row) if row else None
