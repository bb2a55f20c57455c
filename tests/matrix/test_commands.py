"""`matrix doctor` and `matrix reset`, on a real homeserver, and the refusals of a start that would lose keys."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.platforms.matrix.commands import app
from bot.settings import SettingsError, load_settings
from tests.matrix.office import Office, open_office
from tests.matrix.synapse import Synapse
from tests.service.process import ROOT, free_port


def run(office: Office, *words: str, **settings: str) -> Result:
    """The command as an operator types it."""
    environment = {**os.environ, **office.settings, "LOTSE_DATA_DIR": str(office.data), **settings}
    return CliRunner().invoke(app, words, env=environment)


def refusal(office: Office, **settings: str) -> str:
    """What the service says when it refuses to start, or ends because it must not go on."""
    environment = {
        **os.environ,
        **office.settings,
        "LOTSE_DATA_DIR": str(office.data),
        "LOTSE_WEB_PORT": str(free_port()),
    }
    command = [sys.executable, "-m", "bot", "run"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment | settings, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    return ended.stderr


@pytest.fixture(scope="module")
def started_once(synapse: Synapse, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose service ran once, so that there are keys."""
    office = open_office(synapse, tmp_path_factory.mktemp("started"))
    with office.open():
        office.wait_for_log("standing='sound'")
        office.service.stop()
    return office


@pytest.fixture
def used_office(started_once: Office, tmp_path: Path) -> Office:
    """A copy of its files to play with; the account on the homeserver is the same."""
    shutil.copytree(started_once.data, tmp_path / "data", symlinks=True)
    return replace(started_once, folder=tmp_path)


def test_the_doctor_finds_everything_sound_and_changes_nothing(used_office: Office) -> None:
    before = used_office.head.published_keys(used_office.bot)
    ended = run(used_office, "doctor")
    assert ended.exit_code == 0, ended.output
    for what in ("session", "homeserver", "keys", "identity", "staff room"):
        assert f"ok  {what}: " in ended.output
    assert used_office.head.published_keys(used_office.bot) == before


def test_the_doctor_says_in_words_what_is_wrong(used_office: Office) -> None:
    plain = used_office.head.post("/createRoom", {"invite": [used_office.bot]})["room_id"]
    for room in (plain, "!nowhere:lotse.test"):
        ended = run(used_office, "doctor", LOTSE_MATRIX_STAFF_ROOM=room)
        assert ended.exit_code == 1
        assert "BAD staff room: " in ended.output
    (used_office.data / "matrix" / "keys.db").unlink()
    ended = run(used_office, "doctor")
    assert ended.exit_code == 1
    assert "keys.db is missing" in ended.output


def test_without_settings_the_doctor_says_that_there_is_no_matrix(used_office: Office) -> None:
    ended = run(used_office, "doctor", LOTSE_MATRIX_HOMESERVER="")
    assert ended.exit_code == 1
    assert "not set" in ended.output


def test_a_reset_makes_a_new_device_under_the_same_identity_and_keeps_the_old_keys(used_office: Office) -> None:
    before = used_office.head.published_keys(used_office.bot)
    assert run(used_office, "reset", "--yes").exit_code == 0
    [aside] = used_office.data.glob("matrix-*")
    assert (aside / "keys.db").exists()
    with used_office.open():
        used_office.wait_for_log("standing='sound'", times=2)  # the first time in the copied log
    after = used_office.head.published_keys(used_office.bot)
    assert after["master_keys"] == before["master_keys"]
    assert set(after["device_keys"][used_office.bot]) > set(before["device_keys"][used_office.bot])


@pytest.mark.parametrize("lost", ["session.json", "keys.db"])
def test_a_start_without_its_keys_is_refused_with_the_remedy(used_office: Office, lost: str) -> None:
    (used_office.data / "matrix" / lost).unlink()
    said = refusal(used_office)
    assert f"{lost} is missing" in said
    assert "Restore the whole folder" in said
    assert "Traceback" not in said


def test_keys_of_another_secret_another_user_or_a_removed_device_are_refused(used_office: Office) -> None:
    assert "LOTSE_SECRET_KEY" in refusal(used_office, LOTSE_SECRET_KEY="x" * 32)
    assert "belongs to" in refusal(used_office, LOTSE_MATRIX_USER="@other:lotse.test")
    session = used_office.data / "matrix" / "session.json"
    session.write_text(json.dumps(json.loads(session.read_text("utf-8")) | {"access_token": "gone"}), "utf-8")
    assert "no longer knows device" in refusal(used_office)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOTSE_MATRIX_HOMESERVER", "matrix.example.org"),
        ("LOTSE_MATRIX_USER", "lotse"),
        ("LOTSE_MATRIX_PASSWORD", ""),
        ("LOTSE_MATRIX_STAFF_ROOM", "#team:example.org"),
        ("LOTSE_MATRIX_INVITES", "0"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    right = {
        "LOTSE_MATRIX_HOMESERVER": "https://matrix.example.org",
        "LOTSE_MATRIX_USER": "@lotse:example.org",
        "LOTSE_MATRIX_PASSWORD": "…",
    }
    for setting, its_value in (right | {name: value}).items():
        monkeypatch.setenv(setting, its_value)
    with pytest.raises(SettingsError, match=name):
        load_settings()


def test_a_wrong_password_is_refused_by_name(synapse: Synapse, tmp_path: Path) -> None:
    office = open_office(synapse, tmp_path, LOTSE_MATRIX_PASSWORD="wrong")
    assert "LOTSE_MATRIX_PASSWORD" in refusal(office)


def test_a_foreign_identity_is_left_alone_until_it_is_replaced_on_demand(synapse: Synapse, tmp_path: Path) -> None:
    used_office = open_office(synapse, tmp_path)
    with used_office.open():
        used_office.wait_for_log("standing='sound'")
        used_office.service.stop()
    (used_office.data / "matrix" / "identity.json").unlink()
    before = used_office.head.published_keys(used_office.bot)["master_keys"]
    with used_office.open():
        used_office.wait_for_log("standing='foreign'")
        used_office.service.stop()
    assert used_office.head.published_keys(used_office.bot)["master_keys"] == before
    assert "made elsewhere" in run(used_office, "doctor").output
    ended = run(used_office, "reset", "--identity", "--yes")
    assert ended.exit_code == 0, ended.output
    assert used_office.head.published_keys(used_office.bot)["master_keys"] != before
    with used_office.open():
        used_office.wait_for_log("standing='sound'", times=2)
    assert run(used_office, "doctor").exit_code == 0


def test_without_matrix_nothing_of_it_is_loaded() -> None:
    look = "import sys, bot.__main__, bot.app; sys.exit(any(name in sys.modules for name in ('nio', 'vodozemac')))"
    assert subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=False).returncode == 0
