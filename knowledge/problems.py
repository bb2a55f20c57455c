"""What is wrong with the content, said as `file: field: what is wrong`."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops a release; a warning asks a curator to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a curator can mend, with the place where to mend it."""

    file: str
    field: str
    what: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.what}"


class ContentError(Exception):
    """The content cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
