"""Faults on demand: every n-th call that matches goes wrong in a chosen way."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.telegram.botapi.refusals import Refusal, flood


class Kind(StrEnum):
    """What goes wrong."""

    ERROR = "error"  # an answer of 5xx, nothing was done
    FLOOD = "flood"  # 429, nothing was done
    CUT = "cut"  # the connection is cut before anything was done
    CUT_AFTER = "cut_after"  # done, but the connection is cut before the answer: the bot cannot know
    HANG = "hang"  # the call waits, and is done only if the bot still waits too
    HANG_AFTER = "hang_after"  # done at once, but answered late
    REFUSE = "refuse"  # any other answer: `code` and `description`


@dataclass
class Fault:
    """A rule; without `methods` it holds for every call, without `chat_id` for every chat, without `times` for ever."""

    kind: Kind
    every: int = 1
    methods: frozenset[str] = frozenset()
    chat_id: int = 0
    times: int = 0
    code: int = 502
    description: str = "Bad Gateway"
    retry_after: int = 1
    seconds: float = 30.0
    seen: int = 0
    struck: int = 0

    def strikes(self, method: str, chat_id: int) -> bool:
        """Whether it is this call's turn."""
        if (self.methods and method not in self.methods) or (self.chat_id and chat_id != self.chat_id):
            return False
        if self.times and self.struck >= self.times:
            return False
        self.seen += 1
        if self.seen % self.every:
            return False
        self.struck += 1
        return True

    def refusal(self) -> Refusal:
        """What it answers."""
        if self.kind is Kind.FLOOD:
            return flood(self.retry_after)
        return Refusal(self.code, self.description)


@dataclass
class Faults:
    """The rules in force; the first one that strikes a call wins."""

    rules: list[Fault] = field(default_factory=list)

    def add(self, kind: str, *, methods: list[str] | None = None, **settings: Any) -> Fault:
        """Have calls fail from now on; the keywords are the fields of Fault."""
        names = frozenset(name.lower() for name in methods or ())
        self.rules.append(Fault(Kind(kind), methods=names, **settings))
        return self.rules[-1]

    def clear(self) -> None:
        """All goes well again."""
        self.rules.clear()

    def pick(self, method: str, chat_id: int) -> Fault | None:
        """The rule that strikes this call."""
        return next((rule for rule in self.rules if rule.strikes(method, chat_id)), None)
