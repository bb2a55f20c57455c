"""Looks at a change before it is published: the files' rules, the golden questions, the neighbours' phrasings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge import check_golden
from knowledge.check import RULES
from knowledge.check_base import Content
from knowledge.check_golden import Asked, Golden
from knowledge.check_phrasings import amounts
from knowledge.curated import Change, merged, problems_of_model
from knowledge.entries import LANGUAGES
from knowledge.findings import Decision, Finding, Match
from knowledge.library import Library
from knowledge.masking import LABELS
from knowledge.overlay import OFFER_FROM, Overlay
from knowledge.overlay_likeness import Likeness
from knowledge.problems import Problem, Severity
from knowledge.searcher import Searcher

NEIGHBOURS = 6
SAMPLE = 24  # phrasings of each neighbour, evenly thinned


@dataclass(frozen=True, slots=True)
class Takeover:
    """A question that would be answered by the change and not by `owner` any more (none: by nobody)."""

    question: str
    owner: str
    golden: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An existing topic and how near it is, 0 to 1, by its nearest phrasing."""

    topic: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Review:
    """What speaks against a change: errors and takeovers forbid publishing, warnings ask somebody to look."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    takeovers: tuple[Takeover, ...]
    neighbours: tuple[Neighbour, ...]
    answered: tuple[Finding, ...] = ()  # what each question and phrasing of it is answered with today

    @property
    def passes(self) -> bool:
        """Whether it may be published."""
        return not (self.errors or self.takeovers)


@dataclass(frozen=True, slots=True)
class Probe:
    """The golden questions and what the engine makes of them, asked once per engine."""

    golden: tuple[Golden, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, searcher: Searcher, library: Library, root: Path) -> "Probe":
        """Ask them all; takes some seconds."""
        golden = tuple(check_golden.read(root, tuple(library.topics), lambda _: None))
        return cls(golden, tuple(one.finding for one in check_golden.asked(golden, searcher)))


def reviewed(
    change: Change,
    library: Library,
    others: Sequence[Change],
    *,
    likeness: Likeness,
    probe: Probe,
    answered: Sequence[Finding],
    today: date,
) -> Review:
    """Everything that can be said about `change` beside the `others` that are in force.

    `answered` is what its sayings are answered with today.
    """
    beside = merged(library, others)
    incomplete = problems_of_model(change)
    problems = [*incomplete, *_marks(change)] if incomplete else problems_with(change, library, others, today)
    errors = tuple(one for one in problems if one.severity is Severity.ERROR)
    warnings = tuple(one for one in problems if one.severity is Severity.WARNING)
    near = neighbours(change, beside, likeness)
    overlay = Overlay.of([change], likeness)
    taken = (
        *_golden_taken(change, overlay, probe),
        *_phrasings_taken(change, overlay, beside, near),
        *_answers_taken(change, answered, likeness),
    )
    return Review(errors, warnings, taken, near, tuple(answered))


def problems_with(change: Change, library: Library, others: Sequence[Change], today: date) -> list[Problem]:
    """What the rules of the files say about the change.

    That a topic is to have 25 phrasings is no error here: they come with the questions people ask. It is a warning
    until then, and an error again in the exported file.
    """
    content = Content(merged(library, [*others, change]), {}, today)
    found = [problem for rule in RULES for problem in rule(content) if _concerns(problem, change)]
    found += _marks(change)
    few = set(amounts(content))
    return [_milder(one) if one in few and " phrasings, at least " in one.what else one for one in found]


def _marks(change: Change) -> Iterator[Problem]:
    """What was masked is to be worded without it."""
    texts = [*(text for text, _ in change.sayings), *(change.answer.in_(code) for code in LANGUAGES)]
    marks = {mark for labels in LABELS.values() for mark in labels.values()}
    for mark in sorted(mark for mark in marks if any(mark in text for text in texts)):
        yield Problem(change.topic, "text", f"still holds the mark {mark}: say it without, for everybody")


def _concerns(problem: Problem, change: Change) -> bool:
    """Whether a problem is of the changed topic, in its own lines or in another's that are like them."""
    own = problem.file == change.topic and (change.kind == "topic" or problem.field.startswith("phrasings"))
    return own or repr(change.topic) in problem.what


def neighbours(change: Change, library: Library, likeness: Likeness) -> tuple[Neighbour, ...]:
    """The nearest existing topics, best first, each with its nearest phrasing."""
    asked = [text for text, _ in change.sayings]
    known = [
        (topic.id, text)
        for topic in library.topics.values()
        if topic.id != change.topic
        for code in LANGUAGES
        for text in topic.questions(code)
    ]
    if not asked or not known:
        return ()
    words = Likeness(likeness.rarity, likeness.rarest)  # a first sieve: the meaning of all phrasings takes too long
    sieved = words.matrix(asked, [text for _, text in known]).max(axis=0)
    best = sorted(range(len(known)), key=lambda at: -sieved[at])[: 30 * NEIGHBOURS]
    scores = likeness.matrix(asked, [known[at][1] for at in best]).max(axis=0)
    found: dict[str, Neighbour] = {}
    for score, at in sorted(zip(scores.tolist(), best, strict=True), reverse=True):
        topic, phrasing = known[at]
        found.setdefault(topic, Neighbour(topic, float(score), phrasing))
    return tuple(found.values())[:NEIGHBOURS]


def _milder(problem: Problem) -> Problem:
    return Problem(problem.file, problem.field, problem.what, Severity.WARNING)


def _golden_taken(change: Change, overlay: Overlay, probe: Probe) -> list[Takeover]:
    """Golden questions that are right now and would not be with the change."""
    after = overlay.refined(probe.findings)
    return [
        Takeover(golden.query.text, " / ".join(sorted(golden.query.gold)), golden=True)
        for golden, before, now in zip(probe.golden, probe.findings, after, strict=True)
        if change.topic not in golden.query.gold and Asked(golden, before).right and not Asked(golden, now).right
    ]


def _phrasings_taken(change: Change, overlay: Overlay, library: Library, near: Sequence[Neighbour]) -> list[Takeover]:
    """Phrasings of neighbours that would be answered by the change, had the engine not known them word for word."""
    taken = []
    for topic in (library.topics[one.topic] for one in near if one.topic in library.topics):
        for language in LANGUAGES:
            said = topic.questions(language)
            tried = said[:: max(1, len(said) // SAMPLE)]
            findings = _as_if_unknown(topic.id, tried, said, overlay.likeness)
            for finding, after in zip(findings, overlay.refined(findings), strict=True):
                if after.decision is Decision.ANSWER and after.matches[0].id == change.topic:
                    taken.append(Takeover(finding.text, topic.id))
    return taken


def _answers_taken(change: Change, answered: Sequence[Finding], likeness: Likeness) -> list[Takeover]:
    """Sayings of the change that another topic answers today, and with good reason: it asks for nearly the same."""
    return [
        Takeover(finding.text, finding.matches[0].id)
        for finding in answered
        if finding.decision is Decision.ANSWER and finding.matches[0].id != change.topic
        if likeness.matrix([finding.text], [finding.matches[0].phrasing])[0, 0] >= OFFER_FROM
    ]


def _as_if_unknown(topic: str, tried: Sequence[str], said: Sequence[str], likeness: Likeness) -> list[Finding]:
    """Each phrasing as the engine would find it by the nearest other phrasing of its topic."""
    alike = likeness.matrix(tried, said)
    findings = []
    for row, text in zip(alike, tried, strict=True):
        row[[other == text for other in said]] = -1
        match = Match(topic, min(0.99, max(0.0, float(row.max()))), said[int(row.argmax())])
        findings.append(Finding(text, Decision.ANSWER, (match,), "a phrasing left out", "de", False))
    return findings
