"""What is heard for learning, what is not, and how a conversation goes before and after an approval."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.store.curation import Curation, State
from bot.store.learning import Proposals
from handlers.conversation import Conversation
from knowledge.curated import Change, Texts
from knowledge.library import Library
from knowledge.search import Searcher
from tests.player import Player, new_player
from tests.store.scenes import NOW

QUESTION = "Wer eicht Kühlketten?"
BEFORE = [
    {"who": "p1", "says": f"/mensch Ich heiße Erika Mustermann. {QUESTION}", "then": {"p1": "Einverstanden?"}},
    {"who": "p1", "says": "ja", "then": {"p1": "KI-", "staff": "Neue Anfrage"}},
]
AFTER = [
    {"who": "p1", "says": QUESTION, "then": {"p1": ["Das Eichamt. Rufen Sie an."]}},
    {"who": "p2", "says": "Hallo, wer eicht Kühlketten?", "then": {"p2": ["Das Eichamt. Rufen Sie an."]}},
    {"who": "p3", "language": "en", "says": "Who calibrates cold chains?", "then": {"p3": ["The office. Call."]}},
]


@pytest.fixture
async def player(library: Library, searcher: Searcher) -> AsyncIterator[Player]:
    """A fresh house."""
    player = await new_player(library, searcher)
    yield player
    await player.running.database.dispose()


async def _heard(player: Player) -> list[tuple[str, str, int]]:
    waiting = await Proposals(player.running.database).waiting()
    return [(one.kind, one.text, one.count) for one in waiting]


async def test_what_is_passed_on_stands_on_its_case_alone_where_it_can_be_erased(player: Player) -> None:
    await player.play(BEFORE)
    assert await _heard(player) == []


async def test_what_has_no_answer_is_heard_masked_and_counted(player: Player) -> None:
    for who in ("p1", "p2"):
        await player.play(
            [{"who": who, "says": "Wie viel Trockenfutter braucht mein Dackel Torben?", "then": {who: {"longer": "1"}}}]
        )
    ((kind, text, count),) = await _heard(player)
    assert (kind, count) == ("none", 2)
    assert "Torben" not in text


async def test_a_story_and_nonsense_are_not_heard(player: Player) -> None:
    story = "Mein Hund bellt die Nachbarn an. " * 12
    await player.play([{"who": "p1", "says": story, "then": {"p1": {"longer": "1"}}}])
    await player.play([{"who": "p2", "says": "asdf jklö", "then": {"p2": {"longer": "1"}}}])
    assert await _heard(player) == []


async def test_who_does_not_want_it_is_not_heard_and_erasing_ends_the_wish(player: Player) -> None:
    off = [
        {"who": "p1", "says": "/datenschutz", "then": {"p1": "Meine Fragen nicht merken"}},
        {"who": "p1", "press": "Meine Fragen nicht merken", "then": {"p1": "keine Fragen mehr"}},
    ]
    await player.play([*off, *BEFORE])
    assert await _heard(player) == []
    assert Conversation.from_json(Conversation(unheard=True).to_json()).unheard


async def test_an_approved_answer_is_given_at_once(player: Player) -> None:
    await player.play(BEFORE)
    curation = Curation(player.running.database)
    change = Change(
        kind="topic",
        topic="kuehlketten-eichen",
        category="unternehmen-einstieg",
        question=Texts(de=QUESTION, en="Who calibrates cold chains?"),
        answer=Texts(de="Das Eichamt. Rufen Sie an.", en="The office. Call."),
        reviewed=date(2026, 11, 23),
        review_by=date(2027, 5, 23),
    )
    made = await curation.draft(change, "anna", now=NOW)
    assert await curation.approve(made, "bernd", version=1, now=NOW)
    await player.play(AFTER)
    assert [one.id for one in await curation.listed(State.APPROVED)] == [made]
