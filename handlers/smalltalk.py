"""Thanks, greetings, goodbyes, "?" and emoji get a natural short reply and never a search result."""

from handlers.base import Answer, CaseState, Reply, Turn, Usage
from handlers.inquiry import reminder
from handlers.welcome import page_introduced, welcome
from knowledge.search import Decision

_KEYS = {
    "howareyou": "how-are-you",
    "thanks": "thanks",
    "goodbye": "goodbye",
    "acknowledge": "acknowledged",
    "affirm": "go-ahead",
    "decline": "declined",
    "sorrow": "sorrow",
}
_WITH_PERSON = {"insult": "insult", "staffing": "which-people"}
_ANSWERS = ("affirm", "decline")  # to a person who has the case, they may be an answer


class Smalltalk:
    """Takes whole messages that are no question, insults, which meet calm, and numbers without a button."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press or not turn.text:
            return None
        kind = turn.words.small_talk(turn.text)
        bare_number = turn.text.isdecimal() and len(turn.text) <= 2
        if not (kind or bare_number) or ((bare_number or kind in _ANSWERS) and await _with_somebody(turn)):
            return None
        if kind == "insult" and "?" in turn.text and any(found.decision is Decision.ANSWER for found in turn.findings):
            return None  # rude, but a question that we can answer
        return [_reply(turn, kind), *reminder(turn)]


async def _with_somebody(turn: Turn) -> bool:
    """Whether a member of staff is at a case of this person."""
    return any(case.state is CaseState.CLAIMED for case in await turn.cases.mine(within_days=0))


def _reply(turn: Turn, kind: str | None) -> Reply:
    if kind is None:
        return Reply(turn.say("no-such-number", number=turn.text))
    if kind == "sign":
        return Reply(turn.say("question-mark" if "?" in turn.text else "emoji"))
    if kind == "greeting":
        known = turn.conversation.greeted or page_introduced(turn)
        return Reply(turn.say("hello-again")) if known else welcome(turn)
    if kind in _WITH_PERSON:
        return Reply(turn.say(_WITH_PERSON[kind]), (turn.button("button-person", "inquiry.ask"),))
    return Reply(turn.say(_KEYS[kind]))
