"""What a person is told about their cases."""

from handlers.base import Case, CaseState, Reply, Turn
from handlers.speech import quoted
from handlers.times import local_day
from handlers.words import plain

HALF_A_MONTH = 14  # days in which the next message of a person opens their case again


def state_in_words(turn: Turn, case: Case) -> str:
    """Where a case stands, as a sentence."""
    at = case.closed_at or case.changed_at
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
    return Reply("\n\n".join(_status(turn, case) for case in cases), case=cases[0].number)


def _status(turn: Turn, case: Case) -> str:
    opened = local_day(case.opened_at, turn.language)
    line = turn.say("status-line", number=case.number, date=opened, state=state_in_words(turn, case))
    return f"{line}\n{turn.say('status-question', question=quoted(case.question))}"


def repeated(case: Case, text: str) -> bool:
    """Whether `text` says the case's question again."""
    return bool(plain(text)) and plain(text) == plain(case.question)


def expectation(turn: Turn) -> str:
    """What a person may honestly expect: the team's hours if they are known, never a promise."""
    hours = turn.library.operator.details(turn.language)["opening_hours"]
    return turn.say("expectation-hours", hours=hours) if hours else turn.say("expectation-unknown")


def is_open(case: Case) -> bool:
    """Whether the team still has the case in hand."""
    return case.state not in (CaseState.CLOSED, CaseState.ANSWERED)
