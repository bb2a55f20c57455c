"""A tiny, faultless content tree for tests to break in one place."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.check import inspect, main
from knowledge.problems import Severity

TODAY = date(2026, 11, 22)
VOCABULARY: dict[str, Any] = {
    "categories": {"basics": {"de": "Grundlagen", "en": "Basics"}},
    "topics": {"nlp": {"de": "Sprache", "en": "Language"}},
    "offers": {"consulting": {"de": "Beratung", "en": "Consulting"}},
    "sectors": {"science": {"de": "Wissenschaft", "en": "Science"}},
    "kinds": {"hub": {"de": "Hub", "en": "Hub"}},
    "regions": {"Dresden": {"de": "Dresden", "en": "Dresden"}},
}
OPERATOR: dict[str, Any] = {"name": {"de": "Amt", "en": "Office"}, "bot_name": "Lotse", "phone": ""}
REVIEW: dict[str, Any] = {"reviewed": date(2026, 11, 1), "review_by": date(2027, 11, 1), "owner": "redaktion"}
SOURCES = [{"url": "https://example.org", "as_of": "2026-10"}]
ANSWER = {"de": "Ein Satz. Noch einer.", "en": "One sentence. Another one."}


def phrasings(topic: str, german: int = 16, english: int = 9) -> dict[str, list[str]]:
    """Just enough phrasings that no other topic has."""
    return {
        "de": [f"{topic} deutsch{number}" for number in range(german)],
        "en": [f"{topic} english{number}" for number in range(english)],
    }


class Tree:
    """Content below `root`: the topics alpha and beta, the actor lab, the event fair."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.yaml("vocabulary.yaml", VOCABULARY)
        self.yaml("operator.yaml", OPERATOR)
        self.topic("alpha", related=["beta"], actors=["lab"])
        self.topic("beta")
        self.actor()
        self.event()

    def topic(self, topic_id: str, answer: dict[str, str] = ANSWER, **changes: Any) -> None:
        """Write a topic that differs from a faultless one by `changes`; None leaves a field out."""
        fields = {
            "id": topic_id,
            "category": "basics",
            "question": {"de": f"{topic_id} Frage?", "en": f"{topic_id} question?"},
            "phrasings": phrasings(topic_id),
            "sources": SOURCES,
            **REVIEW,
        }
        self._entry(f"faq/basics/{topic_id}.md", fields | changes, answer)

    def actor(self, **changes: Any) -> None:
        """Write the actor lab."""
        fields = {"id": "lab", "name": "Labor", "short_name": "Lab", "sector": "science", "kind": "hub"}
        place = {"city": "Dresden", "region": "Dresden", "topics": ["nlp"], "offers": ["consulting"]}
        self._entry("actors/lab.md", fields | place | {"sources": SOURCES} | REVIEW | changes, ANSWER)

    def event(self, **changes: Any) -> None:
        """Write the event fair."""
        both = {"de": "Messe", "en": "Fair"}
        fields = {"id": "fair", "title": both, "organiser": "lab", "city": "Dresden", "recurrence": both}
        more = {"status": "recurring", "topics": ["nlp"], "sources": SOURCES}
        self._entry("events/fair.md", fields | more | REVIEW | changes, ANSWER)

    def yaml(self, file: str, fields: dict[str, Any]) -> None:
        """Write a YAML file."""
        self.text(file, yaml.safe_dump(fields, allow_unicode=True))

    def text(self, file: str, text: str | bytes) -> None:
        """Write a file as it is, line ends included."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, file: str) -> str:
        """What stands in a file."""
        return (self.root / file).read_text("utf-8")

    def errors(self) -> list[str]:
        """All errors, as they are shown."""
        return self._problems(Severity.ERROR)

    def warnings(self) -> list[str]:
        """All warnings, without the word that marks them."""
        return self._problems(Severity.WARNING)

    def check(self) -> int:
        """Run the checker as the command line does."""
        return main(self.root, TODAY)

    def _problems(self, severity: Severity) -> list[str]:
        return [str(problem) for problem in inspect(self.root, TODAY)[1] if problem.severity is severity]

    def _entry(self, file: str, fields: dict[str, Any], body: dict[str, str]) -> None:
        front = yaml.safe_dump({name: value for name, value in fields.items() if value is not None}, allow_unicode=True)
        headings = {"de": "Deutsch", "en": "English"}
        sections = "".join(f"\n## {headings[language]}\n\n{text}\n" for language, text in body.items())
        self.text(file, f"---\n{front}---\n{sections}")
