"""What was approved goes into the files, is read back as the same, and steps back once it is there."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from knowledge.curated import Change, Texts, as_topic, effective, merged, new_id
from knowledge.entries import Phrasings, Source
from knowledge.exporting import export, lines_of, read_changes
from knowledge.library import Library
from knowledge.loading import CONTENT, load

DAYS = {"reviewed": date(2026, 11, 22), "review_by": date(2027, 5, 22)}
NEW = Change(
    kind="topic",
    topic="kuehlketten-eichen",
    category="unternehmen-einstieg",
    question=Texts(de="Wer eicht Kühlketten?", en="Who calibrates cold chains?"),
    answer=Texts(de="Das Eichamt: rufen Sie an.\n\nEs hilft.", en="The office: give a call.\n\nIt helps."),
    phrasings=Phrasings(de=("ja: was? - so # geht's", "* kühlkette", "'eichen'", "2026", "no"), en=("cold chain",)),
    sources=(Source(url="https://www.sachsen.de/a", title="Amt: A", as_of="2026-11"), Source(title="B", as_of="2026")),
    **DAYS,
)
MORE = Change(
    kind="phrasings",
    topic="ki-im-handwerk",
    phrasings=Phrasings(de=("- KI: für Klempner?", "Lohnt sich das in der Klempnerei?"), en=("AI for plumbers",)),
    **DAYS,
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of our content."""
    ours = shutil.ignore_patterns("*.py", "__pycache__", "vectors", "golden", "background")
    shutil.copytree(CONTENT, tmp_path / "content", ignore=ours)
    return tmp_path / "content"


def test_a_new_topic_becomes_a_file_that_is_read_back_as_the_same(content: Path) -> None:
    (path,) = export([NEW], content)
    assert path == content / "faq" / "unternehmen-einstieg" / "kuehlketten-eichen.md"
    assert load(content).topics["kuehlketten-eichen"] == as_topic(NEW)


def test_phrasings_are_added_to_the_file_and_nothing_else_changes(content: Path, library: Library) -> None:
    before = next((content / "faq").rglob("ki-im-handwerk.md")).read_text("utf-8").splitlines()
    (path,) = export([MORE], content)
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "    - '- KI: für Klempner?'",
        "    - Lohnt sich das in der Klempnerei?",
        "    - AI for plumbers",
    ]
    assert [line for line in after if line in before] == before
    topic = load(content).topics["ki-im-handwerk"]
    assert topic == merged(library, [MORE]).topics["ki-im-handwerk"]


def test_after_the_export_the_changes_step_back_and_a_second_export_writes_nothing(content: Path) -> None:
    assert effective(load(content), [NEW, MORE]) == [NEW, MORE]
    export([NEW, MORE], content)
    assert effective(load(content), [NEW, MORE]) == []
    assert export([NEW, MORE], content) == []


def test_every_file_of_ours_can_take_a_phrasing(content: Path, library: Library) -> None:
    changes = [
        Change(kind="phrasings", topic=id_, phrasings=Phrasings(de=(f"Zusatz {id_}",), en=(f"Extra {id_}",)), **DAYS)
        for id_ in library.topics
    ]
    assert len(export(changes, content)) == len(changes)
    assert load(content).topics == merged(library, changes).topics


def test_changes_survive_the_way_as_json_lines() -> None:
    assert read_changes(lines_of([NEW, MORE])) == [NEW, MORE]


def test_an_incomplete_topic_changes_nothing(content: Path, library: Library) -> None:
    half = NEW.model_copy(update={"answer": Texts(de="Nur deutsch.")})
    assert merged(library, [half]).topics == library.topics
    assert export([half], content) == []


def test_without_a_source_an_answer_says_that_nobody_verified_it() -> None:
    topic = as_topic(NEW.model_copy(update={"sources": ()}))
    assert (topic.confidence, topic.open) == ("unverified", True)


def test_ids_are_made_of_the_question_and_never_taken_twice() -> None:
    assert new_id("Wer eicht [Ort] Kühlketten?", {}) == "wer-eicht-ort-kuehlketten"
    assert new_id("Wer?", {"wer": 1, "wer-2": 1}) == "wer-3"
    assert new_id("???", {}) == "thema"


def test_the_command_reads_json_lines_and_writes_files(content: Path, tmp_path: Path) -> None:
    dump = tmp_path / "changes.jsonl"
    dump.write_text("\n".join(lines_of([NEW])), "utf-8")
    command = [sys.executable, "-m", "knowledge", "export", "--from", str(dump), str(content)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CONTENT.parent)
    assert "kuehlketten-eichen.md" in told.stdout
    dump.write_text("{}", "utf-8")
    assert subprocess.run(command, capture_output=True, check=False, cwd=CONTENT.parent).returncode == 2
