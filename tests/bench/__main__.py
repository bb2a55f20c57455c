"""`make bench`: measures search, service and start, and writes the figures into docs/performance.md.

`python -m tests.bench Search Growth` measures some sections only; those that take half an hour are only measured so.
"""

import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import actors, announcements, lag, large, matrix, pipeline, report, search, service, telegram

REPORT = Path(__file__).parent.parent.parent / "docs" / "performance.md"
SECTIONS: dict[str, Callable[[], Sequence[report.Row]]] = {
    "Search": search.rows,
    "Actors": actors.rows,
    "Service": service.rows,
    "Pipeline": pipeline.rows,
    "Loop lag": lag.rows,
    "Telegram": telegram.rows,
    "Matrix": matrix.rows,
    "Growth": large.rows,
    "Announcements": announcements.all_rows,
}
ONLY_WHEN_NAMED = {"Growth", "Announcements"}


def main(chosen: Sequence[str]) -> None:
    """Measure what is chosen, or everything that does not take too long; print it and write it into the report."""
    unknown = sorted(set(chosen) - SECTIONS.keys())
    if unknown:
        sys.exit(f"no such section: {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    machine = f"Measured on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}."
    for title in chosen or [name for name in SECTIONS if name not in ONLY_WHEN_NAMED]:
        sys.stderr.write(f"measuring: {title} …\n")
        rows = SECTIONS[title]()
        sys.stdout.write(report.table(title, rows) + "\n\n")
        report.write(REPORT, title, rows, machine=machine)


if __name__ == "__main__":
    main(sys.argv[1:])
