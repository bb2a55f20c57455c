"""The desk's words: the same in both languages, and none that nobody uses."""

import re
from pathlib import Path

import pytest

from bot.desk.announcements_table import COLUMNS as ANNOUNCED
from bot.desk.app import FOLDER
from bot.desk.canned import NAMES
from bot.desk.events_form import FIELDS, RULES, STATUSES
from bot.desk.number_tables import CHANNELS, TOPIC_COLUMNS
from bot.desk.numbers import OUTCOMES
from bot.store.curation import State
from bot.store.desk import Role
from bot.store.desk_cases import VIEWS
from handlers.events_stored import Stage
from handlers.learning import KINDS as KINDS_HEARD
from handlers.numbers import KINDS
from handlers.speech import texts_in
from knowledge.entries import LANGUAGES, Language
from knowledge.event_import import Verdict
from knowledge.findings import Decision

EVENT_STEPS = ("drafted", "imported", "moving", "edited", "published", "discarded", "called-off", "withdrawn")
READING = ("missing", "day", "time", "long", "address", "zone", "choice", "other")  # what can be wrong with a field
COLUMNS = ("questions", *CHANNELS, *KINDS, *TOPIC_COLUMNS, "count", "gaps")

# Keys that templates put together: `say("view-" ~ view)` and the like.
BUILT = {
    "view-": VIEWS, "role-": tuple(Role), "language-": LANGUAGES,
    "do-": (
        "claim", "release", "wait", "close", "reopen", "urgent", "ban", "unban", "handover", "tag", "merge", "learn",
    ),
    "numbers-": (*COLUMNS, *OUTCOMES), "numbers-title-": ("questions", "outcomes", "topics", "gaps"),
    "canned-": (*NAMES, *(f"{name}-text" for name in NAMES)), "lost-": ("failed", "blocked", "uncertain"),
    "curation-": (
        State.DRAFT, State.APPROVED, *(f"{state}-one" for state in State), "kind-topic", "kind-phrasings", "reject",
        "withdraw",
    ),
    "heard-kind-": KINDS_HEARD, "wins-": tuple(Decision),
    "event-field-": tuple(name.replace("_", "-") for name in FIELDS),
    "event-fault-": (*(rule.replace("_", "-") for rule in RULES), *READING), "event-status-": (*STATUSES, "moved"),
    "event-step-": EVENT_STEPS, "events-": ("ahead", "cancelled", "series", "past"), "import-": tuple(Verdict),
    "announcements-": ("draft", "scheduled", "run", "discarded"), "announcement-stage-": tuple(Stage),
    "announcement-outcome-": ANNOUNCED,
    "announcement-step-": (
        "written", "edited", "approved", "scheduled", "postponed", "begun", "reopened", "stopped", "discarded",
    ),
    "step-": ("drafted", "edited", "approved", "rejected", "withdrawn"),
}  # fmt: skip


def holes(language: Language) -> dict[str, set[str]]:
    """The placeholders of every text."""
    parts = re.split(r"^([a-z][a-z0-9-]*) =", texts_in(language, FOLDER / "texts"), flags=re.MULTILINE)[1:]
    return {key: set(re.findall(r"\{ \$(\w+)", body)) for key, body in zip(parts[::2], parts[1::2], strict=True)}


def code() -> str:
    """Everything that may name a text."""
    files = [path for kind in ("*.py", "*.html") for path in sorted(Path(FOLDER).rglob(kind))]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_say_the_same_with_the_same_placeholders(language: Language) -> None:
    assert holes(language) == holes("de")


def test_every_text_is_used_and_every_built_one_is_there() -> None:
    built = {f"{head}{tail}" for head, tails in BUILT.items() for tail in tails}
    assert built <= set(holes("de"))
    named = set(re.findall(r"\"([a-z][a-z0-9-]*)\"", code()))
    unused = {key for key in set(holes("de")) - built - named if not key.startswith("error-")}
    assert not unused


def test_every_refusal_has_words() -> None:
    codes = set(re.findall(r"Refusal\(\d+, f?\"([a-z-]+)(?:\{|\")", code())) - {"link-"}
    assert codes
    assert {f"error-{name}" for name in codes} <= set(holes("de"))
