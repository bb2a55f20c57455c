"""How cases look to staff: lists and the whole history."""

from handlers.base import Button, By, Case, CaseEvent, CaseState, Reply, Turn
from handlers.cards import state_for_team
from handlers.messages import WHOLE_CASE
from handlers.speech import quoted
from handlers.stored import MOST_LISTED
from handlers.times import moment

AGES = (("age-days", 86_400), ("age-hours", 3_600), ("age-minutes", 60))
PREVIEW = 80  # characters of a question in a list
VIEWS = {
    "new": "new", "neu": "new", "mine": "mine", "meine": "mine", "waiting": "waiting", "wartend": "waiting",
    "overdue": "overdue", "überfällig": "overdue", "closed": "closed", "geschlossen": "closed",
    "undelivered": "undelivered", "unzugestellt": "undelivered", "pending": "pending", "ausstehend": "pending",
    "": "open", "open": "open", "offen": "open",
}  # fmt: skip


async def case_list(turn: Turn, wanted: str) -> Reply:
    """One line per case, raised ones first, then the oldest change; what was not delivered in plain sight."""
    view = VIEWS.get(wanted.casefold())
    if view is None:
        return Reply(turn.say("staff-list-unknown", name=quoted(wanted[:40])))
    cases = await turn.cases.listed(view, turn.message.staff)
    if not cases:
        return Reply(turn.say("staff-list-empty"))
    head = turn.say("staff-list-head", count=len(cases), view=turn.say(f"staff-view-{view}"))
    more = [turn.say("staff-list-more", count=MOST_LISTED)] if len(cases) == MOST_LISTED else []
    return Reply("\n".join([head, *(_line(turn, case, aged=view == "pending") for case in cases), *more]))


def age(turn: Turn, case: Case) -> str:
    """How long the person has been waiting since they asked: days, else hours, else minutes."""
    waited = int((turn.now - case.opened_at).total_seconds())
    key, seconds = next((one for one in AGES if waited >= one[1]), AGES[-1])
    return turn.say(key, count=waited // seconds)


def _line(turn: Turn, case: Case, *, aged: bool = False) -> str:
    question = " ".join(case.question.split())
    line = turn.say(
        "staff-list-line", number=case.number, state=state_for_team(turn, case),
        owner=case.owner or turn.say("staff-nobody"), date=moment(case.changed_at, turn.language),
        question=quoted(question[:PREVIEW] + ("…" if len(question) > PREVIEW else "")),
    )  # fmt: skip
    return " · ".join([line, *([age(turn, case)] if aged else []), *_marks(turn, case)])


def _marks(turn: Turn, case: Case) -> list[str]:
    """What must not be overlooked: urgent, promised until, undelivered, tags, merged, not heard."""
    marks = [turn.say("staff-urgent-mark")] if case.urgent else []
    if case.due_at and case.state in (CaseState.NEW, CaseState.CLAIMED):
        key = "staff-due-mark" if case.due_at > turn.now else "staff-late-mark"
        marks.append(turn.say(key, date=moment(case.due_at, turn.language)))
    marks += [turn.say("staff-undelivered-mark", count=case.undelivered)] if case.undelivered else []
    marks += [turn.say("staff-merged-mark", into=case.merged_into)] if case.merged_into else []
    marks += [turn.say("staff-banned-mark")] if case.banned else []
    return marks + [f"#{tag}" for tag in case.tags]


async def case_in_full(turn: Turn, case: Case) -> Reply:
    """Everything on a case, and what can be done next."""
    head = turn.say(
        "staff-show-head", number=case.number, state=state_for_team(turn, case),
        owner=case.owner or turn.say("staff-nobody"), channel=turn.channel(case.chat) if case.chat else "–",
        language=case.language,
    )  # fmt: skip
    marks = _marks(turn, case)
    lines = [head, *([" · ".join(marks)] if marks else [])]
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
        again = case.chat and not case.merged_into
        return (turn.button("button-reopen", "staff.reopen", number=case.number),) if again else ()
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
