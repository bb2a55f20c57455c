"""The report: tables stand between markers and are replaced there; what people wrote around them stays."""

import re
from collections.abc import Sequence
from pathlib import Path

Row = tuple[str, str]
_MACHINE = re.compile(r"^Measured on .*$", re.MULTILINE)


def table(title: str, rows: Sequence[Row]) -> str:
    """The figures of one section between its markers."""
    lines = [f"| {what} | {figure} |" for what, figure in rows]
    return "\n".join([_begin(title), "| what | figure |", "|---|---|", *lines, _end(title)])


def with_table(report: str, title: str, rows: Sequence[Row]) -> str:
    """`report` with the table of `title` replaced; a section of its own at the end if it has none yet."""
    new = table(title, rows)
    old = re.compile(f"{re.escape(_begin(title))}.*?{re.escape(_end(title))}", re.DOTALL)
    if old.search(report):
        return old.sub(lambda _: new, report, count=1)
    return f"{report.rstrip()}\n\n## {title}\n\n{new}\n"


def with_machine(report: str, machine: str) -> str:
    """`report` with the line that says when and where was measured, if it has one."""
    return _MACHINE.sub(lambda _: machine, report, count=1)


def write(path: Path, title: str, rows: Sequence[Row], *, machine: str) -> None:
    """Write the figures of one section, and when and where they were measured."""
    report = path.read_text("utf-8") if path.exists() else "# Performance\n"
    path.write_text(with_machine(with_table(report, title, rows), machine), "utf-8")


def _begin(title: str) -> str:
    return f"<!-- measured: {title} -->"


def _end(title: str) -> str:
    return f"<!-- end: {title} -->"
