"""Golden questions: what was right must stay right, and `check` says where it does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from knowledge.__main__ import app
from knowledge.check_golden import asked, flips, read
from knowledge.library import Library
from knowledge.loading import CONTENT
from knowledge.problems import Problem
from knowledge.search import Searcher
from knowledge.text import folded
from tests.knowledge.tree import Tree, phrasings

FILE = "golden/basics.jsonl"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path / "data"))
    tree = Tree(tmp_path / "content")
    tree.topic("alpha", phrasings=phrasings("alpha") | {"de": [f"Förderung beantragen {at}" for at in range(16)]})
    tree.topic("beta", phrasings=phrasings("beta") | {"de": [f"Supercomputer nutzen {at}" for at in range(16)]})
    return tree


def golden(tree: Tree, *lines: dict[str, Any] | str) -> None:
    tree.text(FILE, "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n")


def check(tree: Tree, *options: str) -> Result:
    return CliRunner().invoke(app, ["check", str(tree.root), *options])


def test_questions_that_are_right_pass(tree: Tree) -> None:
    golden(tree, {"text": "Wo Förderung beantragen?", "gold": "alpha"}, {"text": "Rezept für Suppe", "gold": None})
    result = check(tree)
    assert result.exit_code == 0, result.output
    assert "2 golden questions: 0 flipped, 0 wanted" in result.stdout


def test_a_flipped_question_is_refused_with_place_both_topics_and_remedy(tree: Tree) -> None:
    golden(tree, {"text": "Wo Förderung beantragen?", "gold": ["alpha"]})
    assert check(tree).exit_code == 0
    tree.topic("alpha")
    tree.topic("beta", phrasings=phrasings("beta") | {"de": [f"Förderung beantragen {at}" for at in range(16)]})
    result = check(tree)
    assert result.exit_code == 1
    assert f"{FILE}: line 1: “Wo Förderung beantragen?” should give alpha, but gives beta" in result.stdout
    assert "python -m knowledge why" in result.stdout
    assert check(tree, "--no-golden").exit_code == 0


def test_an_everyday_request_that_is_answered_is_refused(tree: Tree) -> None:
    golden(tree, {"text": "Kann ich Förderung beantragen?", "gold": None})
    result = check(tree)
    assert result.exit_code == 1
    assert "should give no answer (out of scope), but gives alpha" in result.stdout


def test_a_wanted_question_is_reported_and_not_refused(tree: Tree) -> None:
    golden(
        tree,
        {"text": "Wo Förderung beantragen?", "gold": "beta", "wanted": True},
        {"text": "Supercomputer nutzen, wie?", "gold": "beta", "wanted": True},
    )
    result = check(tree)
    assert result.exit_code == 0, result.output
    assert f"{FILE}: line 1: note: still wanted" in result.stdout
    assert f"{FILE}: line 2: note: is right by now: take `wanted` away" in result.stdout


def test_lines_that_cannot_be_used_are_errors(tree: Tree) -> None:
    golden(tree, "nonsense", {"text": "x"}, {"text": "x", "gold": "gamma"}, {"text": "x", "gold": [{}]})
    result = check(tree)
    assert result.exit_code == 1
    assert f"{FILE}: line 1: is not JSON" in result.stdout
    assert f'{FILE}: line 2: has no "gold"' in result.stdout
    assert f"{FILE}: line 3: gold: 'gamma' is not a topic" in result.stdout
    assert f"{FILE}: line 4: gold: {{}} is not a topic" in result.stdout


def test_content_with_errors_is_not_asked(tree: Tree) -> None:
    golden(tree, {"text": "x", "gold": None})
    tree.topic("beta", related=["gamma"])
    result = check(tree)
    assert result.exit_code == 1
    assert "The golden questions were not asked, since the content has errors." in result.stdout


def test_our_own_golden_questions_are_right(library: Library, searcher: Searcher) -> None:
    problems: list[Problem] = []
    questions = list(read(CONTENT, tuple(library.topics), problems.append))
    assert problems == []
    assert [str(one.problem) for one in flips(list(asked(questions, searcher)))] == []


def test_our_own_golden_questions_are_many_and_none_is_a_phrasing(library: Library) -> None:
    questions = list(read(CONTENT, tuple(library.topics), lambda _: None))
    assert len(questions) >= 250
    known = {
        folded(text) for topic in library.topics.values() for code in ("de", "en") for text in topic.questions(code)
    }
    assert [one.query.text for one in questions if folded(one.query.text) in known] == []
    assert len({folded(one.query.text) for one in questions}) == len(questions)
