"""Reads the content files: Markdown with front matter, YAML lists, every problem found at once."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from knowledge.entries import Actor, Entry, Event, Operator, Topic, Vocabulary
from knowledge.library import Library
from knowledge.problems import ContentError, Problem, Severity

CONTENT = Path(__file__).parent
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n(.*)\Z", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## (Deutsch|English)\s*$", re.MULTILINE)
_LANGUAGE_OF = {"Deutsch": "de", "English": "en"}

E = TypeVar("E", Topic, Actor, Event)
M = TypeVar("M", bound=Entry)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is about eight times faster


def load(root: Path = CONTENT) -> Library:
    """All content below `root`; raises ContentError with every problem that stops it from being used."""
    problems: list[Problem] = []
    library = read(root, problems.append)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if library is None or errors:
        raise ContentError(errors)
    return library


def read(root: Path, report: Callable[[Problem], None]) -> Library | None:
    """All content below `root` that can be read; what cannot is reported. None without operator or vocabulary."""
    topics = _folder(root, "faq", Topic, "answer", report)
    actors = _folder(root, "actors", Actor, "summary", report)
    events = _folder(root, "events", Event, "summary", report)
    operator = _yaml_file(root, "operator.yaml", Operator, report)
    vocabulary = _yaml_file(root, "vocabulary.yaml", Vocabulary, report)
    if operator is None or vocabulary is None:
        return None
    return Library(topics, actors, events, operator, vocabulary)


def _folder(
    root: Path, name: str, model: type[E], body_field: str, report: Callable[[Problem], None]
) -> dict[str, E]:
    entries: dict[str, E] = {}
    for path in sorted((root / name).rglob("*.md")):
        file = path.relative_to(root).as_posix()
        entry = _entry(file, path.read_text("utf-8"), model, body_field, report)
        if entry is None:
            continue
        if entry.id != path.stem:
            report(Problem(file, "id", f"is {entry.id!r} but the file is called {path.name!r}"))
        if entry.id in entries:
            report(Problem(file, "id", f"{entry.id!r} exists twice"))
        entries[entry.id] = entry
    return entries


def _entry(
    file: str, text: str, model: type[E], body_field: str, report: Callable[[Problem], None]
) -> E | None:
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if not match:
        report(Problem(file, "front matter", "must begin with a line --- and end with a line ---"))
        return None
    fields = _mapping(file, match[1], report)
    if fields is None:
        return None
    fields[body_field] = dict(_sections(match[2]))
    return _validated(file, model, fields, report)


def _sections(body: str) -> Iterator[tuple[str, str]]:
    """The texts below `## Deutsch` and `## English`."""
    parts = _SECTION.split(body)
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        yield _LANGUAGE_OF[heading], text.strip()


def _yaml_file(
    root: Path, name: str, model: type[M], report: Callable[[Problem], None]
) -> M | None:
    path = root / name
    if not path.is_file():
        report(Problem(name, "file", "is missing"))
        return None
    fields = _mapping(name, path.read_text("utf-8"), report)
    return None if fields is None else _validated(name, model, fields, report)


def _mapping(file: str, text: str, report: Callable[[Problem], None]) -> dict[str, Any] | None:
    try:
        loaded = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, chosen for speed
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 1})" if where else ""
        report(Problem(file, "front matter", f"is not valid YAML{line}: {getattr(error, 'problem', error)}"))
        return None
    if not isinstance(loaded, dict):
        report(Problem(file, "front matter", "must be a list of `field: value` lines"))
        return None
    return loaded


def _validated(file: str, model: type[M], fields: dict[str, Any], report: Callable[[Problem], None]) -> M | None:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        for fault in error.errors():
            field = ".".join(str(part) for part in fault["loc"]) or "entry"
            report(Problem(file, field, _plain(fault["type"], fault["msg"])))
        return None


def _plain(kind: str, message: str) -> str:
    """Pydantic's wording, with the commonest two said for curators."""
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a known field"
    return message[0].lower() + message[1:]

