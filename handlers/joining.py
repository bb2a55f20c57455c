"""Further messages join the case they belong to; the automaton keeps quiet while a person answers."""

from handlers.base import Answer, By, Case, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH, is_open, repeated, state_in_words
from knowledge.search import Decision

WORD_FOR_WORD = 1.0  # the score of a phrasing that is known exactly


class Awaited:
    """When the team asked back, the person's next message is the answer, be it "ja" or "2"."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press or turn.message.press or not turn.text or turn.conversation.step.startswith("inquiry."):
            return None
        cases = await turn.cases.mine(within_days=0)
        asked = next((case for case in cases if case.state is CaseState.WAITING), None)
        new_question = turn.text.endswith("?") and any(found.decision is Decision.ANSWER for found in turn.findings)
        return await join(turn, asked, turn.text) if asked and not new_question else None


class Joining:
    """Takes text of people with a case, unless it is a new question we can answer."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("case") == "join":
            return await _join_pressed(turn)
        if turn.press or not turn.text:
            return None
        cases = await turn.cases.mine(within_days=HALF_A_MONTH)
        same = next((case for case in cases if repeated(case, turn.text)), None)
        if same:
            state = state_in_words(turn, same)
            return [Reply(turn.say("case-already", number=same.number, state=state), case=same.number)]
        return None if not cases or _asks_something_else(turn, cases[0]) else await join(turn, cases[0], turn.text)


def _asks_something_else(turn: Turn, case: Case) -> bool:
    """Whether this is a question of its own: one we can answer; right after staff answered, only one known to the word.

    People mostly write back about what they were just told, and a wrong guess here would answer over staff's heads.
    """
    bar = WORD_FOR_WORD if case.state is CaseState.ANSWERED else 0.0
    return any(found.decision is Decision.ANSWER and found.matches[0].score >= bar for found in turn.findings)


async def _join_pressed(turn: Turn) -> Answer:
    """The button under an answer: this message did belong to the case."""
    case = await turn.cases.find(turn.args["number"])
    if case is None or case.chat != turn.message.chat:
        return [Reply(turn.say("button-expired"))]
    if turn.press and turn.press.again:
        return [Reply(turn.say("already-noted"))]
    return await join(turn, case, turn.args["question"])


async def join(turn: Turn, case: Case, text: str) -> list[Reply]:
    """Put the person's words on the case; a finished one opens again."""
    reopened = not is_open(case) and await turn.cases.reopen(case.number, By.PERSON, "")
    await turn.cases.add_message(case.number, text)
    key = "staff-reopened" if reopened else "staff-message"
    team = turn.for_staff
    show = team.button("button-show", "staff.show", number=case.number)
    alert = team.alert(team.say(key, number=case.number), case=case.number, buttons=(show,))
    return [*_told(turn, case, reopened=reopened), *alert]


def _told(turn: Turn, case: Case, *, reopened: bool) -> list[Reply]:
    """What the person hears: each time while nobody has the case, once when a person is at it, then nothing."""
    quiet = f"{case.number}:{case.owner}"
    if reopened:
        turn.conversation.told_joining = quiet
        return [Reply(turn.say("case-reopened", number=case.number), case=case.number)]
    if case.state is CaseState.NEW:
        return [Reply(turn.say("case-joined", number=case.number), case=case.number)]
    if turn.conversation.told_joining == quiet:
        return []
    turn.conversation.told_joining = quiet
    return [Reply(turn.say("case-joined-quiet", number=case.number), case=case.number)]
