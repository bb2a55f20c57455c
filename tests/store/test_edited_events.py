"""Events of the desk in the store: drafts beside what is published, one step wins, every process sees the revision."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.knowing import Knowing
from bot.store.database import Database
from bot.store.events import EditedEvents
from handlers.base import Chat
from knowledge.entries import Event
from knowledge.event_overlay import EventChange, called_off, fingerprint
from knowledge.findings import Finding
from knowledge.library import Library
from tests.invented_events import changed_event, invented_events
from tests.store.scenes import NOW, later, turn

EVENT = invented_events()["testtag-leipzig"]
CHANGE = EventChange(event=EVENT)
FIELDS = {"title_de": "Testtag"}


class Deaf:
    """An engine that finds nothing."""

    def ask_all(self, texts: Sequence[str], *, languages: object = None) -> list[tuple[Finding, ...]]:
        return [() for _ in texts]


async def published(database: Database, change: EventChange = CHANGE) -> EditedEvents:
    """Written by anna, published by clara."""
    events = EditedEvents(database)
    assert await events.begin(EVENT.id, FIELDS, "anna", now=NOW)
    item = await events.find(EVENT.id)
    assert item
    assert await events.publish(EVENT.id, change, "clara", version=item.version, now=NOW)
    return events


async def test_a_draft_is_begun_once_and_stands_beside_what_is_published(database: Database) -> None:
    events = await published(database)
    assert await events.begin(EVENT.id, FIELDS, "bernd", now=later(minutes=1))
    assert not await events.begin(EVENT.id, {"title_de": "Anderes"}, "carl", now=later(minutes=2))
    item = await events.find(EVENT.id)
    assert item
    assert (item.live, item.draft, item.author) == (CHANGE, FIELDS, "bernd")
    assert not item.may_publish("bernd")
    assert item.may_publish("anna")


async def test_of_many_who_begin_at_once_one_does(database: Database) -> None:
    events = EditedEvents(database)
    begun = await asyncio.gather(*(events.begin(EVENT.id, FIELDS, f"p{n}", now=NOW) for n in range(5)))
    assert sorted(begun) == [False] * 4 + [True]


@pytest.mark.parametrize("name", ["anna", "bernd"])
async def test_whoever_wrote_it_cannot_publish_it(database: Database, name: str) -> None:
    events = EditedEvents(database)
    await events.begin(EVENT.id, FIELDS, "anna", now=NOW)
    assert await events.save(EVENT.id, FIELDS, "bernd", version=1, now=NOW)
    assert not await events.publish(EVENT.id, CHANGE, name, version=2, now=NOW)
    assert await events.publish(EVENT.id, CHANGE, "clara", version=2, now=NOW)


async def test_who_has_read_an_older_version_changes_nothing(database: Database) -> None:
    events = EditedEvents(database)
    await events.begin(EVENT.id, FIELDS, "anna", now=NOW)
    await events.save(EVENT.id, {"title_de": "Neu"}, "anna", version=1, now=NOW)
    assert not await events.save(EVENT.id, FIELDS, "bernd", version=1, now=NOW)
    assert not await events.publish(EVENT.id, CHANGE, "clara", version=1, now=NOW)
    assert not await events.discard(EVENT.id, "bernd", version=1, now=NOW)
    assert not await events.call_off(EVENT.id, CHANGE, None, "bernd", version=1, now=NOW)
    item = await events.find(EVENT.id)
    assert item
    assert (item.draft, item.version) == ({"title_de": "Neu"}, 2)
    assert [step.what for step in await events.history(EVENT.id)] == ["drafted", "edited"]


async def test_the_revision_grows_only_with_what_everybody_sees(database: Database) -> None:
    events = await published(database)
    assert await events.revision() == 1
    await events.begin(EVENT.id, FIELDS, "anna", now=NOW)
    assert await events.revision() == 1
    item = await events.find(EVENT.id)
    assert item
    gone = EventChange(event=called_off(EVENT, today=NOW.date()))
    assert await events.call_off(EVENT.id, gone, FIELDS, "anna", version=item.version, now=NOW)
    assert await events.in_force() == (2, [gone])
    assert await events.withdraw(EVENT.id, "clara", "falsch", version=item.version + 1, now=NOW)
    assert await events.in_force() == (3, [])


async def test_an_event_the_desk_never_touched_is_called_off_once(database: Database) -> None:
    events = EditedEvents(database)
    gone = EventChange(event=called_off(EVENT, today=NOW.date()))
    done = await asyncio.gather(
        *(events.call_off(EVENT.id, gone, None, name, version=0, now=NOW) for name in ("anna", "bernd"))
    )
    assert sorted(done) == [False, True]
    assert await events.in_force() == (1, [gone])


async def test_everybody_who_would_hear_is_counted_once(database: Database) -> None:
    events = EditedEvents(database)
    assert await events.hearers(EVENT.id) == 0
    for name in ("a", "b"):
        async with turn(database, chat=Chat("web", name)) as stored:
            await stored.subscriptions.remind(EVENT, "de")
            await stored.subscriptions.remind(EVENT, "de")
    assert await events.hearers(EVENT.id) == 2


async def test_once_the_files_say_the_same_newer_files_count(database: Database, library: Library) -> None:
    before = changed_event(EVENT, {"city": "Dresden"})
    events = await published(database, EventChange(event=EVENT, base=fingerprint(before)))

    async def seen(file: Event) -> str:
        files = replace(library, events={EVENT.id: file})
        knowing = Knowing(files, Deaf(), database, load_encoder=None)
        await knowing.refresh()
        return knowing.now.library.events[EVENT.id].city

    assert await seen(before) == "Leipzig"  # the desk counts
    assert await seen(changed_event(EVENT, {"city": "Görlitz"})) == "Leipzig"  # not exported yet
    assert await seen(EVENT) == "Leipzig"  # exported
    assert await seen(changed_event(EVENT, {"city": "Görlitz"})) == "Görlitz"  # edited in git since
    assert await seen(before) == "Leipzig"  # an older release, started again
    assert [change.exported for change in (await events.in_force())[1]] == [True]
