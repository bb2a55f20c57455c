"""What Matrix needs kept besides: events without keys, reactions that are buttons, rooms that moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select

from bot.store.buttons import BUTTON_DAYS
from bot.store.database import Database
from bot.store.models import ButtonRow, MatrixKeptRow, MatrixMoveRow, MatrixOfferRow, PositionRow
from bot.store.upsert import insert_for, insert_new

KEPT_DAYS = 7  # a key that has not come in a week will not come
EVENT, INVITE = "event", "invite"


@dataclass(frozen=True, slots=True)
class Kept:
    """An event or an invitation waiting for its time; `source` as the homeserver sent it."""

    ref: str
    room: str
    source: Mapping[str, Any]
    since: datetime
    hinted: bool


class MatrixStore:
    """One account's rows; every change is a short transaction of its own that may be repeated."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    async def keep(self, kind: str, kept: Sequence[Kept]) -> None:
        """Store for later; what is kept already stays as it is."""
        async with self._database.writing() as session:
            for one in kept:
                values = {"ref": one.ref, "room": one.room, "source": dict(one.source), "since": one.since}
                await insert_new(session, MatrixKeptRow, account=self._account, kind=kind, hinted=False, **values)

    async def kept(self, kind: str) -> Sequence[Kept]:
        """Everything of a kind that still waits, oldest first."""
        row = MatrixKeptRow
        query = select(row).where(row.account == self._account, row.kind == kind).order_by(col(row.since), col(row.ref))
        async with self._database.reading() as session:
            rows = (await session.exec(query)).all()
        return [Kept(row.ref, row.room, row.source, row.since, row.hinted) for row in rows]

    async def release(self, refs: Sequence[str]) -> None:
        """They need not be kept any longer."""
        await self._execute(delete(MatrixKeptRow).where(self._kept_are(refs)))

    async def mark_hinted(self, refs: Sequence[str]) -> None:
        """The people were told that these cannot be read."""
        await self._execute(update(MatrixKeptRow).where(self._kept_are(refs)).values(hinted=True))

    async def remember_offer(self, ref: str, buttons: Sequence[str], now: datetime) -> None:
        """These buttons stand under our message `ref`."""
        async with self._database.writing() as session:
            values = {"account": self._account, "ref": ref, "buttons": list(buttons), "created": now}
            await insert_new(session, MatrixOfferRow, **values)

    async def offered(self, ref: str) -> Sequence[tuple[str, Sequence[str]]]:
        """The buttons under our message `ref` in their order, each with the words that press it."""
        async with self._database.reading() as session:
            offer = await session.get(MatrixOfferRow, (self._account, ref))
            ids = offer.buttons if offer else []
            rows = (await session.exec(select(ButtonRow).where(col(ButtonRow.id).in_(ids)))).all()
        words = {row.id: row.words for row in rows}
        return [(button, words.get(button, [])) for button in ids]

    async def moves(self) -> Mapping[str, str]:
        """Every room that replaced another, and the chat it stands for."""
        async with self._database.reading() as session:
            rows = (await session.exec(select(MatrixMoveRow).where(MatrixMoveRow.account == self._account))).all()
        return {row.room: row.chat for row in rows}

    async def move(self, room: str, chat: str) -> None:
        """From now on `room` is where `chat` takes place."""
        async with self._database.writing() as session:
            statement = insert_for(session, MatrixMoveRow).values(account=self._account, room=room, chat=chat)
            await session.exec(statement.on_conflict_do_nothing())

    async def forget_old(self, now: datetime) -> None:
        """What nobody will need any more."""
        await self._execute(delete(MatrixKeptRow).where(col(MatrixKeptRow.since) < now - timedelta(days=KEPT_DAYS)))
        await self._execute(
            delete(MatrixOfferRow).where(col(MatrixOfferRow.created) < now - timedelta(days=BUTTON_DAYS))
        )

    def _kept_are(self, refs: Sequence[str]) -> Any:
        return (col(MatrixKeptRow.account) == self._account) & col(MatrixKeptRow.ref).in_(refs)

    async def _execute(self, statement: Any) -> None:
        async with self._database.writing() as session:
            await session.exec(statement)


def position_name(account: str) -> str:
    """Under which name the position in an account's stream is kept."""
    return f"matrix:{account}"


async def forget_position(database: Database, account: str) -> None:
    """The next start is a first start: it answers nothing that is there already."""
    async with database.writing() as session:
        await session.exec(delete(PositionRow).where(col(PositionRow.name) == position_name(account)))
        await session.exec(delete(MatrixKeptRow).where(col(MatrixKeptRow.account) == account))
