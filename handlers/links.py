"""Deep links: `/start <id>` from a link or QR code leads straight to a topic, an event, an actor or one's own case."""

from handlers.actor_lists import details as actor_details
from handlers.base import Answer, Reply, Turn, Usage
from handlers.cases import status_lines
from handlers.commands import asked_for
from handlers.events_shown import shown as event_shown
from handlers.faq import answered
from handlers.introduction import introduce_button
from handlers.welcome import START

CASE = "KI-"


class Links:
    """Takes `/start` with something behind it; what it does not know is left to the plain welcome."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        command = asked_for(turn, START)
        if command is None or not command.rest:
            return None
        target = command.rest.strip()
        library = turn.library
        if topic := library.topics.get(target):
            return [await answered(turn, topic, topic.question.in_(turn.language))]
        if event := library.events.get(target):
            return [event_shown(turn, event)]
        if actor := library.actors.get(target):
            return [Reply(actor_details(turn, actor), (introduce_button(turn, actor.id),))]
        if target.upper().startswith(CASE):
            return [await status_lines(turn, target)]
        return None
