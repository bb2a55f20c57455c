"""A person in crisis gets the emergency numbers first, before any question of consent; staff are alerted apart."""

from handlers.base import Answer, Case, CaseState, Reply, Turn, Usage


class Safety:
    """Answers signs of a crisis; takes text only, whatever step a dialogue is in."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.is_staff or turn.press or not turn.words.means("crisis", turn.text):
            return None
        await turn.tally.count("crisis")
        case = next((case for case in await turn.cases.mine(within_days=0) if case.state != CaseState.CLOSED), None)
        if case:
            await turn.cases.flag(case.number, "crisis")
        numbers = Reply(turn.say("crisis"), (turn.button("button-person", "inquiry.ask"),))
        return [numbers, *_alert(turn.for_staff, case)]


def _alert(turn: Turn, case: Case | None) -> list[Reply]:
    """Staff hear that it happened; the words stay with the person unless they pass them on."""
    about = turn.say("staff-crisis-case", number=case.number) if case else turn.say("staff-crisis-no-case")
    alert = turn.say("staff-crisis", channel=turn.channel(), case=about)
    return turn.alert(alert, case=case.number if case else "")
