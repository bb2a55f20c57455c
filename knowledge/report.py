"""Says measured figures in words and tables, for a terminal and for the quality page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.evaluate import Figures, Outcome, by_style, figures, reliability_of


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: milliseconds per question (median and 99th of 100), seconds to build, megabytes at the peak."""

    p50: float
    p99: float
    build: float
    memory: float


def percent(share: float) -> str:
    """A share as a percentage, a dash where nothing was measured."""
    return "–" if share != share else f"{100 * share:.1f}"


def lines_of(outcomes: Sequence[Outcome], cost: Cost) -> Iterator[str]:
    """The whole report of one run."""
    yield from _summary(figures(outcomes))
    yield f"milliseconds per question        p50 {cost.p50:.2f}, p99 {cost.p99:.2f}"
    yield f"build                            {cost.build:.1f} s, memory at the peak {cost.memory:.0f} MB"
    yield "confidence said -> was right (questions)"
    for said, was, number in reliability_of(outcomes):
        yield f"  {said:.2f} -> {was:.2f} ({number})"
    for name, part in by_style(outcomes).items():
        right = f"first right {percent(part.first_right)}, among three {percent(part.among_three)}, "
        yield f"  {name}: {part.questions + part.strangers}, {right}not answered {percent(part.strangers_not_answered)}"


def _summary(run: Figures) -> Iterator[str]:
    yield f"questions                        {run.questions}, and {run.strangers} out of scope"
    yield f"first answer right               {percent(run.first_right)} %"
    yield f"right among three                {percent(run.among_three)} %"
    yield f"answered directly and rightly    {percent(run.answered_right)} %"
    yield f"wrong but confident              {percent(run.answered_wrong)} %"
    yield f"right one answered or offered    {percent(run.offered)} %"
    yield f"out of scope not answered        {percent(run.strangers_not_answered)} %"
    yield f"out of scope sent on at once     {percent(run.strangers_sent_on)} %"
    yield f"AUROC of the confidence          {percent(run.auroc)} %"
    yield f"right at 80 % rejection          {percent(run.at_rejection)} %"
    yield f"directly right at 3 % wrong      {percent(run.direct_at_wrong)} % (best threshold)"
    yield f"out-of-scope recall at 5 lost    {percent(run.recall_at_loss)} %"


def errors_of(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The failures, to be read: what was asked, what was found, what was meant."""
    for outcome in outcomes:
        found = outcome.ids[0] if outcome.ids else "nothing"
        if outcome.query.gold and not outcome.right:
            meant = ", ".join(sorted(outcome.query.gold))
            yield f"{outcome.confidence:.2f} {outcome.decision}: {outcome.query.text!r} -> {found}, meant {meant}"
        elif not outcome.query.gold and outcome.decision == "answer":
            yield f"{outcome.confidence:.2f} {outcome.decision}: {outcome.query.text!r} -> {found}, out of scope"
