"""Changes the language in mid-conversation."""

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for
from knowledge.entries import Language

LANGUAGE = Usage("sprache", "language", "usage-language")


class ChooseLanguage:
    """`/sprache`, "English please", "bitte Deutsch", or the buttons."""

    usage = (LANGUAGE,)

    async def answer(self, turn: Turn) -> Answer:
        command = asked_for(turn, LANGUAGE)
        chosen = _chosen(turn, command.rest if command else turn.text)
        if chosen:
            turn.conversation.chosen = turn.conversation.spoken = turn.language = chosen
            return [Reply(turn.say("language-set"))]
        if command is None:
            return None
        german = turn.button("button-german", "language.de", words="words-german")
        english = turn.button("button-english", "language.en", words="words-english")
        return [Reply(turn.say("language-ask"), (german, english))]


def _chosen(turn: Turn, text: str) -> Language | None:
    pressed = turn.pressed("language")
    if turn.press:
        return {"de": "de", "en": "en"}.get(pressed or "")  # type: ignore[return-value]
    if turn.words.means("english", text) or text.casefold() == "en":
        return "en"
    return "de" if turn.words.means("german", text) or text.casefold() == "de" else None
