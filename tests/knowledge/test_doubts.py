"""Better two than a wrong third: who is in doubt is named only to who asks for more."""

from datetime import date

import pytest

from knowledge.library import Library
from knowledge.matching import Matcher, Matches

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def matcher(library: Library) -> Matcher:
    """The matcher with words alone."""
    return Matcher(library)


def page(matcher: Matcher, text: str, *, skip: int = 0) -> Matches:
    return matcher.match(matcher.need_in(text), occasion="once", skip=skip, today=TODAY)


def test_beside_an_office_that_is_asked_for_nothing_similar_is_named(matcher: Matcher) -> None:
    kinds = {fit.actor.id for fit in page(matcher, "Buchhandlung Chemnitz sucht die Handelskammer").fits}

    assert "ihk-chemnitz" in kinds
    assert not any(id_.startswith("hwk") for id_ in kinds)


def test_beside_somebody_at_the_place_nobody_from_another_town_is_named(matcher: Matcher) -> None:
    for fit in page(matcher, "Hochschule für maschinelles Lernen in Mittweida").fits:
        assert fit.kilometres is not None
        assert fit.kilometres <= 25 or fit.actor.region == "landesweit"


def test_who_was_in_doubt_comes_with_more_and_nobody_twice(matcher: Matcher) -> None:
    text = "Robotik Beratung Freiberg"
    seen: list[str] = []
    found = page(matcher, text)
    while found.fits:
        seen += [fit.actor.id for fit in found.fits]
        if not found.more:
            break
        found = page(matcher, text, skip=len(seen))

    assert len(seen) == len(set(seen))
    doubts = [fit.doubtful for fit in matcher.match(matcher.need_in(text), occasion="once", today=TODAY).fits]
    assert not any(doubts)
    assert len(seen) > len(doubts)


def test_the_sentence_only_makes_a_condition_of_what_follows(matcher: Matcher) -> None:
    need = matcher.need_in("Digitalisierung in Leipzig, nur Förderung")
    offers = [fit.actor.offers for fit in matcher.match(need, occasion="once", today=TODAY).fits]

    assert need.only.offers == ("funding",)
    assert offers
    assert all("funding" in own for own in offers)
    assert matcher.need_in("nicht nur Förderung").only.offers == ()
