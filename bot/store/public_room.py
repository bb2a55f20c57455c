"""The room where everybody may read along: a reader like any other, subscribed by the operator's setting."""

from datetime import datetime

from sqlalchemy import select

from bot.store.chats import chat_ids
from bot.store.database import Database
from bot.store.subscriptions import BOTH, SUBSCRIPTION, end_subscriptions
from bot.store.upsert import insert_for
from handlers.base import Chat
from handlers.events_stored import QUIET_NEVER, Rhythm


async def keep_public_room(database: Database, room: Chat | None, now: datetime) -> None:
    """From now on `room`, and no other, is told of every event as a subscriber is; None for no room."""
    async with database.writing() as session:
        kept = (await chat_ids(session, {room}, now))[room] if room else 0
        connection = await session.connection()
        others = (SUBSCRIPTION.c.language == BOTH) & (SUBSCRIPTION.c.chat_id != kept)
        gone = (await connection.execute(select(SUBSCRIPTION.c.chat_id).where(others))).scalars().all()
        await end_subscriptions(session, gone)
        if kept:
            begins, ends = QUIET_NEVER
            row = {
                "chat_id": kept, "rhythm": Rhythm.AT_ONCE.value, "quiet_from": begins, "quiet_to": ends,
                "language": BOTH, "agreed_at": now, "changed_at": now,
            }  # fmt: skip
            await connection.execute(insert_for(session, SUBSCRIPTION).values(**row).on_conflict_do_nothing())


def in_both(german: str, english: str) -> str:
    """Both texts as one, without their last paragraph: it says how to end a subscription, which nobody has here."""
    return "\n\n———\n\n".join(text.rpartition("\n\n")[0] or text for text in (german, english))
