"""What is kept to learn from: counted, without a person, forgotten in time; changes go one way, by two people."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.house import Running, open_house
from bot.knowing import LOOK_SECONDS
from bot.store.curation import Curation, State
from bot.store.database import Database
from bot.store.learning import Proposals, forget_proposals
from bot.store.learning_models import ProposalRow
from knowledge.curated import Change, Texts
from knowledge.entries import Phrasings
from knowledge.findings import Decision
from knowledge.library import Library
from knowledge.search import Searcher
from tests.store.scenes import NOW, later, rows, turn

CHANGE = Change(
    kind="topic",
    topic="kuehlketten-eichen",
    category="unternehmen-einstieg",
    question=Texts(de="Wer eicht Kühlketten?", en="Who calibrates cold chains?"),
    answer=Texts(de="Kühlketten eicht das Eichamt. Rufen Sie an.", en="The office does. Give a call."),
    phrasings=Phrasings(de=("Kühlkette eichen lassen",)),
    reviewed=date(2026, 3, 2),
    review_by=date(2026, 9, 2),
)


@pytest.fixture
async def other(database: Database) -> AsyncIterator[Database]:
    """The same store as another process opens it."""
    url = database.engine.url.render_as_string(hide_password=False)
    other = Database(url, busy_seconds=2.0)
    yield other
    await other.dispose()


async def in_force(database: Database, change: Change = CHANGE) -> int:
    """A change that anna drafted and bernd approved."""
    curation = Curation(database)
    made = await curation.draft(change, "anna", now=NOW)
    assert await curation.approve(made, "bernd", version=1, now=NOW)
    return made


async def test_the_same_question_is_counted_and_remembers_only_its_latest_day(database: Database) -> None:
    for day in (0, 1):
        async with turn(database, now=later(days=day)) as stored:
            await stored.learning.hear("none", "Wer eicht Kühlketten?", "de")
    (row,) = await rows(database, ProposalRow)
    assert (row.count, row.day) == (2, later(days=1).date())


def test_nothing_of_a_proposal_leads_to_a_person() -> None:
    table = SQLModel.metadata.tables["learning_proposal"]
    assert set(table.columns.keys()) == {"kind", "topic", "language", "text", "day", "count"}
    assert not table.foreign_keys


async def test_what_was_heard_is_forgotten_in_time(database: Database) -> None:
    async with turn(database) as stored:
        await stored.learning.hear("none", "Wer eicht Kühlketten?", "de")
    assert await forget_proposals(database, retention_days=90, now=later(days=90)) == 0
    assert await forget_proposals(database, retention_days=90, now=later(days=91)) == 1
    assert await Proposals(database).waiting() == []


async def test_what_an_earlier_version_kept_is_shown_to_nobody_and_goes_at_once(database: Database) -> None:
    async with database.writing() as session:
        old = ProposalRow(kind="passed-on", topic="", language="de", text="Wer eicht?", day=NOW.date(), count=1)
        session.add(old)
    assert await Proposals(database).waiting() == []
    assert await forget_proposals(database, retention_days=90, now=NOW) == 1


async def test_neither_author_nor_last_editor_can_approve(database: Database) -> None:
    curation = Curation(database)
    made = await curation.draft(CHANGE, "anna", now=NOW)
    assert await curation.edit(made, CHANGE, "bernd", version=1, now=NOW)
    assert not await curation.approve(made, "anna", version=2, now=NOW)
    assert not await curation.approve(made, "bernd", version=2, now=NOW)
    assert not await curation.approve(made, "clara", version=1, now=NOW)
    assert await curation.approve(made, "clara", version=2, now=NOW)
    assert not await curation.approve(made, "clara", version=2, now=NOW)


async def test_of_a_hundred_approvals_one_counts(database: Database) -> None:
    curation = Curation(database)
    made = await curation.draft(CHANGE, "anna", now=NOW)
    names = [f"curator-{number}" for number in range(100)]
    done = await asyncio.gather(*(curation.approve(made, name, version=1, now=NOW) for name in names))
    assert sum(done) == 1
    assert await curation.revision() == 1


@pytest.mark.parametrize("end", ["reject", "withdraw"])
async def test_what_was_decided_stays_decided(database: Database, end: str) -> None:
    curation = Curation(database)
    made = await in_force(database) if end == "withdraw" else await curation.draft(CHANGE, "anna", now=NOW)
    step: Any = getattr(curation, end)
    assert await step(made, "clara", "Grund", now=NOW)
    assert not await step(made, "clara", "Grund", now=NOW)
    assert not await curation.edit(made, CHANGE, "clara", version=1, now=NOW)
    assert not await curation.approve(made, "dora", version=1, now=NOW)
    assert [line.text for line in await curation.history(made)][-1] == "Grund"


async def test_every_change_of_what_is_in_force_has_a_higher_revision(database: Database) -> None:
    curation = Curation(database)
    made = await in_force(database)
    assert await curation.in_force() == (1, [CHANGE])
    await curation.withdraw(made, "clara", "veraltet", now=NOW)
    assert await curation.in_force() == (2, [])
    assert [one.id for one in await curation.listed(State.WITHDRAWN)] == [made]


def _answer(running: Running) -> str:
    """What this process would answer."""
    known = running.knowing.now
    (finding,) = known.searcher.ask("Wer eicht Kühlketten?")
    return known.library.topics[finding.matches[0].id].answer.de if finding.decision is Decision.ANSWER else ""


async def test_another_process_answers_within_seconds_and_a_restart_remembers(
    database: Database, other: Database, library: Library, searcher: Searcher
) -> None:
    here = await open_house(database, library=library, searcher=searcher)
    there = await open_house(other, library=library, searcher=searcher)
    assert "Eichamt" not in _answer(there)
    following = asyncio.create_task(there.knowing.run())
    made = await in_force(database)
    async with asyncio.timeout(20 * LOOK_SECONDS):
        while not there.knowing.now.changes:  # noqa: ASYNC110 - what another process does rings no bell here
            await asyncio.sleep(0.05)
    assert "Eichamt" in _answer(there)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    restarted = await open_house(other, library=library, searcher=searcher)
    assert "Eichamt" in _answer(restarted)
    await Curation(database).withdraw(made, "clara", "veraltet", now=NOW)
    assert await here.knowing.refresh()
    assert "Eichamt" not in _answer(here)
