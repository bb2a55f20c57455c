"""What was approved is found at once, surely and alone where it is nearer; nothing of the neighbours' is taken."""

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.curated import Change, Texts
from knowledge.encoder import RememberingEncoder, UniversalEncoder
from knowledge.entries import Phrasings
from knowledge.findings import Decision, Finding, Match
from knowledge.grouping import groups_of
from knowledge.library import Library
from knowledge.loading import CONTENT
from knowledge.overlay import Overlaid, Overlay
from knowledge.overlay_check import Probe, Review, reviewed
from knowledge.overlay_likeness import Likeness
from knowledge.search import Searcher
from tests.turns import CACHE

TODAY = date(2026, 11, 22)
CHANGE = Change(
    kind="topic",
    topic="kuehlketten-eichen",
    category="unternehmen-einstieg",
    question=Texts(de="Wer eicht Kühlketten?", en="Who calibrates cold chains?"),
    answer=Texts(de="Kühlketten eicht das Eichamt. Rufen Sie an.", en="The office does. Give a call."),
    phrasings=Phrasings(de=("Was kostet die Eichung nach Artikel 4 der Kühlverordnung?",)),
    reviewed=TODAY,
    review_by=date(2027, 5, 22),
)


@pytest.fixture(scope="module")
def by_words(library: Library) -> Likeness:
    """Without an encoder."""
    return Likeness.of(library)


@pytest.fixture(scope="module")
def by_both(library: Library) -> Likeness:
    """With the encoder."""
    return Likeness.of(library, RememberingEncoder(UniversalEncoder(CACHE), capacity=4096))


@pytest.fixture(scope="module")
def probe(library: Library, searcher: Searcher) -> Probe:
    """The golden questions, asked once."""
    return Probe.of(searcher, library, CONTENT)


def _finding(text: str, *near: tuple[str, str], decision: Decision = Decision.NONE) -> Finding:
    return Finding(text, decision, tuple(Match(id_, 0.4, phrasing) for id_, phrasing in near), "", "de", True)


def _refined(likeness: Likeness, *findings: Finding) -> list[Finding]:
    return Overlay.of([CHANGE], likeness).refined(findings)


@pytest.mark.parametrize("text", ["Wer eicht Kühlketten?", "wer eicht kuehlketten", "WHO CALIBRATES COLD CHAINS"])
def test_word_for_word_it_answers(by_words: Likeness, text: str) -> None:
    (found,) = _refined(by_words, _finding(text))
    assert (found.decision, found.matches[0].id, found.matches[0].score) == (Decision.ANSWER, CHANGE.topic, 1.0)


@pytest.mark.parametrize("text", ["Guten Tag, wer eicht Kühlketten?", "wer eicht Kühlkettn", "Kühlketten, wer eicht?"])
def test_courtesies_slips_and_order_do_not_matter(by_both: Likeness, text: str) -> None:
    (found,) = _refined(by_both, _finding(text))
    assert (found.decision, found.matches[0].id) == (Decision.ANSWER, CHANGE.topic)


def test_the_engines_own_word_for_word_stays(by_both: Likeness) -> None:
    known = Finding("Wer eicht die Kühlketten?", Decision.ANSWER, (Match("other", 1.0, "x"),), "", "de", True)
    assert _refined(by_both, known) == [known]


def test_a_neighbour_that_is_nearer_keeps_its_question(by_both: Likeness) -> None:
    near = _finding(
        "Wer eicht denn Kühltruhen?", ("other", "Wer eicht Kühltruhen?"), decision=Decision.ANSWER
    )  # fmt: skip
    assert _refined(by_both, near) == [near]


def test_another_number_is_another_question(by_both: Likeness) -> None:
    (found,) = _refined(by_both, _finding("Was kostet die Eichung nach Artikel 5 der Kühlverordnung?"))
    assert found.decision is not Decision.ANSWER


def test_something_else_stays_as_it_is(by_both: Likeness) -> None:
    for text in ("Rezept für Quarkkäulchen", "Welche Förderung gibt es?", "", "???"):
        assert _refined(by_both, _finding(text)) == [_finding(text)]


def test_an_empty_overlay_changes_nothing(searcher: Searcher, by_words: Likeness) -> None:
    texts = ["Was ist KI?", "asdf", "Welche Förderung gibt es? Und wo steht ein Supercomputer?"]
    assert Overlaid(searcher, Overlay.of([], by_words)).ask_all(texts) == searcher.ask_all(texts)


def test_no_golden_question_changes_its_answer(probe: Probe, by_both: Likeness) -> None:
    assert _refined(by_both, *probe.findings) == list(probe.findings)


def _review(change: Change, library: Library, likeness: Likeness, probe: Probe, searcher: Searcher) -> Review:
    answered: Sequence[Finding] = searcher.find([text for text, _ in change.sayings])
    return reviewed(change, library, [], likeness=likeness, probe=probe, answered=answered, today=TODAY)


def test_a_good_change_passes_and_knows_its_neighbours(
    library: Library, by_both: Likeness, probe: Probe, searcher: Searcher
) -> None:
    review = _review(CHANGE, library, by_both, probe, searcher)
    assert review.passes, review
    assert len(review.neighbours) == 6
    assert [one.score for one in review.neighbours] == sorted((one.score for one in review.neighbours), reverse=True)
    assert any("at least 16" in one.what for one in review.warnings)


@pytest.mark.parametrize(
    "question",
    [
        "Welche Strafen drohen bei Verstößen gegen die KI-Verordnung?",
        "Was blüht mir, wenn ich gegen die KI-Verordnung verstoße?",  # a golden question
    ],
)
def test_a_change_that_takes_questions_over_is_refused(
    question: str, library: Library, by_both: Likeness, probe: Probe, searcher: Searcher
) -> None:
    change = CHANGE.model_copy(
        update={"question": Texts(de=question, en="What are the fines for breaking the AI Act?")}
    )
    review = _review(change, library, by_both, probe, searcher)
    assert not review.passes
    assert "strafen-ai-act" in {one.owner for one in review.takeovers}


def test_a_golden_question_that_would_flip_is_named(
    library: Library, by_both: Likeness, probe: Probe, searcher: Searcher
) -> None:
    golden = "Was blüht mir, wenn ich gegen die KI-Verordnung verstoße?"
    change = CHANGE.model_copy(update={"question": Texts(de=golden, en="x y")})
    review = _review(change, library, by_both, probe, searcher)
    assert golden in {one.question for one in review.takeovers if one.golden}


def test_phrasings_of_a_known_topic_do_not_take_from_it(
    library: Library, by_both: Likeness, probe: Probe, searcher: Searcher
) -> None:
    more = Phrasings(de=("Welche Bußgelder und Strafen sieht die KI-Verordnung denn so vor?",))
    change = Change(kind="phrasings", topic="strafen-ai-act", phrasings=more, reviewed=TODAY, review_by=TODAY)
    review = _review(change, library, by_both, probe, searcher)
    assert review.passes, review


def test_alike_questions_stand_together_and_others_do_not() -> None:
    texts = [
        "Wer eicht Kühlketten?", "Wer kann die Kühlkette eichen?", "Gibt es Geld für Roboter?", "wer eicht kühlkettn",
        "Gibt es Geld für einen Roboter?", "Wann ist Weihnachten?",
    ]  # fmt: skip
    groups = [[texts.index(text) for text in group] for group in groups_of(texts, str)]
    assert groups[0][0] == 0
    assert 3 in groups[0]
    assert [2, 4] in groups
    assert [5] in groups
