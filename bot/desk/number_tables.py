"""The tables of the numbers page: counts per day, per topic and in all, without small groups."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.numbers import HELPS, KINDS, gaps, outcome_of
from handlers.small_groups import Line, protect
from handlers.stored import Figures
from handlers.times import day
from knowledge.entries import Language
from knowledge.library import Library

CHANNELS = ("web", "telegram", "matrix", "console")
TOPIC_COLUMNS = ("answers", "yes", "no", "asked-back", "passed-on")
_TOPIC_WHAT = {"answer": "answers", "helpful-yes": "yes", "helpful-no": "no", "suggest": "asked-back",
               "passed-on": "passed-on"}  # fmt: skip
_QUESTION = {"answer": ("answered", 1), "confirmed": ("answered", -1), "suggest": ("asked-back", 1),
             "none": ("unanswered", 1)}  # fmt: skip
ALL = "all"
MOST_TOPICS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is about, and a count per column, None for a group too small to show."""

    label: str
    counts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the keys of its columns; `total` has the sums, where they say something."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    total: Sequence[int | None] = ()

    def lines(self) -> Iterator[Row]:
        """The rows and, where there are sums, these as the last one, which has no label."""
        yield from self.rows
        if self.total:
            yield Row("", self.total)


def questions_per_day(figures: Figures, language: Language) -> Table:
    """How many questions came by which channel, and what came of them, on each day."""
    found: Counter[tuple[date, str]] = Counter()
    for (at, channel, what), count in figures.by_day.items():
        if what in _QUESTION and channel in CHANNELS:
            kind, sign = _QUESTION[what]
            found[at, "questions"] += sign * count
            found[at, channel] += sign * count
            found[at, kind] += sign * count
        elif what == "passed-on":
            found[at, what] += count
    columns = ("questions", *CHANNELS, *KINDS, "passed-on")
    days = [figures.first + timedelta(days=n) for n in range((figures.last - figures.first).days + 1)]
    cells: dict[tuple[date | str, str], int] = {(at, name): found[at, name] for at in days for name in columns}
    cells |= {(ALL, name): sum(found[at, name] for at in days) for name in columns}
    shown = protect(cells, _question_lines(days, columns))
    rows = [Row(day(at, language), [shown[at, name] for name in columns]) for at in days]
    return Table("questions", columns, rows, [shown[ALL, name] for name in columns])


def _question_lines(days: Sequence[date], columns: Iterable[str]) -> Iterator[Line]:
    """What adds up to what: channels and kinds to questions, days to all days."""
    for at in (*days, ALL):
        for group in (CHANNELS, KINDS):
            yield Line(tuple((at, name) for name in group), (at, "questions"))
    for name in columns:
        yield Line(tuple((at, name) for at in days), (ALL, name))


def answers_per_topic(figures: Figures, library: Library, language: Language) -> Table:
    """Per topic: how often it was answered, called helpful or not, asked back about, and passed on to the team."""
    found: Counter[tuple[str, str]] = Counter()
    for (topic, what), count in figures.by_topic.items():
        if topic in library.topics and what in _TOPIC_WHAT:
            found[topic, _TOPIC_WHAT[what]] += count
    topics = sorted({topic for topic, _ in found}, key=lambda topic: (-found[topic, "answers"], topic))[:MOST_TOPICS]
    cells = {(topic, name): found[topic, name] for topic in topics for name in TOPIC_COLUMNS}
    lines = [Line(tuple((topic, name) for topic in topics)) for name in TOPIC_COLUMNS]
    shown = protect(cells, lines)  # sums over all topics can be known from the other tables
    rows = [
        Row(library.topics[topic].question.in_(language), [shown[topic, name] for name in TOPIC_COLUMNS])
        for topic in topics
    ]
    return Table("topics", TOPIC_COLUMNS, rows)


def outcomes(figures: Figures, names: Mapping[str, str]) -> Table:
    """What came of the answers, and how cases ended; `names` says what to call each line."""
    helped = outcome_of(figures).helped
    ends: Counter[str] = Counter()
    for end, count in figures.ends.items():
        ends["reopened" if end.startswith("reopened") else end] += count
    shown = protect(ends, [])
    found: dict[str, int | None] = {f"helped-{one}": helped[one] for one in HELPS}
    found |= {end: shown.get(end, 0) for end in ("closed-staff", "closed-person", "closed-system", "reopened")}
    return Table("outcomes", ("count",), [Row(names[name], [count]) for name, count in found.items()])


def gap_table(figures: Figures, library: Library, language: Language) -> Table:
    """Topics that came near and did not help, most often first."""
    known = [(topic, count) for topic, count in gaps(figures).items() if topic in library.topics][:MOST_TOPICS]
    rows = [Row(library.topics[topic].question.in_(language), [count]) for topic, count in known]
    return Table("gaps", ("gaps",), rows)
