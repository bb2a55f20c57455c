"""The public directory: found without scripts, in both languages, nothing from outside, every actor a page."""

import re
from datetime import timedelta

import httpx
import pytest

from bot.platforms.web.directory_map import HEIGHT, WIDTH, StateMap
from knowledge.library import Library
from knowledge.places import Gazetteer
from tests.site.place import ACTOR, Town, words

OUTSIDE = re.compile(r"<(?:script|link|img|iframe|object|source)\b[^>]*(?:src|href)=[\"'](?:https?:|//)")


async def look(town: Town, path: str, **query: str) -> httpx.Response:
    async with town.browser() as client:
        return await client.get(path, params=query)


def shown(page: str) -> list[str]:
    """The ids of the rows one sees."""
    listed = re.findall(r'<tr data-text[^>]*?( hidden)?>\s*<th scope="row"><a href="/akteure/([a-z0-9-]+)', page)
    return [id_ for hidden, id_ in listed if not hidden]


async def test_the_list_shows_everybody_by_name(town: Town, library: Library) -> None:
    response = await look(town, "/akteure")
    assert response.status_code == 200
    assert sorted(shown(response.text)) == sorted(library.actors)
    assert f"{len(library.actors)} Organisationen" in words(response)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"q": "scads"}, "scads-ai"),
        ({"q": "SCADS   dresden"}, "scads-ai"),
        ({"topic": "robotics", "place": "Chemnitz"}, "fraunhofer-iwu"),
        ({"kind": "chamber"}, "ihk-leipzig"),
        ({"offer": "funding"}, "sab"),
        ({"region": "bundesweit"}, "ki-campus"),
    ],
)
async def test_filters_work_without_scripts(town: Town, library: Library, query: dict[str, str], wanted: str) -> None:
    found = shown((await look(town, "/akteure", **query)).text)
    assert wanted in found
    assert len(found) < len(library.actors) / 2


async def test_what_fits_nobody_says_so_and_leads_to_the_bot(town: Town) -> None:
    response = await look(town, "/akteure", q="dackelzucht")
    assert shown(response.text) == []
    assert "Dazu steht niemand im Verzeichnis." in words(response)


async def test_words_of_a_visitor_are_never_markup(town: Town) -> None:
    page = (await look(town, "/akteure", q='"><script>alert(1)</script>', place="<b>")).text
    assert "<script>alert" not in page
    assert "<b>" not in page


async def test_every_actor_has_a_page_with_source_date_and_organisation_data(town: Town, library: Library) -> None:
    async with town.browser() as client:
        for actor in library.actors.values():
            page = words(await client.get(f"/akteure/{actor.id}"))
            assert actor.name in page
            assert 'itemtype="https://schema.org/Organization"' in page
            assert "Zuletzt geprüft:" in page
            assert f"/?start={actor.id}" in page
            assert all(source.name in page for source in actor.sources)


async def test_an_unknown_actor_is_a_page_that_says_so(town: Town) -> None:
    response = await look(town, "/akteure/gibt-es-nicht")
    assert response.status_code == 404
    assert "Diesen Eintrag gibt es nicht" in words(response)


@pytest.mark.parametrize("path", ["/akteure", f"/akteure/{ACTOR}", "/akteure/nowhere", "/vermittlung/x", "/eintrag/x"])
async def test_the_pages_carry_the_strict_headers_and_nothing_from_outside(town: Town, path: str) -> None:
    response = await look(town, path)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "same-origin"
    assert not OUTSIDE.search(response.text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", response.text)


async def test_the_other_language_keeps_the_filters(town: Town) -> None:
    page = (await look(town, "/akteure", topic="robotics")).text
    assert "/akteure?topic=robotics&amp;lang=en" in page
    english = await look(town, "/akteure", topic="robotics", lang="en")
    assert english.headers["content-language"] == "en"
    assert "Who helps with AI in Saxony" in words(english)


async def test_an_entry_nobody_answered_for_says_so(town: Town) -> None:
    await town.entries.mark_asked([ACTOR], now=town.office.clock.now)
    town.office.clock.pass_by(days=61)
    assert "nicht bestätigt" in words(await look(town, f"/akteure/{ACTOR}"))
    assert "nicht bestätigt" in words(await look(town, "/akteure"))
    await town.entries.confirm(ACTOR, now=town.office.clock.now)
    assert "nicht bestätigt" not in words(await look(town, f"/akteure/{ACTOR}"))


def test_every_place_lies_on_the_map_and_leipzig_north_west_of_dresden(library: Library) -> None:
    state = StateMap.of(Gazetteer.load(), library.actors.values())
    dots = [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", state.dots)]
    assert len(dots) == 419
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in dots)
    spots = {spot.name: spot for spot in state.spots(library.actors.values())}
    assert spots["Leipzig"].x < spots["Dresden"].x
    assert spots["Leipzig"].y < spots["Dresden"].y
    assert "Berlin" not in spots


async def test_an_old_link_to_an_entry_ends_after_its_time(town: Town) -> None:
    link = town.tokens.entry_link(ACTOR, town.office.clock.now, valid=timedelta(days=60))
    path = link.removeprefix("http://lotse.test")
    assert (await look(town, path)).status_code == 200
    town.office.clock.pass_by(days=61)
    response = await look(town, path)
    assert response.status_code == 410
    assert "abgelaufen" in words(response)
