"""Writes what was approved as content files: topics and events as Markdown, phrasings into the file that is there."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, TypeAdapter

from knowledge.curated import Change, as_topic, effective
from knowledge.entries import LANGUAGES, Event, Topic
from knowledge.event_import import as_markdown
from knowledge.event_overlay import EventChange, overlaid
from knowledge.front_matter import WIDTH, file_of
from knowledge.library import Library
from knowledge.loading import load

AnyChange = Change | EventChange
_LINE: TypeAdapter[AnyChange] = TypeAdapter(Annotated[AnyChange, Field(discriminator="kind")])


def export(changes: Iterable[AnyChange], root: Path) -> list[Path]:
    """Bring the files below `root` up to the changes; returns those that were written.

    What a file says already is left alone, so that a second export writes nothing. Raises ContentError when the
    content below `root` cannot be read.
    """
    library, changes = load(root), list(changes)
    topics = effective(library, [change for change in changes if isinstance(change, Change)])
    events = overlaid(library, [change for change in changes if isinstance(change, EventChange)]).events
    new = [event for event in events.values() if event != library.events.get(event.id)]
    return [*(_written(change, library, root) for change in topics), *(_event_written(event, root) for event in new)]


def lines_of(changes: Iterable[AnyChange]) -> Iterator[str]:
    """The changes as JSON Lines."""
    return (change.model_dump_json() for change in changes)


def read_changes(lines: Iterable[str]) -> list[AnyChange]:
    """The changes of JSON Lines; raises ValueError at the first line that is none."""
    return [_LINE.validate_json(line) for line in lines if line.strip()]


def markdown_of(topic: Topic) -> str:
    """A topic as its file says it."""
    fields = topic.model_dump(mode="json", exclude={"answer"}, exclude_defaults=True)
    ordered = {name: fields[name] for name in Topic.model_fields if name in fields}
    ordered = {name: ordered.pop(name) for name in _HEAD if name in ordered} | ordered
    return file_of(ordered | _dates(topic), german=topic.answer.de, english=topic.answer.en)


_HEAD = ("id", "category", "question", "phrasings", "actors", "related", "sources", "confidence")


def _dates(topic: Topic) -> dict[str, Any]:
    return {"reviewed": topic.reviewed, "review_by": topic.review_by}


def _written(change: Change, library: Library, root: Path) -> Path:
    if change.kind == "topic":
        path = root / "faq" / change.category / f"{change.topic}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown_of(as_topic(change)), "utf-8")
        return path
    path = next((root / "faq").rglob(f"{change.topic}.md"))
    text = path.read_text("utf-8-sig")
    for language in LANGUAGES:
        known = library.topics[change.topic].questions(language)
        text = _with_lines(text, language, [said for said in change.phrasings.in_(language) if said not in known])
    path.write_text(text, "utf-8")
    return path


def _event_written(event: Event, root: Path) -> Path:
    path = root / "events" / f"{event.id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_markdown(event), "utf-8")
    return path


def _with_lines(text: str, language: str, phrasings: Sequence[str]) -> str:
    """The file with further phrasings at the end of its list; comments and order of all else stay."""
    if not phrasings:
        return text
    lines = text.split("\n")
    begin = next(at for at, line in enumerate(lines) if line.startswith("phrasings:"))
    head = next(at for at in range(begin, len(lines)) if lines[at].startswith(f"  {language}:"))
    end = head + 1
    while lines[end].startswith(("    -", "  -", "      ")):
        end += 1
    indent = lines[end - 1][: len(lines[end - 1]) - len(lines[end - 1].lstrip())] if end > head + 1 else "    "
    new = [indent + _as_item(phrasing) for phrasing in phrasings]
    return "\n".join([*lines[:end], *new, *lines[end:]])


def _as_item(phrasing: str) -> str:
    """`- phrasing`, quoted where YAML would read something else into it."""
    item: str = yaml.dump([phrasing], allow_unicode=True, width=WIDTH)
    return item.rstrip("\n")
