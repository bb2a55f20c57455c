"""A locked or full database, a value that cannot be stored, a killed process: nothing half, nothing told to the log."""

import asyncio
import sys
import threading
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import SQLModel

from bot.store.chats import lock_chats
from bot.store.database import Database, StoreUnavailableError
from bot.store.models import ChatRow, InquiryRow, LeaseRow, SeenRow
from bot.store.outbox import Outbox
from handlers.base import Reply
from tests.conftest import Backend, SqliteFiles
from tests.postgres import PostgresServer
from tests.store.dying import READY
from tests.store.scenes import MARIA, NOW, dump, later, rows, taken, turn

WORDS = "meine Knieoperation"


@pytest.fixture
async def url(backend: Backend) -> str:
    """A store with all tables, to be opened by several processes."""
    return backend.migrated()


@pytest.fixture
async def impatient(url: str) -> AsyncIterator[Database]:
    """A process that waits for a lock only a moment."""
    database = Database(url, busy_seconds=0.2)
    yield database
    await database.dispose()


@pytest.fixture
async def other(url: str) -> AsyncIterator[Database]:
    """Another process on the same store."""
    database = Database(url)
    yield database
    await database.dispose()


async def _answered(database: Database, number: int, words: str = WORDS) -> None:
    async with turn(database, id=f"m{number}", now=later(seconds=number)) as stored:
        stored.conversation.draft = words
        stored.finish([Reply(words)])


async def test_a_locked_database_is_said_to_be_unavailable_and_nothing_is_stored(
    impatient: Database, other: Database
) -> None:
    await _answered(impatient, 1)
    before = await dump(impatient)
    async with other.writing() as session:
        await lock_chats(session, [MARIA], NOW)
        with pytest.raises(StoreUnavailableError) as refused:
            await _answered(impatient, 2)
    assert WORDS not in str(refused.value)
    assert await dump(impatient) == before


async def test_a_database_that_was_locked_takes_the_same_message_afterwards(
    impatient: Database, other: Database
) -> None:
    async with other.writing() as session:
        await lock_chats(session, [MARIA], NOW)
        await session.exec(update(ChatRow).values(last_seen=later(days=1)))
        with pytest.raises(StoreUnavailableError):
            await _answered(impatient, 1)
    await _answered(impatient, 1)
    assert await taken(Outbox(impatient, MARIA.platform), later(minutes=1)) == [WORDS]


async def test_reading_goes_on_while_another_process_writes(impatient: Database, other: Database) -> None:
    await _answered(impatient, 1)
    async with other.writing() as session:
        await lock_chats(session, [MARIA], NOW)
        assert [row.address for row in await rows(impatient, ChatRow)] == [MARIA.id]


async def test_a_patient_process_waits_until_the_lock_is_gone(other: Database, url: str) -> None:
    patient = Database(url, busy_seconds=10)
    async with other.writing() as session:
        await lock_chats(session, [MARIA], NOW)
        waiting = asyncio.create_task(_answered(patient, 1))
        await asyncio.sleep(0.2)
        assert not waiting.done()
    await waiting
    await patient.dispose()


async def test_a_full_disk_stores_nothing_half_and_the_store_works_again_when_there_is_room(
    sqlite_files: SqliteFiles,
) -> None:
    database = Database(sqlite_files.migrated())
    pages = 150

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(database.engine.sync_engine, "begin", limit)
    full = await _answered_until_refused(database)
    with pytest.raises(StoreUnavailableError, match="full") as refused:
        await _answered(database, full, WORDS * 1000)
    assert WORDS not in str(refused.value)
    assert len(await rows(database, SeenRow)) == full - 1 > 0
    pages = 100_000
    await _answered(database, full, WORDS * 1000)
    assert await taken(Outbox(database, MARIA.platform), later(hours=1)) == [WORDS * 1000] * full
    await database.dispose()


async def _answered_until_refused(database: Database) -> int:
    for number in range(1, 100):
        try:
            await _answered(database, number, WORDS * 1000)
        except StoreUnavailableError:
            return number
    raise AssertionError("the disk never became full")


@pytest.mark.parametrize("unstorable", ["\ud800", "\x00"], ids=["lone surrogate", "NUL"])
async def test_a_value_that_cannot_be_stored_is_a_fault_of_its_message_not_of_the_store(
    database: Database, unstorable: str
) -> None:
    async with database.writing() as session:
        try:
            async with session.begin_nested():
                session.add(LeaseRow(name=WORDS + unstorable, holder="", until=NOW))
        except (SQLAlchemyError, UnicodeError):
            stored = 0
        else:
            stored = 1  # SQLite takes a NUL
        session.add(LeaseRow(name="the next one", holder="", until=NOW))
    assert len(await rows(database, LeaseRow)) == stored + 1


async def test_what_breaks_a_rule_is_not_called_unavailable(database: Database) -> None:
    async def meet() -> None:
        async with database.writing() as session:
            session.add(ChatRow(platform="web", address="x", first_seen=NOW, last_seen=NOW))

    await meet()
    with pytest.raises(IntegrityError):
        await meet()
    assert len(await rows(database, ChatRow)) == 1


async def test_a_table_that_is_missing_is_named_but_no_words_are(database: Database) -> None:
    async with database.writing() as session:
        await (await session.connection()).execute(text("DROP TABLE web_line"))
    with pytest.raises(StoreUnavailableError, match="web_line") as refused:
        async with turn(database, id="m1") as stored:
            stored.record_line(WORDS)
    assert WORDS not in str(refused.value)


async def test_a_full_house_of_connections_is_waited_for(database: Database) -> None:
    async def read() -> int:
        async with database.reading() as session:
            await session.connection()
            await asyncio.sleep(0.01)
            return 1

    assert sum(await asyncio.gather(*(read() for _ in range(60)))) == 60


@pytest.mark.postgres
async def test_a_database_that_takes_no_connections_is_unavailable(postgres: PostgresServer) -> None:
    name = postgres.create()
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    for url in (postgres.url(name), postgres.url("missing"), "postgresql://nobody@/x?host=/nowhere"):
        database = Database(url)
        with pytest.raises(StoreUnavailableError):
            async with database.reading() as session:
                await session.connection()
        await database.dispose()
    postgres.drop(name)


async def test_a_file_in_a_folder_that_does_not_exist_is_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/nowhere/store.db")
    with pytest.raises(StoreUnavailableError):
        async with database.writing() as session:
            await session.connection()
    await database.dispose()
    for thread in threading.enumerate():  # after a failed connect aiosqlite does not wait for its own
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


async def test_a_store_in_memory_takes_turns_without_waiting_for_itself() -> None:
    database = Database("sqlite://")
    async with database.writing() as session:
        connection = await session.connection()
        await connection.run_sync(SQLModel.metadata.create_all)
    await asyncio.gather(*(_answered(database, number) for number in range(10)))
    assert len(await taken(Outbox(database, MARIA.platform), later(minutes=1))) == 10
    await database.dispose()


async def _killed(url: str, when: str) -> None:
    """Start a process that works on the store, and kill it by its id at the point given."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.dying", url, when, stdout=PIPE, cwd=Path(__file__).parents[2]
    )
    assert process.stdout
    async with asyncio.timeout(30):
        line = await process.stdout.readline()
    process.kill()
    await process.wait()
    assert line.decode().strip() == READY


async def test_a_process_killed_in_mid_turn_leaves_nothing_and_its_message_can_be_taken_again(
    impatient: Database, url: str
) -> None:
    before = await dump(impatient)
    await _killed(url, "before the commit")
    assert await dump(impatient) == before
    async with turn(impatient, id="m1") as stored:
        assert stored.first_contact


async def test_a_process_killed_in_mid_send_has_stored_its_turn_whole_and_the_next_one_sends_again(
    impatient: Database, url: str
) -> None:
    await _killed(url, "in mid-send")
    assert [row.question for row in await rows(impatient, InquiryRow)] == ["Was kostet das?"]
    outbox = Outbox(impatient, MARIA.platform)
    assert await taken(outbox) == []
    assert await outbox.recover(NOW) == 1
    assert await taken(outbox) == ["Ist notiert."]
