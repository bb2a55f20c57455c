"""A message that looks for somebody is matched, one that asks for knowledge is answered, a doubtful one gets both."""

import pytest

from knowledge.evaluate_needs import read_needs
from knowledge.findings import Decision, Finding, Match
from knowledge.library import Library
from knowledge.matching import Matcher
from knowledge.routing import Route, route
from tests.knowledge.fit_needs import NEEDS


@pytest.fixture(scope="module")
def matcher(library: Library) -> Matcher:
    """The matcher with words alone."""
    return Matcher(library)


def routed(matcher: Matcher, text: str, finding: Finding | None = None) -> Route:
    return route(text, finding, matcher.match(matcher.need_in(text), occasion="once"))


@pytest.mark.parametrize(
    "text",
    [
        "Wir suchen einen Forschungspartner für Robotik in Chemnitz",
        "Looking for a research institute for image processing in Dresden",
        "Wer hilft einer Tischlerei in Bautzen bei der Digitalisierung?",
    ],
)
def test_a_need_is_matched(matcher: Matcher, text: str) -> None:
    assert routed(matcher, text) is Route.MATCH


@pytest.mark.parametrize(
    "text",
    [
        "Was ist maschinelles Lernen?",
        "Muss ich einen Chatbot kennzeichnen?",
        "When does the AI Act apply?",
        "Wie funktioniert ein Sprachmodell?",
        "qwrtzpsdf",
    ],
)
def test_a_question_is_answered(matcher: Matcher, text: str) -> None:
    assert routed(matcher, text) is Route.ANSWER


def test_a_phrasing_word_for_word_is_answered_whatever_it_looks_like(matcher: Matcher) -> None:
    text = "Wir suchen einen Forschungspartner für Robotik in Chemnitz"
    finding = Finding(text, Decision.ANSWER, (Match("topic", 1.0, text),), "word for word", "de", True)

    assert routed(matcher, text, finding) is Route.ANSWER


def test_our_own_needs_and_questions_mostly_go_the_right_way(matcher: Matcher, library: Library) -> None:
    needs = [known.text for known in read_needs(NEEDS, part="held-out")]
    questions = [topic.phrasings.de[-1] for topic in library.topics.values()]

    right = [routed(matcher, text) is not Route.ANSWER for text in needs]
    right += [routed(matcher, text) is not Route.MATCH for text in questions]

    assert sum(right) / len(right) >= 0.85
