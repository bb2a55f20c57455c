"""What a person is told about their cases."""

from handlers.base import Button, Case, CaseState, Reply, Turn
from handlers.promises import expectation as expectation
from handlers.speech import quoted
from handlers.times import by_when, local_day
from handlers.words import plain

HALF_A_MONTH = 14  # days in which the next message of a person opens their case again


def state_in_words(turn: Turn, case: Case) -> str:
    """Where a case stands, as a sentence."""
    at = case.closed_at or case.changed_at
    if case.merged_into:
        return turn.say("case-goes-on-as", into=case.merged_into)
    return turn.say(f"state-{case.state}", date=local_day(at, turn.language))


async def status_lines(turn: Turn, number: str) -> Reply:
    """Where the person's cases stand; with a number, only that one. Other people's are never found."""
    cases = await turn.cases.mine(within_days=HALF_A_MONTH)
    if number:
        wanted = await turn.cases.find(number)
        cases = [case for case in cases if wanted and case.number == wanted.number]
        if not cases:
            return Reply(turn.say("status-unknown", number=quoted(number[:40])))
    if not cases:
        return Reply(turn.say("status-none"), (turn.button("button-person", "inquiry.ask"),))
    buttons = tuple(enough(turn, case) for case in cases if case.state is not CaseState.CLOSED)
    return Reply("\n\n".join(_status(turn, case) for case in cases), buttons, case=cases[0].number)


def enough(turn: Turn, case: Case) -> Button:
    """The way out of waiting."""
    label = turn.say("button-withdraw-number", number=case.number)
    return Button(label, "case.withdraw", {"number": case.number})


def _status(turn: Turn, case: Case) -> str:
    opened = local_day(case.opened_at, turn.language)
    line = turn.say("status-line", number=case.number, date=opened, state=state_in_words(turn, case))
    if case.due_at and case.due_at > turn.now and is_open(case):
        line += " " + turn.say("status-due", due=by_when(case.due_at, turn.now, turn.language))
    return f"{line}\n{turn.say('status-question', question=quoted(case.question))}"


def repeated(case: Case, text: str) -> bool:
    """Whether `text` says the case's question again."""
    return bool(plain(text)) and plain(text) == plain(case.question)


def is_open(case: Case) -> bool:
    """Whether the team still has the case in hand."""
    return case.state not in (CaseState.CLOSED, CaseState.ANSWERED)
