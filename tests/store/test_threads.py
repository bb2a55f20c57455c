"""The thread of a case in a staff room is kept, found from both sides, and goes with its case."""

from bot.store.database import Database
from bot.store.models import ThreadRow
from bot.store.retention import forget_old
from bot.store.threads import Thread, Threads
from handlers.base import Chat
from tests.store.scenes import STAFF_ROOM, cases, later, open_case, rows, turn

OTHER_ROOM = Chat("matrix", "!staff:example.org")


async def test_a_thread_is_kept_by_case_and_room_and_may_change(database: Database) -> None:
    threads, case = Threads(database), (await open_case(database)).number
    assert await threads.find(case, STAFF_ROOM) is None
    await threads.save(case, STAFF_ROOM, ref="77", title="neu", is_open=True)
    await threads.save(case, STAFF_ROOM, ref="77", title="zu", is_open=False)
    assert await threads.find(case, STAFF_ROOM) == Thread("77", "zu", open=False)
    assert await threads.find(case, OTHER_ROOM) is None


async def test_a_thread_that_was_deleted_is_forgotten_in_its_room_only(database: Database) -> None:
    threads, case = Threads(database), (await open_case(database)).number
    for room in (STAFF_ROOM, OTHER_ROOM):
        await threads.save(case, room, ref="77", title="neu", is_open=True)
    await threads.remove(case, STAFF_ROOM)
    assert await threads.find(case, STAFF_ROOM) is None
    assert await threads.find(case, OTHER_ROOM)


async def test_what_is_written_in_a_thread_belongs_to_its_case(database: Database) -> None:
    threads, case = Threads(database), (await open_case(database)).number
    await threads.save(case, STAFF_ROOM, ref="77", title="neu", is_open=True)
    for room, thread, expected in ((STAFF_ROOM, "77", case), (STAFF_ROOM, "78", ""), (OTHER_ROOM, "77", "")):
        async with turn(database, room, thread=thread, id=thread) as stored:
            assert (await stored.place()).case == expected


async def test_a_thread_goes_with_its_case(database: Database) -> None:
    threads, case = Threads(database), (await open_case(database)).number
    await threads.save(case, STAFF_ROOM, ref="77", title="neu", is_open=True)
    async with cases(database) as inquiries:
        await inquiries.close(case, "anna")
    await forget_old(database, retention_days=90, now=later(days=100))
    assert await rows(database, ThreadRow) == []
    await threads.save(case, STAFF_ROOM, ref="78", title="neu", is_open=True)
    assert await threads.find(case, STAFF_ROOM) is None
