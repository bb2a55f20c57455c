"""Needs are understood from free text in both languages, and can be changed afterwards."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entries import Circle
from knowledge.library import Library
from knowledge.need import Need
from knowledge.understanding import Understanding
from tests.knowledge.fit_needs import needs


@pytest.fixture(scope="module")
def understanding(library: Library) -> Understanding:
    """Reads needs with the real vocabulary."""
    return Understanding.of(library)


@pytest.mark.parametrize(
    ("text", "field", "slug"),
    [
        ("Wir wollen Ausschuss per Kamera erkennen", "topics", "computer-vision"),
        ("Bildverarbeitungslösung gesucht", "topics", "computer-vision"),
        ("wer hilft bei sensordatten", "topics", "industrial-iot"),
        ("Who can advise us on funding?", "offers", "funding"),
        ("Schulung für Mitarbeiter", "offers", "training"),
        ("GPU computing time", "offers", "infrastructure"),
        ("welche Firma baut Chatbots", "sought", "provider"),
        ("ein Fraunhofer-Institut", "sought", "institute"),
        ("gibt es etwas von ScaDS.AI", "actors", "scads-ai"),
    ],
)
def test_what_is_wanted_is_read(understanding: Understanding, text: str, field: str, slug: str) -> None:
    assert slug in getattr(understanding.need_in(text).wish, field)


@pytest.mark.parametrize(
    ("text", "seeker"),
    [
        ("Tischlerei aus Pirna", "craft"),
        ("wir sind ein kleines Unternehmen", "company"),
        ("I am a nurse with an idea", "health"),
        ("unser Rathaus", "administration"),
        ("meine Oma möchte etwas lernen", "citizen"),
    ],
)
def test_who_asks_is_read(understanding: Understanding, text: str, seeker: str) -> None:
    assert seeker in understanding.need_in(text).seekers


def test_the_own_firm_is_not_what_is_sought(understanding: Understanding) -> None:
    assert understanding.need_in("Wir sind eine Firma in Pirna").wish.sought == ()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Beratung, aber keine Hochschule", "university"),
        ("lieber nicht staatlich", "state"),
        ("advice, but no start-up please", "startup"),
        ("weder Behörde noch Uni", "university"),
    ],
)
def test_what_is_not_wanted_is_read(understanding: Understanding, text: str, slug: str) -> None:
    need = understanding.need_in(text)

    assert slug in need.without.sought
    assert slug not in need.wish.sought


def test_a_town_elsewhere_gives_way_to_one_in_saxony(understanding: Understanding) -> None:
    need = understanding.need_in("Berlin firm looking for a partner in Leipzig")

    assert [place.name for place in need.places] == ["Leipzig"]


def test_a_later_message_changes_the_place_and_keeps_the_matter(understanding: Understanding) -> None:
    first = understanding.need_in("Robotik-Beratung in Dresden")
    changed = first.changed_by(understanding.need_in("doch lieber Leipzig"))

    assert changed.wish.topics == first.wish.topics
    assert [place.name for place in changed.places] == ["Leipzig"]


def test_what_is_ruled_out_later_is_no_longer_wanted(understanding: Understanding) -> None:
    first = understanding.need_in("Forschungspartner für Robotik, gern eine Hochschule, in Dresden")
    changed = first.changed_by(understanding.need_in("nicht in Dresden, keine Hochschule"))

    assert changed.places == ()
    assert "university" in changed.without.sought
    assert "university" not in changed.wish.sought


def test_what_is_wanted_later_is_no_longer_ruled_out(understanding: Understanding) -> None:
    first = understanding.need_in("Robotik, nicht in Dresden")

    assert first.changed_by(understanding.need_in("doch in Dresden")).without.places == ()


@pytest.mark.parametrize("entry", [entry for entry in needs() if entry["place"]], ids=lambda entry: entry["text"][:50])
def test_the_places_of_our_own_needs_are_understood(understanding: Understanding, entry: dict[str, Any]) -> None:
    place = understanding.need_in(entry["text"], language=entry["lang"]).place

    assert place is not None
    assert place.name == entry["place"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_can_be_read(understanding: Understanding, text: str) -> None:
    assert isinstance(understanding.need_in(text), Need)


def test_the_sorts_of_people_and_organisations_point_to_what_exists(library: Library) -> None:
    vocabulary = library.vocabulary
    circles: list[Circle] = [*vocabulary.seekers.values(), *vocabulary.sought.values()]

    for circle in circles:
        assert set(circle.actors) <= set(library.actors)
        assert set(circle.kinds) <= set(vocabulary.kinds)
        assert set(circle.sectors) <= set(vocabulary.sectors)
        assert set(circle.topics) <= set(vocabulary.topics)
        assert set(circle.offers) <= set(vocabulary.offers)
