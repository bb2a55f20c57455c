"""Lists in a staff room: what they are called, and that a long one does not look like all there is."""

import pytest

from bot.store.database import Database
from handlers.stored import MOST_LISTED
from knowledge.library import Library
from tests.handlers.offices import open_small_office
from tests.store.scenes import open_case


@pytest.mark.parametrize(("count", "told"), [(MOST_LISTED - 1, False), (MOST_LISTED + 1, True)])
async def test_a_list_that_is_cut_says_so_and_where_all_of_it_is(
    database: Database, library: Library, count: int, told: bool
) -> None:
    office = await open_small_office(database, library)
    for _ in range(count):
        await open_case(database)
    [listed] = await office.staff("anna", "/liste")
    assert listed.text.count("»\u2068") == min(count, MOST_LISTED)
    assert ("alle zeigt der Schreibtisch" in listed.text) is told


@pytest.mark.parametrize("name", ["neu", "NEW", "Meine", "wartend", "überfällig", "unzugestellt", "closed", "offen"])
async def test_every_list_goes_by_its_name_in_both_languages(database: Database, library: Library, name: str) -> None:
    office = await open_small_office(database, library)
    assert [one.text for one in await office.staff("anna", f"/liste {name}")] == ["Nichts in dieser Liste."]
