"""Actors are ranked by what fits, kept to those in reach, drawn by lot among equals, and given with reasons."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from knowledge.evaluate_needs import figures, measured, read_needs
from knowledge.library import Library
from knowledge.matching import AT_A_TIME, Matcher, Matches, as_json, as_text, why
from knowledge.need import Need
from knowledge.ranking import lot
from knowledge.reasons import But, Why
from tests.knowledge.fit_needs import NEEDS

TODAY = date(2026, 11, 23)
ROUNDS = 500


@pytest.fixture(scope="module")
def matcher(library: Library) -> Matcher:
    """The matcher with words alone, as the dialogue uses it while the encoder loads."""
    return Matcher(library)


def found(matcher: Matcher, text: str, *, skip: int = 0, occasion: str = "once") -> Matches:
    return matcher.match(matcher.need_in(text), occasion=occasion, skip=skip, today=TODAY)


def ids(matches: Matches) -> list[str]:
    return [fit.actor.id for fit in matches.fits]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Wer vertritt Handwerksbetriebe in Zwickau?", "hwk-chemnitz"),
        ("Antrag auf Fördermittel bei der Förderbank", "sab"),
        ("neuromorphic chips", "spinncloud"),
        ("Data Science studieren in Zwickau", "whz-zwickau"),
        ("autonomes Fahren Chemnitz", "c-ada"),
    ],
)
def test_a_plain_need_finds_its_actor(matcher: Matcher, text: str, actor: str) -> None:
    assert actor in ids(found(matcher, text))


def test_needs_of_our_own_that_chose_no_weight_are_served(matcher: Matcher) -> None:
    results = measured(matcher, read_needs(NEEDS, part="held-out"))
    share = {
        what: sum(hits) / len(hits)
        for what, hits in {
            "first": [result.first for result in results],
            "three": [result.among_three for result in results],
            "wrong": [result.wrong for result in results],
        }.items()
    }

    assert share["first"] >= 0.68, figures(results)
    assert share["three"] >= 0.86, figures(results)
    assert share["wrong"] <= 0.07, figures(results)


def test_who_is_out_of_reach_is_left_out_while_somebody_nearer_fits(matcher: Matcher) -> None:
    for fit in found(matcher, "Hochschule für maschinelles Lernen in Mittweida").fits:
        assert fit.kilometres is not None
        assert fit.kilometres < 45 or fit.actor.region == "landesweit"


def test_nobody_near_is_told_and_others_are_still_offered(matcher: Matcher) -> None:
    matches = found(matcher, "Pflege Zwickau")

    assert matches.fits
    assert matches.none_near


def test_the_chamber_of_that_part_of_the_state_is_offered_and_no_other(matcher: Matcher) -> None:
    offered = [*ids(found(matcher, "IHK in Görlitz")), *ids(found(matcher, "IHK in Görlitz", skip=3))]

    assert "ihk-dresden" in offered
    assert not {"ihk-leipzig", "ihk-chemnitz"} & set(offered)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Robotik Forschung in Chemnitz, keine Hochschule", {"university", "university-of-applied-sciences"}),
        ("chatbot Dresden, no companies please", {"company", "startup"}),
        ("Beratung Digitalisierung, lieber nicht staatlich", {"ministry", "agency", "municipality"}),
    ],
)
def test_what_was_ruled_out_is_not_offered(matcher: Matcher, text: str, kinds: set[str]) -> None:
    matches = found(matcher, text)

    assert matches.fits
    assert not {fit.actor.kind for fit in matches.fits} & kinds


def test_a_place_that_was_ruled_out_is_not_offered(matcher: Matcher) -> None:
    cities = {fit.actor.city for fit in found(matcher, "Start-up Begleitung, aber nicht in Leipzig").fits}

    assert cities
    assert "Leipzig" not in cities


def test_people_in_private_life_are_sent_to_no_company(matcher: Matcher) -> None:
    kinds = {fit.actor.kind for fit in found(matcher, "Meine Tochter will Roboter programmieren, Dresden").fits}

    assert kinds
    assert not kinds & {"company", "startup"}


@pytest.mark.parametrize("text", ["", "   ", "qwrtzpsdf", "🙂", "Wer wird Fußballmeister?"])
def test_nothing_fitting_gives_nobody(matcher: Matcher, text: str) -> None:
    assert found(matcher, text).fits == ()


def test_a_place_alone_gives_who_sits_there(matcher: Matcher) -> None:
    assert [fit.actor.city for fit in found(matcher, "Mittweida").fits][:2] == ["Mittweida", "Mittweida"]


def test_reasons_name_topic_offer_and_distance(matcher: Matcher, library: Library) -> None:
    matches = found(matcher, "Forschungspartner für Robotik nahe Zwickau")
    fit = next(fit for fit in matches.fits if fit.actor.city == "Chemnitz")

    assert {Why.TOPIC, Why.OFFER, Why.KILOMETRES} <= {reason.code for reason in fit.reasons}
    assert why(library, fit, "de")[0] == "Robotik"
    assert why(library, fit, "en")[0] == "Robotics"
    assert why(library, fit, "de")[-1].endswith(" km")


def test_companies_are_marked_as_private(matcher: Matcher) -> None:
    fits = found(matcher, "Firma für Industrieroboter Dresden").fits
    private = [fit for fit in fits if fit.actor.kind in ("company", "startup")]

    assert private
    assert all(But.PRIVATE in {one.code for one in fit.reservations} for fit in private)


def test_members_only_is_said(matcher: Matcher) -> None:
    fit = next(fit for fit in found(matcher, "IHK Dresden").fits if fit.actor.id == "ihk-dresden")

    assert But.MEMBERS_ONLY in {one.code for one in fit.reservations}


def test_a_stale_entry_ranks_lower_and_says_so(library: Library) -> None:
    stale = {id_: actor.model_copy(update={"review_by": date(2026, 1, 1)}) for id_, actor in library.actors.items()}
    matcher = Matcher(replace(library, actors={**library.actors, "tu-chemnitz": stale["tu-chemnitz"]}))
    fresh = Matcher(library)
    text = "Robotik Universität Chemnitz"

    one = next(fit for fit in found(matcher, text).fits if fit.actor.id == "tu-chemnitz")
    other = next(fit for fit in found(fresh, text).fits if fit.actor.id == "tu-chemnitz")

    assert one.score < other.score
    assert But.OVERDUE in {reservation.code for reservation in one.reservations}


def test_more_goes_on_where_the_list_ended(matcher: Matcher) -> None:
    pages = [found(matcher, "Digitalisierung Beratung", skip=skip) for skip in (0, 3, 6)]
    listed = [id_ for page in pages for id_ in ids(page)]

    assert len(listed) == len(set(listed)) == 3 * AT_A_TIME
    assert pages[0].more == pages[1].more + AT_A_TIME
    scores = [fit.score for page in pages for fit in page.fits]
    assert scores == sorted(scores, reverse=True)


def test_equals_come_first_equally_often(library: Library) -> None:
    """Chi-squared over 500 draws among five equals; 18.5 is exceeded by chance once in a thousand."""
    model = library.actors["wandelbots"]
    equals = {f"equal-{at}": model.model_copy(update={"id": f"equal-{at}"}) for at in range(5)}
    matcher = Matcher(replace(library, actors=equals))
    need = matcher.need_in("Software für Industrieroboter in Dresden")

    firsts = Counter(
        matcher.match(need, occasion=f"message {at}", today=TODAY).fits[0].actor.id for at in range(ROUNDS)
    )

    expected = ROUNDS / len(equals)
    assert set(firsts) == set(equals)
    assert sum((count - expected) ** 2 / expected for count in firsts.values()) < 18.5


def test_without_an_occasion_every_request_is_drawn_anew(library: Library) -> None:
    model = library.actors["wandelbots"]
    equals = {f"equal-{at}": model.model_copy(update={"id": f"equal-{at}"}) for at in range(2)}
    matcher = Matcher(replace(library, actors=equals))
    need = matcher.need_in("Industrieroboter")

    firsts = Counter(matcher.match(need, today=TODAY).fits[0].actor.id for _ in range(ROUNDS))

    # Five standard deviations: missed by chance about once in two million runs.
    assert all(abs(count - ROUNDS / 2) < 5 * math.sqrt(ROUNDS) / 2 for count in firsts.values())


def test_the_lot_is_the_published_one() -> None:
    """By `printf m1:sab | sha256sum`."""
    assert lot("m1", "sab") == "a8f03546da2276a55d2bde632d1608b32acf913f94b5289f14e4c9d66b179228"


def test_the_output_for_programs_and_people_is_as_promised(matcher: Matcher, library: Library) -> None:
    matches = found(matcher, "robotics partner near Chemnitz")
    line = as_json(library, matches)

    assert set(line) == {"actors", "topics", "place"}
    assert line["place"] == "Chemnitz"
    assert "robotics" in line["topics"]
    assert all(set(actor) == {"id", "score", "why"} and 0 <= actor["score"] <= 1 for actor in line["actors"])
    assert all(fit.actor.id in as_text(library, matches) for fit in matches.fits)
    assert as_text(library, Matches(Need(), ())) == "nobody fits"
