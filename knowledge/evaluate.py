"""Measures an engine on questions whose right answer is known, and says it in plain figures."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.findings import Decision, Finding
from knowledge.jsonlines import Line, LineError, questions
from knowledge.measures import (
    accuracy_at_rejection,
    area_under_curve,
    direct_at_wrong,
    recall_of_strangers_at_loss,
    reliability,
)

Doubles = NDArray[np.float64]

# What the published comparisons use: out-of-scope rejection of 80 %, wrong answers held at 3 %, five points' loss.
REJECTED, WRONG, LOSS = 0.8, 0.03, 0.05


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the ids of the items that answer it; none if it is out of scope."""

    text: str
    gold: frozenset[str]
    language: str | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for a query, best first: ids and the confidence of the best; the decision if one was made."""

    query: Query
    ids: tuple[str, ...]
    confidence: float
    decision: Decision | None = None

    @property
    def right(self) -> bool:
        """Whether the best match answers the query."""
        return bool(self.ids) and self.ids[0] in self.query.gold

    @property
    def among_three(self) -> bool:
        """Whether one of the best three does."""
        return not self.query.gold.isdisjoint(self.ids[:3])

    @property
    def offered(self) -> bool:
        """Whether the person was given what answers the query, as the answer or among the suggestions."""
        return (
            self.right if self.decision is Decision.ANSWER else self.decision is Decision.SUGGEST and self.among_three
        )


def outcome_of(query: Query, finding: Finding) -> Outcome:
    """What `finding` means for `query`."""
    matches = finding.matches
    return Outcome(query, tuple(m.id for m in matches), matches[0].score if matches else 0.0, finding.decision)


def read_queries(path: Path, report: Callable[[LineError], None] | None = None) -> list[Query]:
    """The queries of a JSON Lines file: `{"text", "gold": id | [ids] | null, "lang", "style"}`.

    A line that cannot be used is reported and left out; without `report` it is raised.
    """
    found = []
    for line in questions(path.read_text("utf-8").splitlines()):
        query = line if isinstance(line, LineError) else _query(line)
        if isinstance(query, Query):
            found.append(query)
        elif report:
            report(query)
        else:
            raise query
    return found


def _query(line: Line) -> Query | LineError:
    entry, gold = line.fields, line.fields.get("gold") or []
    ids = [gold] if isinstance(gold, str) else gold
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        return LineError(line.number, '"gold" is neither an id, nor a list of ids, nor null')
    style = str(entry.get("style") or entry.get("kind") or entry.get("oos") or "")
    return Query(
        entry["text"], frozenset(ids), entry.get("lang"), style if ids else f"out of scope, {style}".strip(", ")
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one run, shares between 0 and 1; nan where there is nothing to measure."""

    questions: int
    strangers: int
    first_right: float
    among_three: float
    offered: float
    answered_right: float
    answered_wrong: float
    strangers_not_answered: float
    strangers_sent_on: float
    auroc: float
    at_rejection: float
    direct_at_wrong: float
    recall_at_loss: float


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of `outcomes`; questions are those with an answer, strangers those without."""
    known = [outcome for outcome in outcomes if outcome.query.gold]
    strange = [outcome for outcome in outcomes if not outcome.query.gold]
    right = np.array([outcome.right for outcome in known], bool)
    sure = np.array([outcome.confidence for outcome in known])
    unsure = np.array([outcome.confidence for outcome in strange])
    answered = np.array([outcome.decision is Decision.ANSWER for outcome in known], bool)
    return Figures(
        questions=len(known),
        strangers=len(strange),
        first_right=_share(right),
        among_three=_share([outcome.among_three for outcome in known]),
        offered=_share([outcome.offered for outcome in known]),
        answered_right=_share(answered & right),
        answered_wrong=_share(answered & ~right),
        strangers_not_answered=_share([outcome.decision is not Decision.ANSWER for outcome in strange]),
        strangers_sent_on=_share([outcome.decision is Decision.NONE for outcome in strange]),
        auroc=area_under_curve(sure, unsure),
        at_rejection=accuracy_at_rejection(sure, right, unsure, REJECTED),
        direct_at_wrong=direct_at_wrong(sure, right, WRONG),
        recall_at_loss=recall_of_strangers_at_loss(sure, right, unsure, LOSS),
    )


def _share(marks: Sequence[bool] | NDArray[np.bool_]) -> float:
    return float(np.mean(marks)) if len(marks) else float("nan")


def by_style(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """The figures for each style and each language that the queries name."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for name in filter(None, (outcome.query.style, outcome.query.language)):
            groups[name].append(outcome)
    return {name: figures(group) for name, group in sorted(groups.items())}


def reliability_of(outcomes: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """Per tenth of confidence: its mean, the share that was right, and how many; strangers are never right."""
    sure = np.array([outcome.confidence for outcome in outcomes])
    return reliability(sure, np.array([outcome.right for outcome in outcomes], bool))
