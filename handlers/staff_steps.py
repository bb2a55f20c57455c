"""The steps staff take with a case, each answered in words: done, or why not."""

from datetime import timedelta

from handlers.base import DESK, By, Case, CaseState, Reply, Turn
from handlers.cases import HALF_A_MONTH
from handlers.letters import to_person
from handlers.promises import promised
from handlers.refusals import again, hint, reason, refused, silence
from handlers.staff_views import case_in_full

MOMENT = timedelta(seconds=5)


async def show(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """Everything on the case; whoever asked has seen it."""
    await turn.cases.saw(case.number, turn.message.staff)
    return [await case_in_full(turn, case)]


async def claim(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """One claim wins; losers see who has it, and the person hears once that someone is at it."""
    name = turn.message.staff
    if not await turn.cases.claim(case.number, name):
        if (
            turn.press
            and turn.press.again
            and case.owner == name
            and case.acted_at
            and turn.now - case.acted_at < MOMENT
        ):
            return []  # the same finger, twice
        return [_claim_lost(turn, await again(turn, case))]
    told = to_person(turn, case, "case-claimed-person")
    return [Reply(turn.say("staff-claimed", number=case.number, name=name), case=case.number), *told]


async def release(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """Anybody may take it then."""
    if await turn.cases.release(case.number, turn.message.staff):
        return [Reply(turn.say("staff-released", number=case.number), case=case.number)]
    return [Reply(turn.say("staff-release-not", number=case.number), case=case.number)]


async def hand_over(turn: Turn, case: Case, to: str) -> list[Reply]:
    """To a colleague by name; all rooms hear it, as the colleague may be in any of them."""
    known = await turn.cases.colleagues()
    name = next((one for one in known if one.casefold() == to.strip().removeprefix("@").casefold()), None)
    if name is None:
        asked = "staff-hand-over-unknown" if to else "staff-hand-over-whom"
        return [Reply(hint(turn, asked, number=case.number, name=to[:40], known=", ".join(known)), case=case.number)]
    if not await turn.cases.hand_over(case.number, turn.message.staff, name):
        return [await refused(turn, case, "staff-hand-over-not")]
    said = turn.say("staff-handed-over", number=case.number, name=turn.message.staff, to=name)
    return _everywhere(turn, Reply(said, case=case.number))


async def park(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """The case waits for the person."""
    if not await turn.cases.park(case.number, turn.message.staff):
        return [await refused(turn, case, "staff-park-not")]
    return [Reply(turn.say("staff-parked", number=case.number), case=case.number)]


async def close(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """Done; the person hears how it goes on if they write again."""
    if not await turn.cases.close(case.number, turn.message.staff):
        return [await refused(turn, case, "staff-close-lost")]
    told = to_person(turn, case, "case-closed-person", days=HALF_A_MONTH)
    return [Reply(turn.say("staff-closed", number=case.number), case=case.number), *told]


async def reopen(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """Not an erased case, nor one that goes on as another."""
    name = turn.message.staff
    if case.chat is None:
        return [Reply(turn.say("staff-erased-case", number=case.number), case=case.number)]
    if case.merged_into:
        return [Reply(turn.say("staff-merged-case", number=case.number, into=case.merged_into), case=case.number)]
    if not await turn.cases.reopen(case.number, By.STAFF, name, promise=promised(turn)):
        return [Reply(turn.say("staff-reopen-not", number=case.number), case=case.number)]
    told = to_person(turn, case, "case-reopened-person")
    return [Reply(turn.say("staff-reopened-by", number=case.number, name=name), case=case.number), *told]


async def merge(turn: Turn, case: Case, other: str) -> list[Reply]:
    """Two cases of one person go on as the second; they hear under which number."""
    into = await turn.cases.find(other) if other else None
    if into is None:
        key, number = ("staff-unknown-case", other[:40]) if other else ("staff-merge-which", case.number)
        return [Reply(hint(turn, key, number=number), case=case.number)]
    if not await turn.cases.merge(case.number, into.number, turn.message.staff):
        why = _why_not_merged(turn, await again(turn, case), await again(turn, into))
        return [Reply(turn.say("staff-merge-not", number=case.number, into=into.number, reason=why), case=case.number)]
    told = to_person(turn, into, "case-merged-person", gone=case.number)
    return [Reply(turn.say("staff-merged", number=case.number, into=into.number), case=into.number), *told]


def _why_not_merged(turn: Turn, case: Case, into: Case) -> str:
    if case.number == into.number:
        return turn.say("staff-why-same")
    if case.chat is None or into.chat is None:
        return turn.say("staff-why-erased")
    if case.chat != into.chat:
        return turn.say("staff-why-other-person")
    if into.state is CaseState.CLOSED:
        return turn.say("staff-why-closed", number=into.number)
    return reason(turn, case)


def _claim_lost(turn: Turn, case: Case) -> Reply:
    number = case.number
    if case.chat is None:
        return Reply(turn.say("staff-erased-case", number=number), case=number)
    if case.merged_into:
        return Reply(turn.say("staff-merged-case", number=number, into=case.merged_into), case=number)
    if case.state is CaseState.CLOSED:
        return Reply(hint(turn, "staff-claim-closed", number=number), case=number)
    if case.owner == turn.message.staff:
        return Reply(turn.say("staff-claim-mine", number=number), case=number)
    lost = turn.say("staff-claim-lost", number=number, name=case.owner)
    return Reply(f"{lost}{silence(turn, case)}", case=number)


def _everywhere(turn: Turn, reply: Reply) -> list[Reply]:
    """To every room, and back to the desk where it was done there."""
    return [*turn.to_staff(reply), *([reply] if turn.message.chat.platform == DESK else [])]
