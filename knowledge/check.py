"""Checks all content at once and reports every problem as `file: field: what is wrong`."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from knowledge import check_answers, check_entries, check_phrasings
from knowledge.check_base import Content
from knowledge.library import Library
from knowledge.loading import read
from knowledge.problems import Problem, Severity

RULES: tuple[Callable[[Content], Iterator[Problem]], ...] = (
    check_entries.topic_references,
    check_entries.actor_references,
    check_entries.event_references,
    check_entries.event_dates,
    check_entries.placement,
    check_entries.reviews,
    check_entries.trust,
    check_answers.lengths,
    check_answers.verdicts,
    check_answers.placeholders,
    check_answers.plainness,
    check_answers.numbers,
    check_phrasings.amounts,
    check_phrasings.languages,
    check_phrasings.repetitions,
    check_phrasings.near_repetitions,
)


def main(root: Path, today: date) -> int:
    """Prints every problem, errors first, and the counts; 1 if there is an error, else 0."""
    library, problems = inspect(root, today)
    for problem in problems:
        print(_line(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(_summary(library, errors, len(problems) - errors))
    return 1 if errors else 0


def inspect(root: Path, today: date) -> tuple[Library | None, list[Problem]]:
    """What could be read below `root`, and every problem as of `today`: errors first, each group by file."""
    problems: list[Problem] = []
    library = read(root, problems.append)
    if library is not None:
        content = Content.below(root, library, today)
        problems += (problem for rule in RULES for problem in rule(content))
    return library, sorted(problems, key=lambda problem: (problem.severity is Severity.WARNING, problem.file))


def _line(problem: Problem) -> str:
    if problem.severity is Severity.ERROR:
        return str(problem)
    return f"{problem.file}: {problem.field}: warning: {problem.what}"


def _summary(library: Library | None, errors: int, warnings: int) -> str:
    found = "the content could not be read"
    if library is not None:
        entries = {"topic": library.topics, "actor": library.actors, "event": library.events}
        found = ", ".join(_counted(len(group), name) for name, group in entries.items())
    return f"{found}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
