"""Starts a real Synapse on loopback, on a free port, with SQLite and open rate limits, and stops it by process id."""

import base64
import hashlib
import hmac
import json
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.service.process import ROOT, free_port

PYTHON = ROOT / ".cache" / "synapse" / "bin" / "python"
SERVER_NAME = "lotse.test"
START_SECONDS = 60.0  # about three on a quiet machine
_OPEN = {"per_second": 100000, "burst_count": 100000}
_LIMITS = ("message", "registration", "admin_redaction", "joins_per_room", "3pid_validation", "room_creation")


class Synapse:
    """One homeserver; `start` and `kill` may follow one another, data and port stay."""

    def __init__(self, folder: Path, *, limits_messages: bool = False) -> None:
        self._limits_messages = limits_messages
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._secret = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None
        self._config = folder / "homeserver.json"
        self._config.write_text(json.dumps(self._settings()), "utf-8")

    def start(self) -> None:
        """Start and wait until it answers; fails with what it said if it ends instead."""
        assert PYTHON.exists(), "the test homeserver is not installed: run `make test` once"
        command = [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(self._config)]
        with (self._folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, f"Synapse ended: {self.log()[-4000:]}"
            assert time.monotonic() < deadline, f"Synapse does not answer: {self.log()[-4000:]}"
            time.sleep(0.05)

    def kill(self) -> None:
        """As a crash would: SIGKILL."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait(20)

    def log(self) -> str:
        """Everything it wrote so far."""
        return (self._folder / "log.txt").read_text("utf-8", "replace")

    def register(self, name: str, password: str) -> str:
        """A new user, made with the shared secret; returns the full user id."""
        return str(self.sign_up(name, password)["user_id"])

    def sign_up(self, name: str, password: str) -> dict[str, Any]:
        """A new user, with its `access_token`."""
        address = f"{self.url}/_synapse/admin/v1/register"
        nonce = httpx.get(address).json()["nonce"]
        signed = "\0".join((nonce, name, password, "notadmin")).encode()
        mac = hmac.new(self._secret.encode(), signed, hashlib.sha1).hexdigest()
        account = {"nonce": nonce, "username": name, "password": password, "admin": False, "mac": mac}
        answer = httpx.post(address, json=account)
        assert answer.status_code == httpx.codes.OK, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=2).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def _settings(self) -> dict[str, Any]:
        folder = self._folder
        return {
            "server_name": SERVER_NAME,
            "signing_key_path": str(folder / "signing.key"),
            "media_store_path": str(folder / "media"),
            "pid_file": str(folder / "synapse.pid"),
            "listeners": [
                {
                    "port": self.port,
                    "type": "http",
                    "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(folder / "synapse.db")}},
            "log_config": _log_config(folder),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": self._secret,
            "form_secret": self._secret,
            "bcrypt_rounds": 4,
            "report_stats": False,
            "trusted_key_servers": [],
            "presence": {"enabled": False},
            "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), _OPEN),
            "rc_joins": {"local": _OPEN, "remote": _OPEN},
            "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), _OPEN),
        } | {f"rc_{name}": _OPEN for name in _LIMITS if not (name == "message" and self._limits_messages)}


def _log_config(folder: Path) -> str:
    path = folder / "log.json"
    path.write_text(json.dumps({"version": 1, "root": {"level": "WARNING"}}), "utf-8")
    return str(path)


@contextmanager
def running_synapse(folder: Path, *, limits_messages: bool = False) -> Iterator[Synapse]:
    """A homeserver that is surely gone afterwards; `limits_messages` as Synapse does unless told otherwise."""
    synapse = Synapse(folder, limits_messages=limits_messages)
    _make_signing_key(folder / "signing.key")
    synapse.start()
    try:
        yield synapse
    finally:
        synapse.kill()


def _make_signing_key(path: Path) -> None:
    """As `generate_signing_key` writes it: version, and 32 random bytes in unpadded base64."""
    seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    path.write_text(f"ed25519 a_1 {seed}\n", "ascii")
