"""Reads commands: `/status KI-AB3CD`, their English twins, and the bare words that mean the same."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.base import Turn, Usage

_COMMAND = re.compile(r"^/([^\s@]+)(?:@\S+)?\s*(.*)$", re.DOTALL)
_LOOSE = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Command:
    """A command as typed: its bare name in lower case and whatever follows."""

    name: str
    rest: str

    def is_one_of(self, usage: Usage) -> bool:
        """Whether this is `usage` in German or English."""
        return self.name in (usage.command, usage.alias)


def command_of(text: str) -> Command | None:
    """The command in `text`, umlauts spelled out; None when it is no command."""
    match = _COMMAND.match(text.strip())
    return Command(match[1].casefold().translate(_LOOSE), match[2].strip()) if match else None


def asked_for(turn: Turn, usage: Usage) -> Command | None:
    """The command if this turn calls for `usage`, else None; an English one tells a newcomer's language."""
    command = None if turn.press or turn.message.press else command_of(turn.message.text)
    if command is None or not command.is_one_of(usage):
        return None
    if command.name != usage.command and not (turn.conversation.chosen or turn.conversation.spoken):
        turn.language = turn.conversation.spoken = turn.message.language or "en"
    return command


def nearest(name: str, usages: Iterable[Usage]) -> str | None:
    """The known command a mistyped one most resembles."""
    names = [name for usage in usages for name in (usage.command, usage.alias)]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return close[0] if close else None
