"""What the engine searches: items with their phrasings, and everyday requests that are nobody's item."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import LANGUAGES, Language
from knowledge.jsonlines import Line, LineError, objects
from knowledge.library import Library
from knowledge.text import cleaned, sentences

BACKGROUND = Path(__file__).parent / "background"
# Sentences of the answer teach where phrasings are few; with more than these they gained nothing in leave-one-out.
FEW_PHRASINGS = 10
MOST_ANSWER_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be found: its id, the ways people ask for it (with their language, if known) and its answer."""

    id: str
    questions: tuple[tuple[str, Language | None], ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the classifier learns from: N texts and the number of their item (`labels`, (N,)).

    First come the `phrasings` phrasings, then the sentences of answers, last the background, labelled
    with the number after the last item.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    labels: NDArray[np.int64]
    phrasings: int

    @property
    def nobody(self) -> int:
        """The label of the background: the number of items."""
        return len(self.ids)

    @property
    def begins(self) -> NDArray[np.int64]:
        """Where the phrasings of each item begin, shape (items,)."""
        return np.searchsorted(self.labels[: self.phrasings], np.arange(self.nobody))

    @property
    def background(self) -> int:
        """Where the background begins."""
        return self.phrasings + int(np.searchsorted(self.labels[self.phrasings :], self.nobody))


def rows_of(items: Sequence[Item], background: Sequence[str]) -> Rows:
    """The rows of `items` and `background`; an item without a question is asked for by its id."""
    asked = [(text, at) for at, item in enumerate(items) for text in _questions(item)]
    answered = [(text, at) for at, item in enumerate(items) for text in _answer_sentences(item)]
    strange = [(text, len(items)) for text in background]
    texts, labels = zip(*(asked + answered + strange), strict=True)
    return Rows(tuple(item.id for item in items), texts, np.array(labels, np.int64), len(asked))


def _questions(item: Item) -> list[str]:
    return [text for question, _ in item.questions if (text := cleaned(question))] or [item.id]


def _answer_sentences(item: Item) -> list[str]:
    return sentences(cleaned(item.answer))[:MOST_ANSWER_SENTENCES] if len(item.questions) < FEW_PHRASINGS else []


def everyday_requests() -> list[str]:
    """The background corpus: everyday requests in German and English that an information service is not meant for."""
    lines = (line.strip() for file in sorted(BACKGROUND.glob("*.txt")) for line in file.read_text("utf-8").splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("# ")))


def items_of(library: Library) -> list[Item]:
    """The topics of `library` as items; the answers of both languages teach."""
    return [
        Item(
            topic.id,
            tuple((question, language) for language in LANGUAGES for question in topic.questions(language)),
            f"{topic.answer.de}\n{topic.answer.en}",
        )
        for topic in library.topics.values()
    ]


def read_jsonl(path: Path) -> list[Item]:
    """The items of a JSON Lines file: `{"id", "questions", "answer", "lang"}`, the last two optional.

    Raises LineError at the first line that cannot be used.
    """
    return [_item(line) for line in objects(path.read_text("utf-8").splitlines())]


def _item(line: Line | LineError) -> Item:
    if isinstance(line, LineError):
        raise line
    entry = line.fields
    questions, language = entry.get("questions"), entry.get("lang")
    if "id" not in entry or not isinstance(questions, list):
        raise LineError(line.number, 'needs an "id" and a list of "questions"')
    known: Language | None = language if language in LANGUAGES else None
    return Item(str(entry["id"]), tuple((str(text), known) for text in questions), str(entry.get("answer") or ""))
