"""Threats against staff are kept as evidence and told to the team; insults are not, they meet calm."""

from datetime import timedelta

from handlers.base import Answer, CaseState, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.speech import quoted
from handlers.stored import Evidence
from handlers.times import local_day, moment

EVIDENCE = Usage("belege", "evidence", "usage-evidence", staff=True)
KEPT_FOR = timedelta(days=3 * 365)  # a threat (§ 241 (1) StGB) can be prosecuted for three years (§ 78 (3) Nr. 5)


class Threats:
    """Takes a person's threat, whatever step a dialogue is in; a crisis in the same message comes before it."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.is_staff or turn.press or not turn.words.means("threat", turn.text):
            return None
        return await _kept(turn)


class KeptThreats:
    """Shows staff what is kept."""

    usage = (EVIDENCE,)

    async def answer(self, turn: Turn) -> Answer:
        command = asked_for(turn, EVIDENCE) if turn.is_staff else None
        return [await _shown(turn, command.rest)] if command else None


async def _kept(turn: Turn) -> list[Reply]:
    """The person is told that it is kept, by whom and why; staff hear where to read it."""
    await turn.tally.count("threat")
    case = next((case for case in await turn.cases.mine(within_days=0) if case.state is not CaseState.CLOSED), None)
    number = case.number if case else ""
    kept = await turn.cases.keep_threat(turn.message.text, number=number, keep_until=turn.now + KEPT_FOR)
    told = Reply(turn.say("threat", until=local_day(kept.keep_until, turn.language)))
    team = turn.for_staff
    on = team.say("staff-threat-case", number=number) if number else team.say("staff-threat-no-case")
    alert = team.say("staff-threat", channel=team.channel(), id=str(kept.id), on=on)
    return [told, *team.alert(alert, case=number)]


async def _shown(turn: Turn, wanted: str) -> Reply:
    """What is kept: a line each, or one word for word."""
    kept = await turn.cases.threats()
    if wanted:
        one = next((threat for threat in kept if str(threat.id) == wanted.strip()), None)
        return Reply(_in_full(turn, one)) if one else Reply(turn.say("staff-evidence-unknown"))
    return Reply("\n".join([turn.say("staff-evidence-head", count=len(kept)), *(_line(turn, one) for one in kept)]))


def _line(turn: Turn, one: Evidence) -> str:
    return turn.say(
        "staff-evidence-line", id=str(one.id), date=moment(one.at, turn.language),
        channel=turn.say(f"channel-{one.platform}"), number=one.number or "–",
        until=local_day(one.keep_until, turn.language),
    )  # fmt: skip


def _in_full(turn: Turn, one: Evidence) -> str:
    return f"{_line(turn, one)}\n{turn.say('staff-evidence-text', address=quoted(one.address), text=quoted(one.text))}"
