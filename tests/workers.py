"""Which tests of a run side by side go to the same worker."""

from xdist.scheduler import LoadScopeScheduling

MATRIX = "tests/matrix"


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # they ship no types
    """A file's tests stay together for what they share, and all of Matrix' for their homeserver; the most go first.

    `--dist loadgroup` would do, but with pytest 9.2 it splits every group: pytest-dev/pytest-xdist#1386.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return MATRIX if file.startswith(f"{MATRIX}/") else file
