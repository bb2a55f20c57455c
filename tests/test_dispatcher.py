"""A batch of messages: one transaction, a savepoint for each, and nothing silent when something breaks."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog

from bot.house import Running, open_house
from bot.logs import set_up_logs
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, STAFF_PLATFORM, STAFF_ROOM, ConsoleSender
from bot.store.database import Database, StoreUnavailableError
from handlers import all_handlers
from handlers.base import Answer, Chat, Message, Reply, Turn, Usage
from knowledge.library import Library
from knowledge.search import Searcher

SECRET_WORDS = "Meine Kontonummer ist 4711"


class Breaking:
    """A handler with a bug: it opens a case and then falls over."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if "4711" not in turn.text:
            return None
        await turn.cases.open(turn.text, turn.language)
        raise ZeroDivisionError(turn.text)


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
async def stage(path: Path, library: Library, searcher: Searcher) -> AsyncIterator[Stage]:
    sent: list[Delivery] = []
    senders = [(ConsoleSender(platform, sent.append), None) for platform in (CONSOLE, STAFF_PLATFORM)]
    database = Database(f"sqlite:///{path}", busy_seconds=0.2)
    running = await open_house(
        database,
        library=library,
        searcher=searcher,
        handlers=(Breaking(), Naming()),
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


def test_the_last_handler_takes_everything() -> None:
    assert type(all_handlers()[-1]).__name__ == "Faq"
