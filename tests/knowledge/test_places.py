"""The places of Saxony: complete, found as people write them, and measured in kilometres."""

from collections import Counter

import pytest

from knowledge.library import Library
from knowledge.phrases import Words, ruled_out
from knowledge.places import Gazetteer, Kind, Place, kilometres
from knowledge.profiles import seats_of

# Statistisches Landesamt, Gebietsstand 1 January 2022: 419 municipalities, by the key of their district.
MUNICIPALITIES = {
    "14511": 1, "14521": 59, "14522": 53, "14523": 37, "14524": 33, "14612": 1, "14625": 57, "14626": 53,
    "14627": 28, "14628": 36, "14713": 1, "14729": 30, "14730": 30,
}  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """All places, and some words that are no misspelt ones."""
    return Gazetteer.load(common=["planen", "wenig", "werden", "zahlen", "borgen", "raten"])


def named_in(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.value.name for mention in gazetteer.found_in(Words.of(text))]


def known(gazetteer: Gazetteer, name: str) -> Place:
    place = gazetteer.named(name)
    assert place is not None
    return place


def test_every_municipality_is_there(gazetteer: Gazetteer) -> None:
    municipalities = [place for place in gazetteer.places if place.kind is Kind.MUNICIPALITY]

    assert Counter(place.districts[0] for place in municipalities) == MUNICIPALITIES
    assert len({(place.name, place.districts) for place in municipalities}) == sum(MUNICIPALITIES.values())


def test_every_district_is_there(gazetteer: Gazetteer) -> None:
    districts = [place.districts for place in gazetteer.places if place.kind is Kind.DISTRICT]

    assert sorted(districts) == sorted((key,) for key in MUNICIPALITIES)


def test_every_saxon_place_lies_in_saxony(gazetteer: Gazetteer) -> None:
    outside = [
        place.name
        for place in gazetteer.places
        if place.kind is not Kind.ELSEWHERE and not (50.1 < place.latitude < 51.75 and 11.8 < place.longitude < 15.1)
    ]

    assert outside == []


def test_no_postcode_has_two_homes(gazetteer: Gazetteer) -> None:
    homes = Counter(postcode for place in gazetteer.places for postcode in place.postcodes)

    assert len(homes) > 380
    assert set(homes.values()) == {1}


def test_the_town_of_every_actor_is_known(gazetteer: Gazetteer, library: Library) -> None:
    lost = [actor.id for actor in library.actors.values() if not seats_of(actor, gazetteer)]

    assert lost == []


@pytest.mark.parametrize("municipality", [p for p in Gazetteer.load().places if p.kind is Kind.MUNICIPALITY])
def test_every_municipality_is_found_by_its_name(gazetteer: Gazetteer, municipality: Place) -> None:
    district = next(p for p in gazetteer.places if p.kind is Kind.DISTRICT and p.districts == municipality.districts)

    found = [
        mention.value for mention in gazetteer.found_in(Words.of(f"Firma in {municipality.name}, {district.name}"))
    ]

    assert municipality in found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Wir sitzen in Oelsnitz im Vogtland", "Oelsnitz/Vogtl."),
        ("Oelsnitz im Erzgebirge", "Oelsnitz/Erzgeb."),
        ("Firma bei Görlitz", "Görlitz"),
        ("firma bei goerlitz", "Görlitz"),
        ("company near Gorlitz", "Görlitz"),
        ("beratung in chemniz", "Chemnitz"),
        ("Anaberg-Buchholz", "Annaberg-Buchholz"),
        ("Betrieb aus Aue", "Aue"),
        ("eine Leipziger Firma", "Leipzig"),
        ("Dresdner Start-up", "Dresden"),
        ("PLZ 08523", "Plauen"),
        ("im Vogtland", "Vogtland"),
        ("im Vogtlandkreis", "Vogtlandkreis"),
        ("in der Lausitz", "Lausitz"),
        ("somewhere in Upper Lusatia", "Lausitz"),
        ("im Erzgebirge", "Erzgebirge"),
        ("Landkreis Leipzig", "Landkreis Leipzig"),
        ("Kreis Bautzen", "Landkreis Bautzen"),
        ("Zwickau, Saxony", "Zwickau"),
        ("Limbach Oberfrohna", "Limbach-Oberfrohna"),
        ("in Budyšin", "Bautzen"),
    ],
)
def test_a_place_is_found_as_people_write_it(gazetteer: Gazetteer, text: str, place: str) -> None:
    assert place in named_in(gazetteer, text)


@pytest.mark.parametrize("text", ["Wir planen wenig", "treue Kunden und lauter Ideen", "bergen und werden", ""])
def test_ordinary_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert named_in(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("nicht in Dresden oder Leipzig, lieber Chemnitz", ["Dresden", "Leipzig"]),
        ("anywhere but not in Leipzig", ["Leipzig"]),
        ("nicht weit von Chemnitz", []),
        ("nicht nur in Dresden", []),
        ("wir finden keine Fachkräfte in Dresden", []),
    ],
)
def test_a_place_can_be_ruled_out(gazetteer: Gazetteer, text: str, out: list[str]) -> None:
    words = Words.of(text)
    reached = ruled_out(words)

    assert [mention.value.name for mention in gazetteer.found_in(words) if mention.start in reached] == out


def test_ways_are_measured_as_the_crow_flies(gazetteer: Gazetteer) -> None:
    dresden, leipzig = known(gazetteer, "Dresden"), known(gazetteer, "Leipzig")

    assert 98 < kilometres(dresden, leipzig) < 103
    assert kilometres(dresden, leipzig) == pytest.approx(kilometres(leipzig, dresden))
    assert kilometres(known(gazetteer, "Plauen"), known(gazetteer, "Vogtland")) == 0.0
