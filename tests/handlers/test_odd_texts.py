"""Whatever somebody types, through every handler: it is answered, kept as text, and nothing breaks."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.jsonlines import take_line
from handlers.cleaning import clean
from handlers.words import Words
from knowledge.library import Library
from knowledge.search import Searcher
from tests.player import STAFF, Line, Player, new_player

pytestmark = pytest.mark.asyncio(loop_scope="module")
WORDS = Words.load()
FAULTS = ("schiefgegangen", "something went wrong")
UNICODE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
CODE = st.sampled_from("{}$<>/'\";-_*[]()\\`&%|\u202e\u2066\u200d\x00\x1b\n\r\t 19aß?🙂")
ODD = UNICODE | st.text(CODE, min_size=1, max_size=60)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def player(library: Library, searcher: Searcher) -> AsyncIterator[Player]:
    player = await new_player(library, searcher)
    yield player
    await player.running.database.dispose()


async def sent(player: Player, **line: Any) -> list[Line]:
    """What comes out when this line goes in."""
    player.count += 1
    await take_line(player.running, json.dumps({"id": str(player.count)} | line), player.written.append)
    came = player.written[:-1]
    player.written.clear()
    return came


@QUICK
@given(text=ODD)
async def test_every_text_of_a_stranger_is_answered_and_reaches_nobody_else(player: Player, text: str) -> None:
    await player.start_afresh()
    came = await sent(player, person="p1", text=text)
    alerted = [line for line in came if line["to"] == STAFF]
    answers = [line["text"] for line in came if line["to"] == "p1"]
    assert answers
    assert all(answer.strip() and not any(fault in answer for fault in FAULTS) for answer in answers)
    assert bool(alerted) == WORDS.means("crisis", clean(text).strip())


@QUICK
@given(text=ODD)
async def test_every_text_is_shown_before_consent_and_to_staff_as_it_is(player: Player, text: str) -> None:
    await player.start_afresh()
    written = clean(f"x {text} x")
    consent, *_ = await sent(player, person="p1", text=f"/mensch x {text} x")
    assert f"\u2068{written}\u2069" in consent["text"]  # whichever language it passes for
    opened, _alert = await sent(player, person="p1", press="1")
    (shown,) = await sent(player, staff="anna", text=f"/zeige {opened['case']}")
    assert f"\u2068{written}\u2069" in shown["text"]


@QUICK
@given(text=ODD)
async def test_nothing_written_in_the_staff_room_reaches_a_person_without_the_command(
    player: Player, text: str
) -> None:
    await player.start_afresh()
    await sent(player, person="p1", text="/mensch Mein Dackel mag kein Trockenfutter.")
    opened, _alert = await sent(player, person="p1", press="1")
    for said in (text, f"{opened['case']} {text}", f"/x{text}"):
        if said.strip() not in ("1", "2", "3", "4", "5"):  # the buttons under the alert, typed
            assert {line["to"] for line in await sent(player, staff="anna", text=said)} <= {STAFF}


@QUICK
@given(text=ODD)
async def test_a_reply_of_staff_arrives_as_it_was_written(player: Player, text: str) -> None:
    await player.start_afresh()
    await sent(player, person="p1", text="/mensch Mein Dackel mag kein Trockenfutter.")
    opened, _alert = await sent(player, person="p1", press="1")
    answer, *_told = await sent(player, staff="anna", text=f"/antwort {opened['case']} x {text} x")
    assert answer["to"] == "p1"
    assert clean(f"x {text} x") in answer["text"]
