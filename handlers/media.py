"""Voice, pictures, stickers, places, empty and over-long messages get a helpful reply."""

from handlers.base import Answer, Kind, Reply, Turn, Usage

LONG_TEXT = 4000  # characters; Telegram's own limit for one message is 4,096


class Media:
    """Takes what carries no question in words."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press:
            return None
        person = turn.button("button-person", "inquiry.ask")
        if turn.message.kind is not Kind.TEXT and not turn.text:
            if turn.message.continues:
                return []
            return [Reply(turn.say(f"media-{turn.message.kind}"), (person,))]
        if not turn.text:
            return [Reply(turn.say("empty"))]
        if len(turn.text) > LONG_TEXT:
            whole = turn.button("button-person", "inquiry.ask", question=turn.text)
            return [Reply(turn.say("too-long", count=len(turn.text)), (whole,))]
        return None
