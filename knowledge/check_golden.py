"""Asks the golden questions: what was answered rightly once must stay right, whatever the content becomes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluate import Outcome, Query, outcome_of
from knowledge.findings import Decision, Finding
from knowledge.jsonlines import Line, LineError, questions
from knowledge.problems import Problem
from knowledge.searcher import Searcher

FOLDER = "golden"
# Searched together: enough to share the work, few enough to stay small.
BATCH = 64
REMEDY = (
    'Remedy: `python -m knowledge why "QUESTION"` shows which phrasings draw a question. Give the right topic some '
    "of that kind, or take them from the wrong one.\nIf what it gives now is right, correct `gold` in that line; "
    'a question that may wait gets `"wanted": true`.'
)


@dataclass(frozen=True, slots=True)
class Golden:
    """A question, where it stands, and whether it is right already or only wanted to become so."""

    file: str
    line: int
    query: Query
    wanted: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question and what was found for it."""

    golden: Golden
    finding: Finding

    @property
    def right(self) -> bool:
        """Whether the person is given a right topic, answered or offered; out of scope, whether nothing is answered."""
        outcome: Outcome = outcome_of(self.golden.query, self.finding)
        return outcome.offered if self.golden.query.gold else self.finding.decision is not Decision.ANSWER

    @property
    def problem(self) -> Problem:
        """What is wrong, for a curator."""
        gold = " or ".join(sorted(self.golden.query.gold)) or "no answer (out of scope)"
        what = f"“{self.golden.query.text}” should give {gold}, but gives {_given(self.finding)}"
        return Problem(self.golden.file, f"line {self.golden.line}", what)


def read(root: Path, topics: Sequence[str], report: Callable[[Problem], None]) -> Iterator[Golden]:
    """The golden questions below `root`; lines that cannot be used are reported."""
    for path in sorted((root / FOLDER).glob("*.jsonl")):
        name = path.relative_to(root).as_posix()
        for line in questions(path.read_text("utf-8").splitlines()):
            fault = line.what if isinstance(line, LineError) else _fault(line, topics)
            if isinstance(line, LineError) or fault:
                report(Problem(name, f"line {line.number}", str(fault)))
            else:
                yield Golden(name, line.number, _query(line), line.fields.get("wanted") is True)


def asked(golden: Sequence[Golden], searcher: Searcher) -> Iterator[Asked]:
    """What is found for each."""
    for begin in range(0, len(golden), BATCH):
        part = golden[begin : begin + BATCH]
        findings = searcher.find([one.query.text for one in part], languages=[one.query.language for one in part])
        yield from (Asked(one, finding) for one, finding in zip(part, findings, strict=True))


def lines_of(answers: Sequence[Asked], problems: Sequence[Problem]) -> Iterator[str]:
    """The report: what flipped with the remedy, what is still wanted, what may be marked as right, and the counts."""
    yield from map(str, problems)
    flipped = flips(answers)
    yield from (str(one.problem) for one in flipped)
    for one in answers:
        if one.golden.wanted:
            state = "is right by now: take `wanted` away" if one.right else "still wanted"
            yield f"{one.golden.file}: line {one.golden.line}: note: {state}: “{one.golden.query.text}”"
    if flipped:
        yield REMEDY
    wanted = sum(one.golden.wanted for one in answers)
    yield f"{len(answers)} golden questions: {len(flipped)} flipped, {wanted} wanted"


def flips(answers: Sequence[Asked]) -> list[Asked]:
    """Those that must be right and are not."""
    return [one for one in answers if not one.right and not one.golden.wanted]


def _query(line: Line) -> Query:
    gold = line.fields["gold"] or []
    return Query(line.fields["text"], frozenset([gold] if isinstance(gold, str) else gold), line.fields.get("lang"))


def _fault(line: Line, topics: Sequence[str]) -> str | None:
    if "gold" not in line.fields:
        return 'has no "gold": the id of the topic that answers, or null'
    gold = line.fields["gold"]
    ids = gold if isinstance(gold, list) else [gold] if gold is not None else []
    unknown = [id for id in ids if id not in topics]
    return f"gold: {unknown[0]!r} is not a topic" if unknown else None


def _given(finding: Finding) -> str:
    if finding.decision is Decision.NONE or not finding.matches:
        return "nothing"
    if finding.decision is Decision.ANSWER:
        return f"{finding.matches[0].id} ({finding.matches[0].score:.2f})"
    return "a choice of " + ", ".join(f"{match.id} ({match.score:.2f})" for match in finding.matches)
