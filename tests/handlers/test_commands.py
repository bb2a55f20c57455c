"""Reading commands, and that each is there, in both languages and with its explanation."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.database import MEMORY_URL, Database
from handlers import all_handlers
from handlers.base import Usage
from handlers.commands import command_of, nearest
from handlers.speech import Speech
from knowledge.entries import LANGUAGES
from knowledge.library import Library
from tests.handlers.offices import open_small_office

PEOPLE = "start hilfe akteure termine abo mensch status sprache daten loeschen datenschutz abbrechen"
STAFF = "liste zeige uebernehmen freigeben antwort notiz schliessen oeffnen ankuendigen desk"
USAGES = [usage for handler in all_handlers() for usage in handler.usage]


def test_every_command_of_the_design_is_there() -> None:
    assert {usage.command for usage in USAGES if not usage.staff} == set(PEOPLE.split())
    assert {usage.command for usage in USAGES if usage.staff} >= set(STAFF.split())


def test_no_name_stands_for_two_commands() -> None:
    names = [name for usage in USAGES for name in {usage.command, usage.alias}]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("usage", USAGES, ids=[usage.command for usage in USAGES])
def test_every_command_is_explained_in_both_languages(usage: Usage) -> None:
    speech = Speech.load()
    assert all(speech.say(language, usage.key) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/status", "status", ""),
        ("/status KI-AB3CD", "status", "KI-AB3CD"),
        ("  /STATUS@ki_lotse_bot  KI-AB3CD ", "status", "KI-AB3CD"),
        ("/löschen", "loeschen", ""),
        ("/schließen KI-AB3CD", "schliessen", "KI-AB3CD"),
        ("/antwort KI-AB3CD Zeile eins\nZeile zwei", "antwort", "KI-AB3CD Zeile eins\nZeile zwei"),
    ],
)
def test_a_command_is_read_with_what_follows(text: str, name: str, rest: str) -> None:
    command = command_of(text)
    assert command is not None
    assert (command.name, command.rest) == (name, rest)


@pytest.mark.parametrize("text", ["", "status", "/", "/ status", "Was ist /status?", "und/oder"])
def test_everything_else_is_no_command(text: str) -> None:
    assert command_of(text) is None


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    command = command_of(text)
    assert command is None or text.strip().startswith("/")


@pytest.mark.parametrize(("typed", "meant"), [("hilf", "hilfe"), ("statsu", "status"), ("xyzzy", None)])
def test_the_nearest_command_is_named_if_there_is_one(typed: str, meant: str | None) -> None:
    assert nearest(typed, USAGES) == meant


async def test_the_teams_help_names_every_command_of_the_team(library: Library) -> None:
    office = await open_small_office(Database(MEMORY_URL), library)
    (told,) = await office.staff("anna", "/hilfe")
    await office.running.database.dispose()
    named = re.findall(r"^/(\w+) –", told.text, re.MULTILINE)
    assert sorted(named) == sorted(usage.command for usage in USAGES if usage.staff)
