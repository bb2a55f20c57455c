"""What Matrix keeps besides the conversations, on both databases."""

from datetime import UTC, datetime, timedelta

from bot.platforms.base import Position
from bot.store.database import Database
from bot.store.matrix import EVENT, INVITE, Kept, MatrixStore, forget_position, position_name
from bot.store.positions import keep_position, last_position

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOT = "@lotse:example.org"


def kept(ref: str, *, since: datetime = NOW) -> Kept:
    return Kept(ref, "!room", {"content": {"ciphertext": "…"}}, since, hinted=False)


async def test_what_is_kept_comes_back_oldest_first_and_by_kind(database: Database) -> None:
    store = MatrixStore(database, BOT)
    await store.keep(EVENT, [kept("$2", since=NOW + timedelta(seconds=1)), kept("$1")])
    await store.keep(INVITE, [kept("!3")])
    assert [one.ref for one in await store.kept(EVENT)] == ["$1", "$2"]
    assert [one.ref for one in await store.kept(INVITE)] == ["!3"]
    assert list(await MatrixStore(database, "@other:example.org").kept(EVENT)) == []


async def test_keeping_again_changes_nothing(database: Database) -> None:
    store = MatrixStore(database, BOT)
    await store.keep(EVENT, [kept("$1")])
    await store.mark_hinted(["$1"])
    await store.keep(EVENT, [kept("$1", since=NOW + timedelta(days=1))])
    [one] = await store.kept(EVENT)
    assert (one.since, one.hinted) == (NOW, True)
    await store.release(["$1"])
    assert list(await store.kept(EVENT)) == []


async def test_an_unknown_message_offers_nothing(database: Database) -> None:
    store = MatrixStore(database, BOT)
    await store.remember_offer("$1", ["A", "B"], NOW)
    assert list(await store.offered("$1")) == [("A", []), ("B", [])]
    assert list(await store.offered("$2")) == []


async def test_a_room_that_moved_stands_for_the_first_chat(database: Database) -> None:
    store = MatrixStore(database, BOT)
    await store.move("!new", "!old")
    await store.move("!new", "!another")
    assert await store.moves() == {"!new": "!old"}


async def test_old_things_are_forgotten_and_new_ones_stay(database: Database) -> None:
    store = MatrixStore(database, BOT)
    await store.keep(EVENT, [kept("$old", since=NOW - timedelta(days=8)), kept("$new")])
    await store.remember_offer("$old", ["A"], NOW - timedelta(days=40))
    await store.remember_offer("$new", ["B"], NOW)
    await store.forget_old(NOW)
    assert [one.ref for one in await store.kept(EVENT)] == ["$new"]
    assert list(await store.offered("$old")) == []
    assert list(await store.offered("$new")) == [("B", [])]


async def test_after_a_reset_the_next_start_is_a_first_start(database: Database) -> None:
    store = MatrixStore(database, BOT)
    await store.keep(EVENT, [kept("$1")])
    async with database.writing() as session:
        await keep_position(session, Position(position_name(BOT), "s1"))
    await forget_position(database, BOT)
    assert await last_position(database, position_name(BOT)) is None
    assert list(await store.kept(EVENT)) == []
