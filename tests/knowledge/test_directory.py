"""The directory reads what a message seeks before the transaction, and gets better once the encoder is there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Thread

import numpy as np
import pytest

from knowledge.directory import Directory, Sought
from knowledge.encoder import RememberingEncoder, Vectors
from knowledge.evaluate_routing import lines_of, routed
from knowledge.findings import Decision, Finding, Match
from knowledge.library import Library
from knowledge.matching import AT_A_TIME, Matches
from knowledge.need import Need, Wish
from knowledge.reasons import But
from knowledge.routing import Route
from knowledge.searcher import Searcher

TODAY = date(2026, 11, 23)
NEED = "Wir suchen einen Forschungspartner für Robotik in Chemnitz"


def finding(text: str, score: float) -> Finding:
    """An answer found with this score."""
    return Finding(text, Decision.ANSWER, (Match("topic", score, text),), "", "de", True)


def sought(directory: Directory, text: str, *findings: Finding) -> Sought | None:
    return directory.sought_by(text, findings, language="de", occasion="once", today=TODAY)


@dataclass(slots=True)
class Counting:
    """An encoder that counts what it is asked, and waits until it may go on."""

    name: str = "counting"
    asked: list[str] = field(default_factory=list)
    may_go_on: Event = field(default_factory=Event)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        assert self.may_go_on.wait(timeout=10)
        return np.full((len(texts), 4), 0.5, np.float32)


@pytest.fixture(scope="module")
def by_words(library: Library) -> Directory:
    """A directory without an encoder, as it is while that is loaded."""
    return Directory(library)


def test_a_need_is_matched_before_anybody_asks_for_it(by_words: Directory) -> None:
    found = sought(by_words, NEED, finding(NEED, 0.4))

    assert found is not None
    assert found.route is Route.MATCH
    assert found.matches.fits


def test_a_phrasing_word_for_word_and_a_plain_question_cost_no_matching(by_words: Directory) -> None:
    assert sought(by_words, NEED, finding(NEED, 1.0)) is None
    assert sought(by_words, "Was ist maschinelles Lernen?", finding("", 0.9)) is None


def test_who_says_that_somebody_is_sought_is_believed(by_words: Directory) -> None:
    found = sought(by_words, "Was ist maschinelles Lernen?")

    assert found is not None
    assert found.route is Route.MATCH


def test_a_bare_word_is_met_with_both(by_words: Directory) -> None:
    found = sought(by_words, "Förderung", finding("Förderung", 0.4))

    assert found is not None
    assert found.route is Route.BOTH
    assert found.chance < 0.5


def test_within_the_transaction_nothing_is_encoded_that_was_read_before(library: Library) -> None:
    counting = Counting()
    counting.may_go_on.set()
    encoder = RememberingEncoder(counting, capacity=5_000)
    directory = Directory(library)
    directory.use(encoder)
    found = sought(directory, NEED)
    assert found is not None
    later = "lieber Bildverarbeitung"
    encoder.encode([later])  # as the search does with every message
    counting.asked.clear()

    directory.match(found.need.changed_by(directory.need_in(later)), occasion="once", today=TODAY)

    assert counting.asked == []


def test_what_is_known_is_given_while_another_thread_encodes() -> None:
    slow = Counting()
    slow.may_go_on.set()
    encoder = RememberingEncoder(slow)
    encoder.encode(["known"])
    slow.may_go_on.clear()
    other = Thread(target=encoder.encode, args=(["new"],))
    other.start()

    vectors = encoder.encode(["known"])

    assert other.is_alive()
    assert vectors.shape == (1, 4)
    slow.may_go_on.set()
    other.join(timeout=10)
    assert slow.asked == ["known", "new"]


def test_who_did_not_confirm_an_entry_ranks_lower_and_says_so(library: Library) -> None:
    directory = Directory(library)
    need = directory.need_in("Robotik Universität Chemnitz")
    before = next(fit for fit in directory.match(need, today=TODAY).fits if fit.actor.id == "tu-chemnitz")

    directory.mark_unconfirmed({"tu-chemnitz": date(2026, 9, 1)})

    after = next(fit for fit in directory.match(need, today=TODAY).fits if fit.actor.id == "tu-chemnitz")
    assert after.score < before.score
    assert [one.value for one in after.reservations if one.code is But.UNCONFIRMED] == ["2026-09-01"]


def test_routes_are_counted_in_three_ways(directory: Directory, searcher: Searcher) -> None:
    needs = routed(directory, searcher, [NEED, "Förderung"], Route.MATCH)
    questions = routed(directory, searcher, ["Was ist maschinelles Lernen?"], Route.ANSWER)

    assert lines_of(needs, questions)[0] == "right, both counted as right: 1.000 (3 of 3)"
    assert needs.routes[Route.MATCH] == 1


def test_beside_a_chosen_offer_the_name_of_a_town_says_only_where(directory: Directory) -> None:
    chosen = Need(wish=Wish(offers=("consulting",))).changed_by(directory.need_in("Dresden"))

    fits = directory.match(chosen, occasion="once").fits

    assert len(fits) == AT_A_TIME
    assert all("consulting" in fit.actor.offers for fit in fits)


def test_who_carries_what_was_named_is_offered_from_afar_rather_than_a_neighbour_who_does_not(
    directory: Directory,
) -> None:
    matches = directory.match(directory.need_in("Robotik Leipzig"), occasion="once")

    assert matches.none_near
    assert all("robotics" in fit.actor.topics for fit in matches.fits)


@pytest.mark.parametrize(
    ("route", "chance", "answered", "first"),
    [
        (Route.MATCH, 0.9, True, True),
        (Route.BOTH, 0.6, False, True),
        (Route.BOTH, 0.6, True, False),
        (Route.BOTH, 0.4, False, False),
        (Route.ANSWER, 0.1, False, False),
    ],
)
def test_of_both_the_answer_comes_first_if_there_is_one(
    route: Route, chance: float, answered: bool, first: bool
) -> None:
    assert Sought(Need(), Matches(Need(), ()), route, chance).comes_first(answered=answered) is first
