"""Starting and stopping: what an operator sees, right and wrong."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.service.process import ROOT, free_port, running


def outcome(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    environment = {"PATH": "/usr/bin:/bin", "LOTSE_DATA_DIR": str(data), **settings}
    command = [sys.executable, "-m", "bot", "run"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_it_says_where_to_go_and_how_staff_sign_in(warm_data: Path) -> None:
    with running(warm_data) as service:
        said = service.log()
    assert service.url in said
    assert "python -m bot staff" in said


def test_it_stops_in_a_moment_although_a_page_is_open(warm_data: Path) -> None:
    with running(warm_data) as service, httpx.Client(base_url=service.url, timeout=30) as client:
        client.get("/")
        with client.stream("GET", "/api/stream") as stream:
            assert stream.status_code == 200
            ending = threading.Thread(target=service.stop)
            began = time.monotonic()
            ending.start()
            for _ in stream.iter_raw():
                pass
            ending.join(20)
        assert time.monotonic() - began < 10


def test_a_second_service_on_the_same_port_is_told_so(warm_data: Path) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        ended = outcome(warm_data, LOTSE_WEB_PORT=str(port))
    assert ended.returncode == 1
    assert "LOTSE_WEB_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOTSE_WEB_PORT", "many"),
        ("LOTSE_DATABASE_URL", "mysql://somewhere"),
        ("LOTSE_SECRET_KEY", "short"),
        ("LOTSE_RETENTION_DAYS", "0"),
        ("LOTSE_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    ended = outcome(tmp_path, **{name: value})
    assert ended.returncode == 1
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    ended = outcome(tmp_path, LOTSE_DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder/lotse.db")
    assert ended.returncode == 1
    assert "StoreUnavailable" in ended.stderr
    assert "Traceback" not in ended.stderr
