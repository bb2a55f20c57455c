"""Cancel, anywhere."""

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for

CANCEL = Usage("abbrechen", "cancel", "usage-cancel")


class Cancel:
    """`/abbrechen`, the word, or the button; says plainly when there was nothing to cancel."""

    usage = (CANCEL,)

    async def answer(self, turn: Turn) -> Answer:
        by_button = turn.pressed("cancel") is not None
        by_word = not turn.press and turn.words.means("cancel", turn.text)
        if not (by_button or by_word or asked_for(turn, CANCEL)):
            return None
        running = turn.conversation.is_busy
        turn.conversation.stop_waiting()
        return [Reply(turn.say("cancelled" if running else "nothing-to-cancel"))]
