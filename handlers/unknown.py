"""A command nobody knows, or one of the team's: says so, names the nearest one, and never searches for it."""

from collections.abc import Sequence

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import command_of, nearest


class Unknown:
    """Takes every command that no other handler took."""

    usage: tuple[Usage, ...] = ()

    def __init__(self, usages: Sequence[Usage]) -> None:
        self._usages = [usage for usage in usages if not usage.staff]
        self._staff_only = [usage for usage in usages if usage.staff]

    async def answer(self, turn: Turn) -> Answer:
        command = None if turn.press else command_of(turn.text)
        if command is None:
            return None
        name = command.name[:40]
        if any(command.is_one_of(usage) for usage in self._staff_only):
            return [Reply(turn.say("staff-only-command", name=name))]
        near = nearest(name, self._usages)
        text = (
            turn.say("unknown-command-near", name=name, near=near) if near else turn.say("unknown-command", name=name)
        )
        return [Reply(text)]
