"""Thanks, greetings, goodbyes, "?" and emoji get a natural short reply and never a search result."""

from handlers.base import Answer, Reply, Turn, Usage
from handlers.welcome import welcome
from handlers.words import has_words

_REPLIES = (
    ("howareyou", "how-are-you"),
    ("thanks", "thanks"),
    ("goodbye", "goodbye"),
    ("acknowledge", "acknowledged"),
)


class Smalltalk:
    """Takes whole messages that are no question, and insults, which meet calm."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press or not turn.text:
            return None
        if not has_words(turn.text):
            return [Reply(turn.say("question-mark" if "?" in turn.text else "emoji"))]
        if turn.words.means("greeting", turn.text):
            return [Reply(turn.say("hello-again")) if turn.conversation.greeted else welcome(turn)]
        if turn.words.means("insult", turn.text):
            return [Reply(turn.say("insult"), (turn.button("button-person", "inquiry.ask"),))]
        key = next((key for name, key in _REPLIES if turn.words.means(name, turn.text)), None)
        return [Reply(turn.say(key))] if key else None
