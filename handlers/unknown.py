"""A command nobody knows: names the nearest one instead of searching for it."""

from collections.abc import Sequence

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import command_of, nearest


class Unknown:
    """Takes every command that no other handler took."""

    usage: tuple[Usage, ...] = ()

    def __init__(self, usages: Sequence[Usage]) -> None:
        self._usages = [usage for usage in usages if not usage.staff]

    async def answer(self, turn: Turn) -> Answer:
        command = None if turn.press else command_of(turn.text)
        if command is None:
            return None
        name = command.name[:40]
        near = nearest(name, self._usages)
        text = (
            turn.say("unknown-command-near", name=name, near=near) if near else turn.say("unknown-command", name=name)
        )
        return [Reply(text)]
