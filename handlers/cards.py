"""How a case's own topic or thread in a staff room is headed: its number, where it stands, who has it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.base import Card, Case, CaseState, Reply, Turn
from handlers.speech import Speech

SIGNS = {
    CaseState.NEW: "🔔", CaseState.CLAIMED: "👤", CaseState.WAITING: "⏳", CaseState.ANSWERED: "✅",
    CaseState.CLOSED: "📁",
}  # fmt: skip


def card_of(speech: Speech, case: Case) -> Card:
    """The heading of a case as it stands now."""
    parts = [f"{SIGNS[case.state]} {case.number}", speech.say("de", f"staff-state-{case.state}")]
    parts += [case.owner] if case.owner else []
    parts += [speech.say("de", "staff-urgent-mark")] if case.urgent else []
    return Card(" · ".join(parts), open=case.state is not CaseState.CLOSED)


def state_for_team(turn: Turn, case: Case) -> str:
    """The state in the team's words."""
    return turn.for_staff.say(f"staff-state-{case.state}")


async def headed(turn: Turn, replies: Sequence[Reply]) -> list[Reply]:
    """The replies, those to staff rooms with the heading of their case; asked once all changes are made."""
    numbers = {reply.case for reply in replies if reply.case and _to_staff(turn, reply)}
    cases = [await turn.cases.find(number) for number in sorted(numbers)]
    cards = {case.number: card_of(turn.speech, case) for case in cases if case}
    return [
        replace(reply, card=cards[reply.case]) if _to_staff(turn, reply) and reply.case in cards else reply
        for reply in replies
    ]


def _to_staff(turn: Turn, reply: Reply) -> bool:
    return (reply.to or turn.message.chat) in turn.staff_rooms
