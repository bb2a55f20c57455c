"""The bot's texts: complete in both languages, and a person's words only ever data in them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.base import CaseState, Kind
from handlers.speech import MissingTextError, Speech, texts_in
from knowledge.entries import LANGUAGES, Language

SPEECH = Speech.load()
HANDLERS = Path(__file__).parents[2] / "handlers"
BOT = HANDLERS.parent / "bot"
STORED_EVENTS = (
    "opened",
    "message",
    "claimed",
    "released",
    "replied",
    "note",
    "closed",
    "reopened",
    "flagged",
    "erased",
    "revised",
    "delivered",
    "undelivered",
)


def _variables(language: Language) -> dict[str, set[str]]:
    """Per key, the arguments its text asks for."""
    source = texts_in(language)
    entries = re.findall(r"^([a-z][\w-]*) =(.*?)(?=^[a-z#]|\Z)", source, re.DOTALL | re.MULTILINE)
    return {key: set(re.findall(r"\$(\w+)", body)) for key, body in entries}


def test_both_languages_have_the_same_texts_with_the_same_arguments() -> None:
    assert _variables("de") == _variables("en")


def test_every_text_named_in_the_code_exists() -> None:
    files = [path for folder in (HANDLERS, BOT) for path in folder.rglob("*.py") if not {"desk", "web"} & {*path.parts}]
    code = "".join(path.read_text("utf-8") for path in files)  # desk and web have texts of their own
    named = set(re.findall(r'(?:say|button|_to_person)\([^"()[]*"([a-z-]+)"', code))
    named |= set(re.findall(r'"((?:words|usage|button)-[a-z-]+)"', code))
    assert len(named) > 100
    assert named - _variables("de").keys() - set(LANGUAGES) == set()


def test_every_text_made_from_a_kind_state_or_event_exists() -> None:
    made = [f"media-{kind}" for kind in Kind if kind not in (Kind.TEXT, Kind.LEFT, Kind.RETURNED)]
    made += [f"{group}-{state}" for group in ("state", "state-name", "staff-state") for state in CaseState]
    made += [f"event-{what}" for what in STORED_EVENTS]
    made += [f"channel-{platform}" for platform in ("web", "telegram", "matrix", "console")]
    assert set(made) - _variables("de").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(language: Language) -> None:
    for key, names in _variables(language).items():
        said = SPEECH.say(language, key, **{name: 2 if name == "count" else f"<{name}>" for name in names})
        assert said.strip(), key
        assert "{" not in said, key


@given(st.text())
def test_whatever_a_person_writes_comes_out_as_written(text: str) -> None:
    assert SPEECH.say("de", "status-question", question=text) == f"»{text}«"
    assert SPEECH.say("en", "first-question", question=text) == f"On “{text}”:"


@pytest.mark.parametrize("text", ["{ $bot }", "{intro}", '{"x"}', "{{operator}}", "\ue000number\ue001", "x" * 100_000])
def test_braces_markers_and_length_do_not_matter(text: str) -> None:
    said = SPEECH.say("de", "case-answer", number="KI-AB3CD", operator="Team", text=text)
    assert said == f"Antwort zu KI-AB3CD von Team:\n\n{text}"


def test_a_missing_text_or_argument_is_never_shown_to_a_person() -> None:
    with pytest.raises(MissingTextError, match="no-such-key"):
        SPEECH.say("de", "no-such-key")
    with pytest.raises(MissingTextError, match="consent"):
        SPEECH.say("de", "consent", question="?")


def test_what_was_said_before_is_said_with_other_words_and_numbers() -> None:
    lines = ("hallo = Hallo { $name }, { $count ->", "    [one] eine Frage", "   *[other] { $count } Fragen", "    }.")
    hello = "\n".join((*lines, "kurz = Für { $name }", ""))
    speech = Speech({"de": hello})
    said = [speech.say("de", "hallo", name=name, count=count) for name, count in (("Anna", 1), ("Bernd", 2))]
    assert said == ["Hallo Anna, eine Frage.", "Hallo Bernd, 2 Fragen."]
    assert [speech.say("de", "kurz", name=name) for name in ("Anna", "{ $name }")] == ["Für Anna", "Für { $name }"]
    with pytest.raises(MissingTextError):
        speech.say("de", "kurz")


def test_texts_may_refer_to_others_wherever_these_stand() -> None:
    source = "# a note\nhello = { -name } says:\n    { bye }\n-name = Lotse\nbye = { $n } x\n"
    assert Speech({"de": source}).say("de", "hello", n="2") == "Lotse says:\n2 x"
