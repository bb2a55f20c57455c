"""Further messages join the case they belong to; the automaton keeps quiet while a person answers."""

from dataclasses import replace

from handlers.base import Answer, By, Case, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH, is_open, repeated, state_in_words
from handlers.copies import copy_of_words
from handlers.lifecycle import BURST
from handlers.promises import back_again, promised
from knowledge.search import Decision

WORD_FOR_WORD = 1.0  # the score of a phrasing that is known exactly


class Awaited:
    """When the team asked back, the next message is the answer, be it "ja" or "2"; a file goes to the case anyway."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press or turn.message.press or not _says(turn) or turn.conversation.step.startswith("inquiry."):
            return None
        cases = [case for case in await turn.cases.mine(within_days=0) if is_open(case)]
        if cases and not turn.text:
            replies = await _join_this(turn, cases[0])
            return [reply for reply in replies if reply.to] if turn.message.continues else replies
        asked = next((case for case in cases if case.state is CaseState.WAITING), None)
        new_question = turn.text.endswith("?") and any(found.decision is Decision.ANSWER for found in turn.findings)
        return await _join_this(turn, asked) if asked and not new_question else None


class Joining:
    """Takes text of people with a case, unless it is a new question we can answer."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("case") == "join":
            return await _join_pressed(turn)
        if turn.press or not _says(turn):
            return None
        cases = await turn.cases.mine(within_days=HALF_A_MONTH)
        same = next((case for case in cases if repeated(case, turn.text)), None)
        if same:
            state = state_in_words(turn, same)
            return [Reply(turn.say("case-already", number=same.number, state=state), case=same.number)]
        return None if not cases or _asks_something_else(turn, cases[0]) else await _join_this(turn, cases[0])


async def _join_this(turn: Turn, case: Case) -> list[Reply]:
    return await join(turn, case, turn.text, ref=turn.message.ref)


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


def _says(turn: Turn) -> bool:
    """Whether there is something to put on a case: words, or a file."""
    return bool(turn.text or turn.message.attachments)


async def join(turn: Turn, case: Case, text: str, *, ref: str = "") -> list[Reply]:
    """Put the person's words and files on the case; a finished one opens again."""
    promise = promised(turn)
    reopened = not is_open(case) and await turn.cases.reopen(case.number, By.PERSON, "", promise=promise)
    now = await turn.cases.add_message(
        case.number, text, ref=ref, attachments=turn.message.attachments, promise=promise
    )
    if now.burst > BURST and not reopened:  # the clock gathers the rest of this minute for staff
        return [Reply(turn.say("case-joined-crowd", number=case.number), case=case.number)] * (now.burst == BURST + 1)
    return [*_told(turn, case, reopened=reopened), *_alert(turn.for_staff, case, text, ref, reopened=reopened)]


def _alert(turn: Turn, case: Case, text: str, ref: str, *, reopened: bool) -> list[Reply]:
    """Staff hear that there is more; what it says only where the operator wants it shown."""
    said = turn.say("staff-reopened" if reopened else "staff-message", number=case.number)
    if turn.alerts_show_words:
        words = copy_of_words(turn, case, text, ref)
        return turn.to_staff(replace(words, text=f"{said}\n{words.text}"))
    return turn.alert(said, case=case.number, buttons=(turn.button("button-show", "staff.show", number=case.number),))


def _told(turn: Turn, case: Case, *, reopened: bool) -> list[Reply]:
    """What the person hears: each time while nobody has the case, once when a person is at it, then nothing."""
    quiet = f"{case.number}:{case.owner}"
    if reopened:
        turn.conversation.told_joining = quiet
        return [Reply(turn.say("case-reopened", number=case.number) + back_again(turn), case=case.number)]
    if case.state is CaseState.NEW:
        return [Reply(turn.say("case-joined", number=case.number) + back_again(turn), case=case.number)]
    if turn.conversation.told_joining == quiet:
        return []
    turn.conversation.told_joining = quiet
    return [Reply(turn.say("case-joined-quiet", number=case.number) + back_again(turn), case=case.number)]
