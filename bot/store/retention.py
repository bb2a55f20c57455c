"""Personal data as short as the case needs: what is past its time is deleted."""

import sqlite3
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from bot.store.database import Database, StoreUnavailableError
from bot.store.introduction_models import EntryProposalRow
from bot.store.lifecycle_models import ColleagueRow
from bot.store.models import ButtonRow, ChatRow, InquiryRow, OutboxRow, OutboxState, SeenRow, WebLineRow
from bot.store.subscriptions_models import ReminderRow, SubscriptionRow
from handlers.base import CaseState

OVER = [CaseState.CLOSED, CaseState.ANSWERED]  # what was answered and then silent is over too, closed or not
PROPOSALS = timedelta(days=365)  # what no curator has dealt with in a year was asked again twice meanwhile
SEEN_DAYS = 30  # platforms redeliver for a day at most; a month is a wide margin


async def forget_old(database: Database, *, retention_days: int, now: datetime) -> int:
    """Delete closed cases, silent chats and sent messages past their time; returns how many rows went."""
    before = now - timedelta(days=retention_days)
    with_case = select(InquiryRow.chat_id).where(col(InquiryRow.chat_id).is_not(None))  # its case went first if old
    done = [OutboxState.SENT, OutboxState.BLOCKED, OutboxState.FAILED, OutboxState.UNCERTAIN]
    rules: list[tuple[type[Any], Any]] = [
        (
            InquiryRow,
            col(InquiryRow.state).in_(OVER) & (func.coalesce(InquiryRow.closed_at, InquiryRow.changed_at) < before),
        ),
        (ChatRow, (col(ChatRow.last_seen) < before) & col(ChatRow.id).not_in(with_case) & _listens_to_nothing()),
        (WebLineRow, col(WebLineRow.at) < before),
        (EntryProposalRow, (col(EntryProposalRow.handled_at) < before) | (col(EntryProposalRow.at) < now - PROPOSALS)),
        (OutboxRow, col(OutboxRow.state).in_(done) & (col(OutboxRow.changed) < before)),
        (ButtonRow, col(ButtonRow.expires) < now),
        (ColleagueRow, col(ColleagueRow.seen) < before),
        (SeenRow, col(SeenRow.at) < now - timedelta(days=SEEN_DAYS)),
    ]
    gone = 0
    async with database.writing() as session:
        for model, rule in rules:
            gone += (await session.exec(delete(model).where(rule))).rowcount
    return gone


def _listens_to_nothing() -> Any:
    """Who subscribed is silent by nature: as long as the subscription or a reminder stands, the address is needed."""
    chat = col(ChatRow.id)
    return chat.not_in(select(SubscriptionRow.chat_id)) & chat.not_in(select(ReminderRow.chat_id))


async def empty_journal(database: Database) -> None:
    """Shrink SQLite's write-ahead log, where deleted text would linger; PostgreSQL's vacuum does its own."""
    if not database.is_sqlite or database.in_memory:
        return
    try:
        async with database.engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                await cursor.fetchall()
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreUnavailableError(type(error).__name__) from error
