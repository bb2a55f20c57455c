"""Starts the real service as its own process, on a free port and an own data folder, and stops it by process id."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent.parent
PORTS = range(20_000, 32_000)  # Linux gives outgoing connections 32,768 and above: net.ipv4.ip_local_port_range
START_SECONDS = 120.0  # a first start learns the index; here it is warm and takes about two


def free_port() -> int:
    """A port nobody listens on just now, and nobody is given for an outgoing connection meanwhile."""
    while True:
        port = secrets.choice(PORTS)  # not `random`, which runs the same way in every worker of a run
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Service:
    """One `python -m bot run` at a time, always on the same port and data."""

    def __init__(self, data: Path, *, port: int, **settings: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.command: Sequence[str] = ("-m", "bot", "run")
        self._data = data
        self._environment = os.environ | {"LOTSE_DATA_DIR": str(data), "LOTSE_WEB_PORT": str(port), **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers; fails with what it said if it ends instead."""
        with (self._data / "log.txt").open("ab") as log:
            command = [sys.executable, *self.command]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, f"the service ended: {self.log()}"
            assert time.monotonic() < deadline, f"the service does not answer: {self.log()}"
            time.sleep(0.05)

    @property
    def process_id(self) -> int:
        """Of the running process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """As a crash would: SIGKILL."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As an operator would: SIGTERM; returns the exit status."""
        return self._end(signal.SIGTERM)

    def log(self) -> str:
        """Everything it wrote so far."""
        return (self._data / "log.txt").read_text("utf-8", "replace")

    def _end(self, sign: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(sign)
        return process.wait(20)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Service]:
    """A service that is surely gone afterwards."""
    service = Service(data, port=free_port(), **settings)
    service.start()
    try:
        yield service
    finally:
        service.kill()
