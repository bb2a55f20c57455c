"""A batch of messages: one transaction, a savepoint for each, and nothing silent when something breaks."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog
from sqlalchemy import event

from bot.house import Running, open_house
from bot.logs import set_up_logs
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, STAFF_PLATFORM, STAFF_ROOM, ConsoleSender
from bot.store.database import Database, StoreUnavailableError
from handlers import all_handlers
from handlers.base import Answer, Button, Chat, Message, Reply, Turn, Usage
from knowledge.library import Library
from knowledge.search import Searcher
from tests.conftest import SqliteFiles

SECRET_WORDS = "Meine Kontonummer ist 4711"


class Breaking:
    """A handler with a bug: it opens a case and then falls over."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if "4711" not in turn.text:
            return None
        await turn.cases.open(turn.text, turn.language)
        raise ZeroDivisionError(turn.text)


class Unstorable:
    """A handler whose reply no database takes: the fault comes when everything is written."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        return [Reply("Und?", (Button("\ud800", "x.y"),))] if "Surrogat" in turn.text else None


class Offering:
    """A handler that asks back, and says what was pressed."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press:
            return [Reply(f"gedrückt: {turn.args['about']}{' (noch einmal)' if turn.press.again else ''}")]
        if not turn.text.startswith("biete "):
            return None
        about = turn.text.removeprefix("biete ")
        return [Reply("Ja?", (Button("Ja", "x.y", {"about": about}, words=("ja",)),))]


class Erasing:
    """A handler that erases who asks for it, and counts what it knows of the others."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.text == "lösche":
            return [Reply(f"gelöscht {await turn.people.erase() != ''}", clears=True)]
        if turn.text == "zeige":
            unsent = (await turn.people.export())["unsent"]
            assert isinstance(unsent, list)
            return [Reply(f"offen: {len(unsent)}, neu: {turn.first_contact}")]
        return None


class Naming:
    """A handler that answers everybody with what they said, so that mix-ups would show."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        return [Reply(f"{turn.message.chat.id} sagte {turn.text}")]


@dataclass
class Stage:
    """A house with a broken handler before a plain one."""

    running: Running
    sent: list[Delivery] = field(default_factory=list)

    async def receive(self, *messages: Message) -> dict[str, list[str]]:
        """Take a batch and deliver; what everybody got, by chat."""
        await self.running.dispatcher.receive(messages)
        await self.running.drain()
        got: dict[str, list[str]] = {}
        for delivery in self.sent:
            got.setdefault(delivery.chat.id, []).append(delivery.text)
        self.sent.clear()
        return got


def said(person: str, text: str, number: int = 1) -> Message:
    return Message(Chat(CONSOLE, person), f"{person}-{number}", text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def stage(sqlite_files: SqliteFiles, library: Library, searcher: Searcher) -> AsyncIterator[Stage]:
    sent: list[Delivery] = []
    senders = [(ConsoleSender(platform, sent.append), None) for platform in (CONSOLE, STAFF_PLATFORM)]
    database = Database(sqlite_files.migrated(), busy_seconds=0.2)
    running = await open_house(
        database,
        library=library,
        searcher=searcher,
        handlers=(Breaking(), Unstorable(), Offering(), Erasing(), Naming()),
        staff_rooms=(STAFF_ROOM,),
        senders=senders,
    )
    yield Stage(running, sent)
    await database.dispose()


async def test_a_fault_is_told_to_the_person_and_staff_and_spares_the_neighbours(stage: Stage) -> None:
    got = await stage.receive(said("p1", "eins"), said("p2", SECRET_WORDS), said("p3", "drei"))
    assert "p1 sagte eins" in got["p1"][0]
    assert "p3 sagte drei" in got["p3"][0]
    assert "Entschuldigung" in got["p2"][0]
    reference = got["p2"][0].split("Kennzeichen ")[1][:6]
    assert reference in got[STAFF_ROOM.id][0]
    assert "4711" not in "".join(got["p2"] + got[STAFF_ROOM.id])


async def test_what_the_broken_handler_had_done_is_rolled_back(stage: Stage, path: Path) -> None:
    await stage.receive(said("p2", SECRET_WORDS))
    with sqlite3.connect(path) as reader:
        assert reader.execute("SELECT count(*) FROM inquiry").fetchone() == (0,)


async def test_a_broken_message_is_not_answered_again_when_it_comes_again(stage: Stage) -> None:
    assert await stage.receive(said("p2", SECRET_WORDS))
    assert await stage.receive(said("p2", SECRET_WORDS)) == {}


@pytest.fixture
def logs_put_back() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("logs_put_back")
async def test_the_log_of_a_fault_names_places_and_not_words(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug")
    await stage.receive(said("p2", SECRET_WORDS))
    logged = capsys.readouterr().err
    assert "ZeroDivisionError" in logged
    assert "test_dispatcher.py" in logged
    assert "4711" not in logged


async def test_while_the_store_is_locked_nothing_is_taken_and_everything_can_be_offered_again(
    stage: Stage, path: Path
) -> None:
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailableError) as refused:
            await stage.receive(said("p1", "eins"), said("p3", "drei"))
        other.execute("ROLLBACK")
    assert "eins" not in str(refused.value)
    got = await stage.receive(said("p1", "eins"), said("p3", "drei"))
    assert (len(got["p1"]), len(got["p3"])) == (1, 1)


async def test_a_message_twice_in_one_batch_is_answered_once(stage: Stage) -> None:
    got = await stage.receive(said("p1", "eins"), said("p1", "eins"))
    assert len(got["p1"]) == 1


async def test_a_fault_while_everything_is_written_spares_the_neighbours_too(stage: Stage, path: Path) -> None:
    got = await stage.receive(said("p1", "eins"), said("p2", "Surrogat"), said("p3", "drei"))
    assert "p1 sagte eins" in got["p1"][0]
    assert "p3 sagte drei" in got["p3"][0]
    assert "Entschuldigung" in got["p2"][0]
    with sqlite3.connect(path) as reader:
        assert reader.execute("SELECT count(*) FROM seen").fetchone() == (3,)


async def test_what_cannot_even_be_apologised_for_does_not_hold_up_the_others(stage: Stage) -> None:
    got = await stage.receive(Message(Chat(CONSOLE, "p2"), "\ud800", "hallo"), said("p3", "drei"))
    assert list(got) == ["p3"]


async def test_messages_of_one_chat_in_a_batch_see_what_those_before_them_left(stage: Stage) -> None:
    texts = ("biete Tee", "biete Kaffee", "1", "ja", "etwas anderes")
    got = await stage.receive(*(said("p1", text, number) for number, text in enumerate(texts)))
    assert got["p1"][1:4] == ["Ja?", "gedrückt: Kaffee", "p1 sagte ja"]
    assert [await stage.receive(said("p1", "2", 9)), len(got["p1"])] == [{"p1": ["p1 sagte 2"]}, 5]


async def test_a_press_in_a_batch_is_remembered_in_the_next_one(stage: Stage, path: Path) -> None:
    await stage.receive(said("p1", "biete Tee", 1), said("p1", "1", 2))
    with sqlite3.connect(path) as store:
        store.execute("UPDATE button SET pressed_at = datetime(pressed_at, '-1 hour') || '.000000'")
    assert await stage.receive(said("p1", "1", 3)) == {"p1": ["gedrückt: Tee (noch einmal)"]}


async def test_an_erasure_in_a_batch_takes_with_it_what_was_said_before_and_nothing_said_after(
    stage: Stage, path: Path
) -> None:
    before = [said("p1", "eins", 1), said("p1", "biete Tee", 2), said("p1", "zeige", 3)]
    got = await stage.receive(*before, said("p1", "lösche", 4), said("p1", "1", 5), said("p2", "zwei"))
    assert ["gelöscht True" in text for text in got["p1"]] == [True, False]
    assert "p1 sagte 1" in got["p1"][1]
    assert len(got["p2"]) == 1
    with sqlite3.connect(path) as reader:
        assert reader.execute("SELECT count(*) FROM button").fetchone() == (0,)


async def test_what_is_known_of_a_person_includes_what_the_same_batch_brought(stage: Stage) -> None:
    got = await stage.receive(said("p1", "eins", 1), said("p1", "zeige", 2))
    assert got["p1"][1] == "offen: 1, neu: False"


async def test_a_batch_of_many_chats_is_one_commit_in_a_handful_of_statements(stage: Stage) -> None:
    statements: list[str] = []
    engine = stage.running.database.engine.sync_engine
    await stage.running.dispatcher.receive([said(f"p{number}", "eins") for number in range(40)])
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    await stage.running.dispatcher.receive([said(f"p{number}", "zwei", 2) for number in range(40)])
    assert sum("BEGIN" in statement for statement in statements) == 1
    assert len(statements) <= 15


def test_the_last_handler_takes_everything() -> None:
    assert type(all_handlers()[-1]).__name__ == "Faq"
