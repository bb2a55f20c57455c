"""Measures whether needs are matched and questions answered, as the dialogue would meet them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.directory import Directory
from knowledge.findings import Decision
from knowledge.routing import Route
from knowledge.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Routed:
    """How messages of one sort were met: how many by each route, and how many by the right one first."""

    routes: Counter[Route]
    first: int

    def fair(self, right: Route) -> int:
        """How many were met rightly, alone or beside the other."""
        return self.routes[right] + self.routes[Route.BOTH]


def routed(directory: Directory, searcher: Searcher, texts: Sequence[str], right: Route) -> Routed:
    """The routes of `texts`, all of which should go `right`; of both, one comes first."""
    routes: Counter[Route] = Counter()
    first = 0
    for text, findings in zip(texts, searcher.ask_all(texts), strict=True):
        sought = directory.sought_by(text, findings, language=None, occasion=text, today=date.today())
        answered = any(finding.decision is Decision.ANSWER for finding in findings)
        routes[sought.route if sought else Route.ANSWER] += 1
        first += (sought is not None and sought.comes_first(answered=answered)) is (right is Route.MATCH)
    return Routed(routes, first)


def lines_of(needs: Routed, questions: Routed) -> list[str]:
    """Three ways to count: both is right for either; what comes first; nothing but the right one."""
    total = needs.routes.total() + questions.routes.total()
    counts = {
        "right, both counted as right": needs.fair(Route.MATCH) + questions.fair(Route.ANSWER),
        "right by what comes first": needs.first + questions.first,
        "right alone": needs.routes[Route.MATCH] + questions.routes[Route.ANSWER],
    }
    rows = [f"{what}: {count / total:.3f} ({count} of {total})" for what, count in counts.items()]
    for name, one in (("needs", needs), ("questions", questions)):
        rows.append(f"{name}: " + ", ".join(f"{route} {one.routes[route]}" for route in Route))
    return rows
