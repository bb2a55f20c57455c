"""Is this entry still right? The half-yearly list, the page behind its links, and what comes of the answers."""

import asyncio
import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.actors import COLUMNS, as_csv, ask_actors
from bot.freshness import Freshness
from bot.settings import Settings, SettingsError
from bot.store.entries import Entry
from bot.tokens import Purpose
from knowledge.directory import Directory
from knowledge.library import Library
from tests.desk.office import BASE_URL, Clerk
from tests.site.place import ACTOR, Town, words
from tests.store.scenes import dump

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Marked(Directory):
    """The directory of another process, which shows whom it takes to be unconfirmed."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._marked: asyncio.Queue[set[str]] = asyncio.Queue()

    def mark_unconfirmed(self, asked: Mapping[str, date]) -> None:
        """As the directory itself."""
        super().mark_unconfirmed(asked)
        self._marked.put_nowait(set(asked))

    async def becomes(self, ids: set[str]) -> None:
        """Wait until these are taken to be unconfirmed."""
        async with asyncio.timeout(10):
            while await self._marked.get() != ids:
                pass


def link_of(town: Town, actor: str = ACTOR) -> str:
    return town.tokens.entry_link(actor, town.office.clock.now, valid=timedelta(days=60)).removeprefix(BASE_URL)


async def test_one_tap_confirms_and_looking_does_not(town: Town) -> None:
    link, database = link_of(town), town.office.running.database
    async with town.browser() as client:
        before = await dump(database)
        page = await client.get(link)
        assert "Stimmt der Eintrag noch?" in words(page)
        assert await dump(database) == before
    assert (await town.entries.of(ACTOR)).confirmed_at is None
    response = await town.answers(link, "confirm")
    assert "als bestätigt vermerkt" in words(response)
    assert (await town.entries.of(ACTOR)).confirmed_at == town.office.clock.now


async def test_a_proposal_reaches_the_desk_and_changes_nothing_by_itself(
    town: Town, anna: Clerk, library: Library
) -> None:
    link, name = link_of(town), library.actors[ACTOR].name
    response = await town.answers(link, "propose", "Wir haben <b>umbenannt</b>.", sender="presse@example.org")
    assert "liegt bei der Redaktion" in words(response)
    page = await anna.sees("/desk/directory")
    assert "Wir haben <b>umbenannt</b>." in page
    assert "<b>umbenannt" not in (await anna.client.get("/desk/directory")).text
    assert "presse@example.org" in page
    async with town.browser() as client:
        assert name in words(await client.get(f"/akteure/{ACTOR}"))
    [proposal] = await town.entries.proposals()
    assert (await anna.posts(f"/desk/directory/proposals/{proposal.id}")).status_code == 303
    assert "umbenannt" not in await anna.sees("/desk/directory")
    assert (await anna.posts(f"/desk/directory/proposals/{proposal.id}")).status_code == 404


async def test_an_empty_or_endless_proposal_is_sent_back(town: Town) -> None:
    link = link_of(town)
    assert (await town.answers(link, "propose", "")).status_code == 422
    assert (await town.answers(link, "propose", "x" * 4001)).status_code == 422
    assert (await town.answers(link, "confirm", token="0" * 64)).status_code == 403
    assert await town.entries.proposals() == []


async def test_forged_links_and_links_to_gone_entries_are_refused(town: Town) -> None:
    until = town.office.clock.now + timedelta(days=1)
    gone = town.tokens.issue(Purpose.ENTRY, "gibt-es-nicht-mehr", 0, until)
    wrong = town.tokens.issue(Purpose.INTRODUCTION, ACTOR, 0, until)
    async with town.browser() as client:
        assert (await client.get(f"/eintrag/{gone}")).status_code == 410
        assert (await client.get(f"/eintrag/{wrong}")).status_code == 404
        assert (await client.get("/eintrag/x.y")).status_code == 404


async def test_proposals_go_with_the_retention(town: Town) -> None:
    await town.entries.propose(ACTOR, "Geheimer Vorschlag", sender="wer@example.org", now=town.office.clock.now)
    [proposal] = await town.entries.proposals()
    await town.entries.handle(proposal.id, by="anna", now=town.office.clock.now)
    town.office.clock.pass_by(days=91)
    await town.office.running.clock.tick()
    assert "wer@example.org" not in await dump(town.office.running.database)


async def test_who_does_not_answer_ranks_lower_and_says_so(town: Town) -> None:
    told = await town.says("/akteure Robotik Chemnitz")
    assert "nicht bestätigt" not in told
    everybody = list(town.office.running.knowing.now.library.actors)
    await town.entries.mark_asked(everybody, now=town.office.clock.now)
    town.office.clock.pass_by(days=61)
    await town.office.running.freshness.refresh()
    assert "nicht bestätigt" in await town.says("/akteure Robotik Chemnitz")


async def test_every_process_follows_who_has_confirmed_whoever_holds_the_clock(town: Town, library: Library) -> None:
    now, here = town.office.clock.now, Marked(library)
    following = asyncio.create_task(Freshness(town.entries, here, lambda: now).run(every=0.01))
    try:
        await town.entries.mark_asked([ACTOR], now=now - timedelta(days=61))
        await here.becomes({ACTOR})
        await town.answers(link_of(town), "confirm")
        await here.becomes(set())
    finally:
        following.cancel()


@pytest.mark.parametrize(
    ("asked", "confirmed", "since"),
    [
        (None, None, None),
        (10, None, None),
        (61, None, 61),
        (61, 50, None),
        (61, 200, 200),
    ],
)
def test_silence_counts_from_the_last_word_once_the_question_is_sixty_days_old(
    asked: int | None, confirmed: int | None, since: int | None
) -> None:
    def ago(days: int | None) -> datetime | None:
        return None if days is None else NOW - timedelta(days=days)

    entry = Entry(ACTOR, ago(asked), ago(confirmed))
    expected: date | None = None if since is None else (NOW - timedelta(days=since)).date()
    assert entry.unconfirmed_since(NOW) == expected


async def test_the_list_asks_everybody_once_in_half_a_year(tmp_path: Path, library: Library) -> None:
    settings = Settings(public_url="https://lotse.example", secret_key="k" * 32, data_dir=tmp_path, _env_file=None)
    table = as_csv(await ask_actors(settings, library, days=60, everybody=False, now=NOW))
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\N{BYTE ORDER MARK}")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert sorted(row["id"] for row in rows) == sorted(library.actors)
    assert all(row["link"].startswith("https://lotse.example/eintrag/") for row in rows)
    assert all(row["link"] in row["text"] for row in rows)
    assert len({row["link"] for row in rows}) == len(rows)
    later = NOW + timedelta(days=30)
    assert await ask_actors(settings, library, days=60, everybody=False, now=later) == []
    half_a_year = NOW + timedelta(days=183)
    again = await ask_actors(settings, library, days=60, everybody=False, now=half_a_year)
    assert len(again) == len(rows)


async def test_without_a_public_address_nobody_is_asked(tmp_path: Path, library: Library) -> None:
    settings = Settings(secret_key="k" * 32, data_dir=tmp_path, _env_file=None)
    with pytest.raises(SettingsError, match="LOTSE_PUBLIC_URL"):
        await ask_actors(settings, library, days=60, everybody=False, now=NOW)
