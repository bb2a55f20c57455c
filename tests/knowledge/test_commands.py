"""The command line as a curator or a program uses it: plain words, and no line that ends the run."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knowledge.__main__ import app

KB = [
    {"id": "parcel", "questions": ["Where is my parcel?", "parcel lost", "my package never arrived"], "lang": "en"},
    {"id": "payment", "questions": ["How can I pay?", "payment by card", "do you take cash"], "lang": "en"},
]


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    return written(tmp_path / "kb.jsonl", *map(json.dumps, KB))


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def run(*arguments: str | Path, input: str | bytes = "") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)


def test_a_search_says_the_reason_and_both_thresholds(kb: Path) -> None:
    shown = run("search", "--kb", kb, "the package is lost").stdout
    assert "parcel won by meaning " in shown
    assert "; runner-up payment: meaning " in shown
    assert "zones:  answered from " in shown
    assert "offered from " in shown


def test_a_known_phrasing_and_an_empty_question_have_reasons_of_their_own(kb: Path) -> None:
    assert "reason: a phrasing word for word" in run("search", "--kb", kb, "parcel lost").stdout
    assert "reason: no words to search for" in run("search", "--kb", kb, "?!").stdout


def test_why_lists_the_candidates_with_their_nearest_phrasing(kb: Path) -> None:
    shown = run("why", "--kb", kb, "can I pay with coins").stdout
    assert shown.startswith("answer") or shown.startswith("suggest")
    assert "everyday request, none of our topics: " in shown
    assert "payment: meaning " in shown
    assert "“How can I pay?”" in shown


def test_overlaps_name_what_is_lost_and_to_whom(kb: Path) -> None:
    with kb.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "lost", "questions": ["parcel is lost", "a parcel was lost"]}) + "\n")
    shown = run("overlaps", "--kb", kb).stdout
    assert "!   2 of 2 phrasings of lost are nearer to parcel" in shown
    assert "“parcel is lost”" in shown


def test_a_line_that_is_no_question_gets_an_error_and_the_others_an_answer(kb: Path) -> None:
    lines = [
        '{"text": "parcel lost"}',
        "not JSON",
        "[1]",
        '{"text": 5}',
        "",
        '{"lang": "de"}',
        '{"text": "do you take cash"}',
    ]
    result = run("search", "--jsonl", "--kb", kb, input="\n".join(lines))
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one.get("line") or one["matches"][0]["id"] for one in found] == ["parcel", 2, 3, 4, 6, "payment"]
    assert "line 2: is not JSON: Expecting value at column 1" in result.stderr
    assert found[1]["error"] == "line 2: is not JSON: Expecting value at column 1"
    assert found[3]["error"] == 'line 4: "text" is not a text'


@pytest.mark.parametrize(
    "line", [b'{"text": "\xff"}', b'{"text": "\\ud800"}', b"[" * 100_000, b'{"text": "x", "lang": 7}']
)
def test_no_line_ends_the_run(kb: Path, line: bytes) -> None:
    result = run("search", "--jsonl", "--kb", kb, input=line + b'\n{"text": "parcel lost"}\n')
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout.splitlines()[-1])["matches"][0]["id"] == "parcel"


def test_a_bad_line_does_not_end_the_matching_of_needs() -> None:
    result = run("match", "--jsonl", input='{"text"\n{"text": "Robotik in Dresden"}\n')
    assert result.exit_code == 0, result.output
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["line"] == 1
    assert second["actors"]


def test_an_evaluation_names_bad_lines_and_measures_the_others(kb: Path, tmp_path: Path) -> None:
    queries = written(
        tmp_path / "q.jsonl", '{"text": "parcel lost", "gold": "parcel"}', "oops", '{"text": "x", "gold": 3}'
    )
    result = run("evaluate", "--kb", kb, queries)
    assert result.exit_code == 1
    assert f"{queries}: line 2: is not JSON" in result.stderr
    assert f'{queries}: line 3: "gold" is neither an id' in result.stderr
    assert "first answer right               100.0 %" in result.stdout


def test_a_bad_line_of_a_knowledge_base_is_named(kb: Path, tmp_path: Path) -> None:
    broken = written(tmp_path / "broken.jsonl", json.dumps(KB[0]), '{"id": "payment"}')
    result = run("search", "--kb", broken, "cash")
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert not isinstance(result.exception, ValueError)
