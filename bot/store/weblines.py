"""The conversation on the web page, so that a reload or a restart shows it whole and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.platforms.base import Delivery
from bot.store.database import Database
from bot.store.models import WebLineRow
from bot.store.tables import WEB_LINE
from bot.store.times import utc_now


@dataclass(frozen=True, slots=True)
class WebLine:
    """One line: `author` is "person" or "bot"; `id` grows, so a reader asks for what came after the last one."""

    id: int
    author: str
    message_id: str
    payload: dict[str, Any]
    at: datetime


class WebLines:
    """Reads and writes the lines of web conversations; `address` is the chat's id on the platform "web"."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def after(self, address: str, last_id: int, *, limit: int = 200) -> Sequence[WebLine]:
        """At most `limit` lines with an id above `last_id`, oldest first."""
        query = (
            select(WebLineRow)
            .where(WebLineRow.address == address, col(WebLineRow.id) > last_id)
            .order_by(col(WebLineRow.id))
            .limit(limit)
        )
        async with self._database.reading() as session:
            rows = (await session.exec(query)).all()
        return [WebLine(row.id or 0, row.author, row.message_id, row.payload, row.at) for row in rows]

    async def record_delivery(self, delivery: Delivery) -> None:
        """Our message becomes a line; a second delivery of the same row changes nothing."""
        payload = {
            "text": delivery.text,
            "buttons": [{"id": button.id, "label": button.label} for button in delivery.buttons],
            "case": delivery.case,
            "clear": delivery.clears,
        }
        values = {
            "address": delivery.chat.id,
            "outbox_id": delivery.id,
            "author": "bot",
            "message_id": delivery.in_reply_to,
            "payload": payload,
            "at": utc_now(),
        }
        build = sqlite.insert if self._database.is_sqlite else postgresql.insert
        async with self._database.writing() as session:
            await session.exec(build(WebLineRow).values(**values).on_conflict_do_nothing())


def person_line(address: str, message_id: str, text: str, now: datetime) -> dict[str, Any]:
    """The row of what the person wrote or pressed, to be written in the transaction of the turn."""
    return {
        "address": address, "outbox_id": None, "message_id": message_id, "author": "person",
        "payload": {"text": text}, "at": now,
    }  # fmt: skip


async def record_lines(session: AsyncSession, lines: Sequence[Mapping[str, Any]]) -> None:
    """Keep lines inside the transaction that made them."""
    if lines:
        connection = await session.connection()
        await connection.execute(insert(WEB_LINE), lines)
