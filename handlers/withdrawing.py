"""The person needs no answer any more: a button on every open case, and words that offer it."""

from handlers.base import Answer, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH, enough


class Withdrawing:
    """Takes the button wherever it stands; what is said in words is only offered, as it may be meant for staff."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("case") == "withdraw":
            return await _withdrawn(turn, turn.args.get("number", ""))
        if turn.press or not turn.words.means("withdraw", turn.text):
            return None
        cases = [case for case in await turn.cases.mine(within_days=0) if case.state is not CaseState.CLOSED]
        if not cases:
            return None
        return [Reply(turn.say("withdraw-confirm"), tuple(enough(turn, case) for case in cases))]


async def _withdrawn(turn: Turn, number: str) -> list[Reply]:
    """Closed at once; staff hear it, and whoever changes their mind writes again."""
    case = await turn.cases.find(number)
    if case is None or case.chat != turn.message.chat:
        return [Reply(turn.say("button-expired"))]
    if not await turn.cases.withdraw(case.number):
        return [Reply(turn.say("withdraw-not", number=case.number), case=case.number)]
    team = turn.for_staff
    alert = team.alert(team.say("staff-withdrawn", number=case.number), case=case.number)
    return [Reply(turn.say("withdrawn", number=case.number, days=HALF_A_MONTH), case=case.number), *alert]
