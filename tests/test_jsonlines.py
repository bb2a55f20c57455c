"""Lines of input that are not what the interface takes are refused in words, and the next one is answered."""

import json
from pathlib import Path

import pytest

from bot.jsonlines import serve, take_line
from bot.platforms.console import LineError, parse_line
from bot.store.database import MEMORY_URL, Database
from knowledge.library import Library
from knowledge.search import Searcher
from tests.player import Line

HALF = json.dumps("\ud800")  # half of a character: what is left where text was cut in two
REFUSED = [
    "[]", "null", "{", "[" * 100_000, "{}", '{"person": "p1", "staff": "anna"}', '{"person": "p1", "x": 1}',
    '{"person": "staff", "text": "x"}', '{"person": ' + "1" * 5000 + "}", '{"person": "p1", "text": []}',
    *(f'{{"person": "p1", "id": {key}}}' for key in (HALF, '"a\\u0000b"', '"\\u001b[31m"', json.dumps("x" * 401))),
    *(f'{{"staff": {key}}}' for key in (HALF, '"anna\\nbert"', '"anna\\u0000"', json.dumps("x" * 201))),
]  # fmt: skip


@pytest.mark.parametrize("raw", REFUSED, ids=[raw[:40].encode("ascii", "replace").decode() for raw in REFUSED])
def test_a_line_that_cannot_be_taken_is_refused_with_a_reason(raw: str) -> None:
    with pytest.raises(LineError, match=r"\w"):
        parse_line(raw)


@pytest.mark.parametrize("press", ["a\ud800b", "a\x00b", "x" * 100_000])
async def test_a_press_that_no_button_can_have_is_told_to_be_expired(
    press: str, library: Library, searcher: Searcher
) -> None:
    written: list[Line] = []
    running = await serve(Database(MEMORY_URL), written.append, library=library, searcher=searcher)
    await take_line(running, json.dumps({"person": "p1", "press": press, "id": "1"}), written.append)
    await running.database.dispose()
    assert "gilt nicht mehr" in written[0]["text"]
    assert written[-1] == {"done": "1"}


async def test_bytes_that_are_no_text_reach_the_next_line(library: Library, searcher: Searcher) -> None:
    written: list[Line] = []
    running = await serve(Database(MEMORY_URL), written.append, library=library, searcher=searcher)
    for raw in ('{"person": "p1", "id": "\udcff"}', '{"person": "p1", "text": "Hallo", "id": "2"}'):
        await take_line(running, raw, written.append)
    await running.database.dispose()
    assert "error" in written[0]
    assert written[1:2] == [{"done": None}]
    assert written[-1] == {"done": "2"}


async def test_after_an_erasure_no_file_of_a_running_store_holds_the_words(
    tmp_path: Path, library: Library, searcher: Searcher
) -> None:
    written: list[Line] = []
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    running = await serve(database, written.append, library=library, searcher=searcher)

    async def say(text: str) -> None:
        await take_line(running, json.dumps({"person": "p1", "text": text}), written.append)

    def holding() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if b"Trockenfutter" in path.read_bytes()]

    for text in ("/mensch Mein Dackel mag kein Trockenfutter.", "1", "Noch etwas zum Trockenfutter"):
        await say(text)
    assert holding()
    await say("/loeschen")
    await say("1")
    left = holding()
    await database.dispose()
    assert left == []
