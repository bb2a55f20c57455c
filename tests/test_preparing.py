"""What handlers make of our knowledge is made before the turn, and once for each state of it."""

from dataclasses import dataclass, field, replace

from bot.house import open_house
from bot.store.database import MEMORY_URL, Database
from handlers.base import Answer, Chat, Message, Reply, Turn, Usage
from handlers.events import EventQuestions, Readers
from knowledge.library import Library
from knowledge.search import Searcher

MARIA = Chat("web", "a" * 64)


@dataclass
class Noting:
    """A handler that notes for which library it was prepared, and what it had by the time of each answer."""

    usage: tuple[Usage, ...] = ()
    prepared: list[Library] = field(default_factory=list)
    before_answers: list[int] = field(default_factory=list)

    def prepare(self, library: Library) -> None:
        self.prepared.append(library)

    async def answer(self, turn: Turn) -> Answer:
        assert turn.library is self.prepared[-1]
        self.before_answers.append(len(self.prepared))
        return [Reply("Guten Tag")]


async def test_a_handler_is_prepared_before_the_transaction_of_its_first_message(
    library: Library, searcher: Searcher
) -> None:
    noting, database = Noting(), Database(MEMORY_URL)
    running = await open_house(database, library=library, searcher=searcher, handlers=[noting])
    async with database.writing():  # nobody else can write: whatever is done now is done outside of a transaction
        await running.dispatcher.prepare()
    assert len(noting.prepared) == 1
    await running.dispatcher.receive([Message(MARIA, "m1", "Hallo")])
    assert noting.before_answers == [2]
    await database.dispose()


async def test_the_masker_is_made_at_the_start_and_not_for_the_first_question(
    library: Library, searcher: Searcher
) -> None:
    database = Database(MEMORY_URL)
    running = await open_house(database, library=library, searcher=searcher)
    assert "_masker" not in vars(running.knowing.masker)
    await running.dispatcher.prepare()
    assert "_masker" in vars(running.knowing.masker)
    await database.dispose()


def test_the_reader_of_events_is_made_once_for_each_library(library: Library) -> None:
    readers = Readers()
    EventQuestions(readers).prepare(library)
    made = readers.of(library)
    assert readers.of(library) is made
    assert readers.of(replace(library, topics={})) is not made
