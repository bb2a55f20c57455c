"""Reads the content files: Markdown with front matter, YAML lists, every problem found at once."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

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


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C: about eight times faster
    """A safe loader that does not let a repeated field swallow the earlier one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for earlier, key in enumerate(names):
            if any(key.value == name.value for name in names[:earlier]):
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value!r} stands there twice", problem_mark=key.start_mark
                )
        return cast("dict[Any, Any]", super().construct_mapping(node, deep))


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


def _folder(root: Path, name: str, model: type[E], body_field: str, report: Callable[[Problem], None]) -> dict[str, E]:
    entries: dict[str, E] = {}
    if not (root / name).is_dir():
        severity = Severity.ERROR if model is Topic else Severity.WARNING
        report(Problem(name, "folder", "is missing", severity))
    for path in sorted((root / name).rglob("*.md")):
        file = path.relative_to(root).as_posix()
        text = _text(path, file, report)
        entry = None if text is None else _entry(file, text, model, body_field, report)
        if entry is None:
            continue
        if entry.id != path.stem:
            report(Problem(file, "id", f"is {entry.id!r} but the file is called {path.name!r}"))
        if entry.id in entries:
            report(Problem(file, "id", f"{entry.id!r} exists twice"))
        entries[entry.id] = entry
    return entries


def _text(path: Path, file: str, report: Callable[[Problem], None]) -> str | None:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        report(Problem(file, "file", f"is not saved as UTF-8 (line {line})"))
        return None


def _entry(file: str, text: str, model: type[E], body_field: str, report: Callable[[Problem], None]) -> E | None:
    match = _FRONT_MATTER.match(text)
    if not match:
        report(Problem(file, "front matter", "must begin with a line --- and end with a line ---"))
        return None
    fields = _mapping(file, match[1], report, first_line=2)
    if fields is None:
        return None
    fields[body_field] = _sections(file, match[2], report)
    return _validated(file, model, fields, report)


def _sections(file: str, body: str, report: Callable[[Problem], None]) -> dict[str, str]:
    """The texts below `## Deutsch` and `## English`; what would get lost is reported."""
    before, *parts = _SECTION.split(body)
    if before.strip():
        report(Problem(file, "text", "stands outside of `## Deutsch` and `## English`"))
    texts: dict[str, str] = {}
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        if _LANGUAGE_OF[heading] in texts:
            report(Problem(file, f"## {heading}", "stands there twice"))
        texts[_LANGUAGE_OF[heading]] = text.strip()
    return texts


def _yaml_file(root: Path, name: str, model: type[M], report: Callable[[Problem], None]) -> M | None:
    path = root / name
    if not path.is_file():
        report(Problem(name, "file", "is missing"))
        return None
    text = _text(path, name, report)
    fields = None if text is None else _mapping(name, text, report)
    return None if fields is None else _validated(name, model, fields, report)


def _mapping(file: str, text: str, report: Callable[[Problem], None], first_line: int = 1) -> dict[str, Any] | None:
    kind = "front matter" if file.endswith(".md") else "file"
    try:
        loaded = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, chosen for speed
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + first_line})" if where else ""
        report(Problem(file, kind, f"is not valid YAML{line}: {getattr(error, 'problem', error)}"))
        return None
    if not isinstance(loaded, dict):
        report(Problem(file, kind, "must be a list of `field: value` lines"))
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
