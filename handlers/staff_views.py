"""How cases look to staff: lists and the whole history."""

from handlers.base import Button, By, Case, CaseEvent, CaseState, Reply, Turn
from handlers.cards import state_for_team
from handlers.messages import WHOLE_CASE
from handlers.speech import quoted
from handlers.times import moment

PREVIEW = 80  # characters of a question in a list
VIEWS = ("new", "mine", "waiting", "overdue", "closed")


async def case_list(turn: Turn, view: str) -> Reply:
    """One line per case, oldest change first, what was not delivered in plain sight."""
    cases = await turn.cases.listed(view, turn.message.staff)
    if not cases:
        return Reply(turn.say("staff-list-empty"))
    head = turn.say(
        "staff-list-head", count=len(cases), view=turn.say(f"staff-view-{view if view in VIEWS else 'open'}")
    )
    return Reply("\n".join([head, *(_line(turn, case) for case in cases)]))


def _line(turn: Turn, case: Case) -> str:
    question = " ".join(case.question.split())
    line = turn.say(
        "staff-list-line", number=case.number, state=state_for_team(turn, case),
        owner=case.owner or turn.say("staff-nobody"), date=moment(case.changed_at, turn.language),
        question=quoted(question[:PREVIEW] + ("…" if len(question) > PREVIEW else "")),
    )  # fmt: skip
    return f"{line} · {turn.say('staff-undelivered-mark', count=case.undelivered)}" if case.undelivered else line


async def case_in_full(turn: Turn, case: Case) -> Reply:
    """Everything on a case, and what can be done next."""
    head = turn.say(
        "staff-show-head", number=case.number, state=state_for_team(turn, case),
        owner=case.owner or turn.say("staff-nobody"), channel=turn.channel(case.chat) if case.chat else "–",
        language=case.language,
    )  # fmt: skip
    lines = [head]
    if case.undelivered:
        lines.append(turn.say("staff-undelivered-mark", count=case.undelivered))
    history = await turn.cases.history(case.number)
    lines += [_event(turn, event) for event in history]
    files = tuple(attachment for event in history for attachment in event.attachments)
    return Reply(
        "\n".join(lines), case_buttons(turn, case), case=case.number, is_person=True, copy_of=WHOLE_CASE,
        attachments=files,
    )  # fmt: skip


def case_buttons(turn: Turn, case: Case) -> tuple[Button, ...]:
    """What can be done with a case as it stands; nothing with one whose person is gone."""
    if case.state is CaseState.CLOSED:
        return (turn.button("button-reopen", "staff.reopen", number=case.number),) if case.chat else ()
    claim = () if case.owner else (turn.button("button-claim", "staff.claim", number=case.number),)
    return (
        *claim,
        turn.button("button-reply", "staff.reply", number=case.number),
        turn.button("button-note", "staff.note", number=case.number),
        turn.button("button-close", "staff.close", number=case.number),
    )


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
