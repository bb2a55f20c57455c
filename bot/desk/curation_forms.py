"""Between the curation page's form and a change: one phrasing a line, one source a line."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bot.desk.forms import Form
from bot.platforms.web.refusals import Refusal
from knowledge.curated import Change
from knowledge.entries import LANGUAGES, Source

_BROKEN = {"topic": "curation-topic", "review_by": "curation-review-by", "sources": "curation-sources"}


def form_of(change: Change) -> Mapping[str, str]:
    """The change as the form's fields show it."""
    fields = {"topic": change.topic, "category": change.category, "review_by": change.review_by.isoformat()}
    for language in LANGUAGES:
        fields[f"question_{language}"] = change.question.in_(language)
        fields[f"answer_{language}"] = change.answer.in_(language)
        fields[f"phrasings_{language}"] = "\n".join(change.phrasings.in_(language))
    return fields | {"sources": "\n".join(map(source_line, change.sources))}


def change_in(form: Form, before: Change) -> Change:
    """The change as somebody edited it; raises Refusal where a field cannot be read."""
    said: dict[str, Any] = {"phrasings": {code: lines_in(form[f"phrasings_{code}"]) for code in LANGUAGES}}
    if before.kind == "topic":
        said |= {
            "topic": form["topic"], "category": form["category"], "review_by": form["review_by"],
            "question": {code: form[f"question_{code}"] for code in LANGUAGES},
            "answer": {code: form[f"answer_{code}"] for code in LANGUAGES},
            "sources": [source_in(line) for line in lines_in(form["sources"])],
        }  # fmt: skip
    return changed(before, **said)


def changed(before: Change, **fields: object) -> Change:
    """A change with other fields; raises Refusal where one cannot be read."""
    try:
        return Change.model_validate(before.model_dump(mode="json") | fields)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise Refusal(422, _BROKEN.get(field, "malformed")) from error


def lines_in(text: str) -> list[str]:
    """The lines with words in them."""
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def source_line(source: Source) -> str:
    """A source in one line, as `source_in` reads it."""
    return " | ".join((source.url, source.title, source.as_of))


def source_in(line: str) -> dict[str, str]:
    """`address | title | date`; what begins with no http is a title, a missing date is unknown."""
    parts = [part.strip() for part in line.split("|")]
    url = parts.pop(0) if parts[0].startswith("http") or not parts[0] else ""
    title = parts[0] if parts else ""
    return {"url": url, "title": title, "as_of": parts[1] if len(parts) > 1 else "unknown"}
