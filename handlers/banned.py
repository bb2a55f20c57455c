"""A person staff asked not to hear for now: their messages are only counted, but their rights over their data stay."""

from handlers.base import Answer, Turn, Usage
from handlers.commands import asked_for
from handlers.privacy import DATA, ERASE, PRIVACY


class Banned:
    """Stands behind the help in a crisis and the evidence of threats; the person was told once, when it began."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.is_staff or _about_their_data(turn) or not await turn.cases.banned():
            return None
        await turn.tally.count("banned")
        return []


def _about_their_data(turn: Turn) -> bool:
    if turn.pressed("privacy") or turn.conversation.step.startswith("privacy."):
        return True
    return any(asked_for(turn, usage) for usage in (DATA, ERASE, PRIVACY)) or (
        not turn.press and turn.words.means("erase", turn.text)
    )
