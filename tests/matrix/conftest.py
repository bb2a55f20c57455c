"""One homeserver for all tests of the run, one office with its running service for the tests of a file."""

from collections.abc import Iterator

import pytest

from tests.matrix.office import Office, open_office
from tests.matrix.synapse import Synapse, running_synapse


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """The real Synapse."""
    with running_synapse(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture(scope="module")
def office(synapse: Synapse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose service runs."""
    opened = open_office(synapse, tmp_path_factory.mktemp("office"))
    with opened.open():
        yield opened
