"""What we suggest people ask, we answer at once."""

import re
from pathlib import Path

import pytest

from handlers.speech import texts_in
from handlers.words import Words
from knowledge.entries import LANGUAGES, Language
from knowledge.library import Library

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "bot" / "platforms" / "web" / "texts"


def examples(language: Language) -> list[str]:
    """The example questions on the page and in the welcome."""
    on_page = re.findall(r"^example-\w+ = (.+)$", (PAGE / f"{language}.ftl").read_text("utf-8"), re.MULTILINE)
    welcome = re.search(r"^welcome =\n(?:    .*\n|\n)+", texts_in(language), re.MULTILINE)
    assert welcome
    return on_page + re.findall(r"[»“]([^«”]+\?)[«”]", welcome[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_a_question_we_know_or_a_wish_for_a_person(language: Language, library: Library) -> None:
    known = {question for topic in library.topics.values() for question in topic.questions(language)}
    words = Words.load()
    asked = examples(language)
    assert len(asked) >= 5
    assert [text for text in asked if text not in known and not words.means("person", text)] == []
