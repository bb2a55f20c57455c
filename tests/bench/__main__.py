"""`make bench`: measures search, service and start, and writes the figures to docs/performance.md."""

import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import actors, lag, matrix, pipeline, search, service, telegram

REPORT = Path(__file__).parent.parent.parent / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench`. Timing is noisy on shared machines: figures are medians within one run, on one core unless
said otherwise; compare them within a run, not across machines.
"""


def table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    """One section of the report."""
    lines = [f"| {what} | {figure} |" for what, figure in rows]
    return "\n".join([f"## {title}", "", "| what | figure |", "|---|---|", *lines, ""])


def main() -> None:
    """Measure everything, print it, and write the report."""
    machine = f"Measured on {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}."
    parts = [HEAD, machine, ""]
    for title, measured in (
        ("Search", search.rows),
        ("Actors", actors.rows),
        ("Service", service.rows),
        ("Pipeline", pipeline.rows),
        ("Loop lag", lag.rows),
        ("Telegram", telegram.rows),
        ("Matrix", matrix.rows),
    ):
        sys.stderr.write(f"measuring: {title} …\n")
        parts.append(table(title, measured()))
    report = "\n".join(parts)
    sys.stdout.write(report)
    REPORT.write_text(report, "utf-8")


if __name__ == "__main__":
    main()
