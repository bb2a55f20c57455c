"""Reading content files as editors on all systems save them, and saying where one is broken."""

from pathlib import Path

import pytest

from knowledge.loading import CONTENT, load, read
from knowledge.problems import ContentError, Problem, Severity
from tests.knowledge.tree import OPERATOR, VOCABULARY, Tree

BETA = "faq/basics/beta.md"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def test_content_is_read_with_all_its_parts(tree: Tree) -> None:
    library = load(tree.root)
    assert list(library.topics) == ["alpha", "beta"]
    assert library.topics["alpha"].answer.de == "Ein Satz. Noch einer."
    assert library.topics["alpha"].answer.en == "One sentence. Another one."
    assert library.actors["lab"].summary.in_("en") == "One sentence. Another one."
    assert library.events["fair"].title.in_("de") == "Messe"
    assert library.operator.name.en == "Office"
    assert library.label("topics", "nlp", "de") == "Sprache"


def test_the_real_content_loads() -> None:
    library = load(CONTENT)
    assert len(library.topics) >= 145
    assert len(library.actors) >= 116
    assert len(library.events) >= 35


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tree: Tree) -> None:
    before = load(tree.root)
    for path in sorted(tree.root.rglob("*.*")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(tree.root) == before


def test_a_text_that_is_not_utf8_is_reported_with_its_line(tree: Tree) -> None:
    tree.text(BETA, tree.read(BETA).replace("Frage?", "Größe?").encode("latin-1"))
    line = next(
        number for number, text in enumerate(tree.read("faq/basics/alpha.md").splitlines(), 1) if "Frage" in text
    )
    tree.text("operator.yaml", b"name: \xff")
    assert problems(tree) == [
        f"{BETA}: file: is not saved as UTF-8 (line {line - 2})",
        "operator.yaml: file: is not saved as UTF-8 (line 1)",
    ]


def problems(tree: Tree) -> list[str]:
    found: list[Problem] = []
    read(tree.root, found.append)
    return [str(problem) for problem in found]


def test_broken_yaml_is_reported_with_the_line_of_the_file(tree: Tree) -> None:
    tree.text(BETA, "---\nid: beta\nowner: me: you\n---\n")
    tree.text("operator.yaml", "name: x\nphone: [1\n")
    assert problems(tree) == [
        f"{BETA}: front matter: is not valid YAML (line 3): mapping values are not allowed in this context",
        "operator.yaml: file: is not valid YAML (line 3): did not find expected ',' or ']'",
    ]


@pytest.mark.parametrize("line", ["id: beta", "owner: me"])
def test_a_repeated_field_is_reported_instead_of_swallowing_the_first(tree: Tree, line: str) -> None:
    tree.text(BETA, tree.read(BETA).replace("---\n", f"---\n{line}\n", 1))
    name = line.split(":")[0]
    second = [number for number, text in enumerate(tree.read(BETA).splitlines(), 1) if text.startswith(f"{name}:")][1]
    assert problems(tree) == [f"{BETA}: front matter: is not valid YAML (line {second}): {name!r} stands there twice"]


@pytest.mark.parametrize("text", ["", "just text\n", "---\nid: beta\n"])
def test_a_file_without_front_matter_is_reported(tree: Tree, text: str) -> None:
    tree.text(BETA, text)
    assert problems(tree) == [f"{BETA}: front matter: must begin with a line --- and end with a line ---"]


def test_front_matter_that_is_no_list_of_fields_is_reported(tree: Tree) -> None:
    tree.text(BETA, "---\n- beta\n---\n")
    tree.text("vocabulary.yaml", "nothing")
    assert problems(tree) == [
        f"{BETA}: front matter: must be a list of `field: value` lines",
        "vocabulary.yaml: file: must be a list of `field: value` lines",
    ]


def test_text_that_would_get_lost_is_reported(tree: Tree) -> None:
    tree.text(BETA, tree.read(BETA).replace("## Deutsch", "Oh.\n\n## Deutsch") + "\n## English\n\nAgain. And again.\n")
    assert problems(tree) == [
        f"{BETA}: text: stands outside of `## Deutsch` and `## English`",
        f"{BETA}: ## English: stands there twice",
    ]


def test_an_id_that_is_not_the_file_name_is_reported(tree: Tree) -> None:
    tree.topic("beta", id="gamma")
    assert problems(tree) == [f"{BETA}: id: is 'gamma' but the file is called 'beta.md'"]


def test_an_id_that_exists_twice_is_reported(tree: Tree) -> None:
    tree.text("faq/other/beta.md", tree.read(BETA))
    assert problems(tree) == ["faq/other/beta.md: id: 'beta' exists twice"]


@pytest.mark.parametrize("folder", ["actors", "events"])
def test_a_house_without_actors_or_events_gets_a_warning(tree: Tree, folder: str) -> None:
    for path in (tree.root / folder).iterdir():
        path.unlink()
    (tree.root / folder).rmdir()
    found: list[Problem] = []
    assert read(tree.root, found.append) is not None
    assert found == [Problem(folder, "folder", "is missing", Severity.WARNING)]
    assert load(tree.root).topics


def test_a_missing_folder_stops_the_start_with_everything_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as stopped:
        load(tmp_path / "nowhere")
    assert [problem.file for problem in stopped.value.problems] == ["faq", "operator.yaml", "vocabulary.yaml"]
    assert str(stopped.value).startswith("faq: folder: is missing\n")


def test_a_start_with_broken_content_names_every_error(tree: Tree) -> None:
    tree.topic("alpha", question=None)
    tree.topic("beta", owner=None, flavour="sweet")
    with pytest.raises(ContentError) as stopped:
        load(tree.root)
    assert [str(problem) for problem in stopped.value.problems] == [
        "faq/basics/alpha.md: question: is missing",
        "faq/basics/beta.md: owner: is missing",
        "faq/basics/beta.md: flavour: is not a known field",
    ]


@pytest.mark.parametrize(
    ("file", "fields", "error"),
    [
        ("operator.yaml", {**OPERATOR, "fax": "1"}, "operator.yaml: fax: is not a known field"),
        (
            "vocabulary.yaml",
            {**VOCABULARY, "kinds": {"hub": {"de": "Hub"}}},
            "vocabulary.yaml: kinds.hub.en: is missing",
        ),
    ],
)
def test_a_fault_in_a_list_names_its_place(tree: Tree, file: str, fields: dict[str, object], error: str) -> None:
    tree.yaml(file, fields)
    assert problems(tree) == [error]


def test_a_phrasing_that_yaml_takes_for_a_number_is_reported(tree: Tree) -> None:
    tree.topic("beta", phrasings={"de": ["22"], "en": [22]})
    assert problems(tree) == [f"{BETA}: phrasings.en.0: input should be a valid string"]
