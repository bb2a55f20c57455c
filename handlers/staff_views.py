"""How cases look to staff: lists and the whole history."""

from handlers.base import By, Case, CaseEvent, CaseState, Reply, Turn
from handlers.speech import quoted
from handlers.times import moment

PREVIEW = 80  # characters of a question in a list


async def case_list(turn: Turn, view: str) -> Reply:
    """One line per case, oldest change first, what was not delivered in plain sight."""
    cases = await turn.cases.listed(view, turn.message.staff)
    if not cases:
        return Reply(turn.say("staff-list-empty"))
    head = turn.say("staff-list-head", count=len(cases), view=view or "open")
    return Reply("\n".join([head, *(_line(turn, case) for case in cases)]))


def _line(turn: Turn, case: Case) -> str:
    question = " ".join(case.question.split())
    line = turn.say(
        "staff-list-line", number=case.number, state=str(case.state), owner=case.owner or turn.say("staff-nobody"),
        date=moment(case.changed_at, turn.language),
        question=quoted(question[:PREVIEW] + ("…" if len(question) > PREVIEW else "")),
    )  # fmt: skip
    return f"{line} · {turn.say('staff-undelivered-mark', count=case.undelivered)}" if case.undelivered else line


async def case_in_full(turn: Turn, case: Case) -> Reply:
    """Everything on a case, and what can be done next."""
    head = turn.say(
        "staff-show-head", number=case.number, state=str(case.state), owner=case.owner or turn.say("staff-nobody"),
        channel=turn.channel(case.chat) if case.chat else "–", language=case.language,
    )  # fmt: skip
    lines = [head]
    if case.undelivered:
        lines.append(turn.say("staff-undelivered-mark", count=case.undelivered))
    lines += [_event(turn, event) for event in await turn.cases.history(case.number)]
    number = case.number
    buttons = [turn.button("button-claim", "staff.claim", number=number)] if not case.owner else []
    if case.state is not CaseState.CLOSED:
        buttons.append(turn.button("button-close", "staff.close", number=number))
    return Reply("\n".join(lines), tuple(buttons), case=number)


def _event(turn: Turn, event: CaseEvent) -> str:
    by = {By.PERSON: turn.say("staff-by-person"), By.SYSTEM: turn.say("staff-by-system")}
    return turn.say(
        "staff-show-event", date=moment(event.at, turn.language), who=event.name or by.get(event.by, event.by),
        what=turn.say(f"event-{event.what}"), text=f": {quoted(event.text)}" if event.text else "",
    )  # fmt: skip


def reason_not_mine(turn: Turn, case: Case) -> str:
    """Why a change was refused."""
    if case.state is CaseState.CLOSED:
        return turn.say("staff-closed-already")
    return turn.say("staff-owned-by", name=case.owner)
