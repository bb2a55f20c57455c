"""The figures, on outcomes small enough to check by hand."""

import math
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.evaluate import Outcome, Query, figures, read_queries, reliability_of
from knowledge.explain import explained, lines_of, overlaps
from knowledge.findings import Decision
from knowledge.measures import area_under_curve, direct_at_wrong
from knowledge.peers import peers
from knowledge.search import build
from tests.knowledge.small import small_items

ASKED = Query("asked", frozenset({"a"}))
STRANGE = Query("strange", frozenset())
OUTCOMES = [
    Outcome(ASKED, ("a", "b", "c"), 0.9, Decision.ANSWER),
    Outcome(ASKED, ("b", "a", "c"), 0.6, Decision.SUGGEST),
    Outcome(ASKED, ("b", "c", "d"), 0.5, Decision.ANSWER),
    Outcome(ASKED, ("a", "c", "d"), 0.2, Decision.NONE),
    Outcome(STRANGE, ("b",), 0.3, Decision.NONE),
    Outcome(STRANGE, ("b",), 0.1, Decision.SUGGEST),
]


def test_the_figures_count_what_they_say() -> None:
    run = figures(OUTCOMES)
    assert (run.questions, run.strangers) == (4, 2)
    assert (run.first_right, run.among_three, run.offered) == (0.5, 0.75, 0.5)
    assert (run.answered_right, run.answered_wrong) == (0.25, 0.25)
    assert (run.strangers_not_answered, run.strangers_sent_on) == (1.0, 0.5)
    assert run.auroc == pytest.approx(7 / 8)
    assert run.direct_at_wrong == 0.25


def test_nothing_to_measure_is_not_a_number() -> None:
    assert math.isnan(figures([]).auroc)
    assert math.isnan(area_under_curve(np.array([1.0]), np.array([])))


def test_ties_count_half_and_are_not_split() -> None:
    assert area_under_curve(np.array([0.5]), np.array([0.5])) == 0.5
    assert direct_at_wrong(np.array([0.5, 0.5]), np.array([True, False]), 0.03) == 0.0


def test_reliability_says_how_often_a_confidence_was_right() -> None:
    assert reliability_of(OUTCOMES[:2]) == [(0.6, 0.0, 1), (0.9, 1.0, 1)]


def test_queries_are_read_with_their_style(tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"text": "x", "gold": "a", "style": "typos"}\n{"text": "y", "gold": null, "kind": "far"}\n')
    assert read_queries(file) == [
        Query("x", frozenset({"a"}), None, "typos"),
        Query("y", frozenset(), None, "out of scope, far"),
    ]


def test_a_question_is_explained() -> None:
    searcher = build(small_items(), cache_dir=None, meaning=False)
    explanation = explained(searcher, "Zuschuss für den Betrieb")
    assert explanation.steps[0].id == "funding"
    assert any("funding" in line for line in lines_of(explanation))
    assert all(pair.owner != pair.taker for pair in overlaps(searcher))


class LetterEncoder:
    """Meaning as the letters of a text: enough to see that vectors are used."""

    name = "letters"

    def encode(self, texts: object) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        assert isinstance(texts, list | tuple)
        counts = np.array([[text.lower().count(chr(97 + at)) + 0.1 for at in range(26)] for text in texts], np.float32)
        scaled: np.ndarray[tuple[int, int], np.dtype[np.float32]] = counts / np.linalg.norm(
            counts, axis=1, keepdims=True
        )
        return scaled


@pytest.mark.parametrize("name", peers(LetterEncoder()))
def test_every_peer_finds_a_phrasing_it_knows(name: str) -> None:
    items = small_items()
    scores = peers(LetterEncoder())[name](items, ["Wo bekommt mein Betrieb einen Zuschuss?", "???"])
    assert scores.shape == (2, 4)
    assert items[int(scores[0].argmax())].id == "funding"


def test_the_command_line_searches_and_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    (tmp_path / "kb.jsonl").write_text(
        '{"id": "a", "questions": ["Where is my parcel?", "parcel lost"], "lang": "en"}\n'
        '{"id": "b", "questions": ["How can I pay?", "payment by card"], "lang": "en"}\n'
    )
    (tmp_path / "queries.jsonl").write_text('{"text": "parcel lost", "gold": "a"}\n{"text": "hm", "gold": null}\n')
    run = CliRunner()
    asked = '{"text": "payment by card", "lang": "en"}\n'
    found = run.invoke(app, ["search", "--jsonl", "--kb", str(tmp_path / "kb.jsonl")], input=asked)
    assert found.exit_code == 0, found.output
    assert found.stdout.strip() == '{"decision": "answer", "language": "en", "matches": [{"id": "b", "score": 1.0}]}'
    measured = run.invoke(app, ["evaluate", "--kb", str(tmp_path / "kb.jsonl"), str(tmp_path / "queries.jsonl")])
    assert "first answer right               100.0 %" in measured.output
