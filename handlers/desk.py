"""`/desk` in a staff room: a link with which the one who asked signs in at the web desk, once."""

from collections.abc import Callable
from datetime import datetime

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import command_of

DESK_LINK = Usage("desk", "desk", "usage-desk", staff=True)

LinkFor = Callable[[str, datetime], str]


class Desk:
    """Asked before `Staff`; `link_for` makes the link for a name, without it there is no desk here."""

    usage = (DESK_LINK,)

    def __init__(self, link_for: LinkFor | None = None) -> None:
        self._link_for = link_for

    async def answer(self, turn: Turn) -> Answer:
        command = None if turn.press or not turn.is_staff else command_of(turn.message.text)
        if command is None or not command.is_one_of(DESK_LINK):
            return None
        name = turn.message.staff
        if self._link_for is None or not name:
            return [Reply(turn.say("staff-no-desk"))]
        return [Reply(turn.say("staff-desk-link", name=name, link=self._link_for(name, turn.now)))]
