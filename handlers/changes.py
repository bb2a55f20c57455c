"""A person rewords or withdraws an earlier message: what is still open follows, what was answered stays."""

from handlers.base import Answer, Case, Reply, Revised, Turn, Usage
from handlers.copies import copy_of_words, shown_anew
from handlers.inquiry import ASK, CONSENT


class Changes:
    """Takes edits and deletions of earlier messages; a new wording of the latest one is answered like a new message."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        message, conversation = turn.message, turn.conversation
        changed = message.edits or message.deletes
        latest = bool(changed) and changed == conversation.latest
        if message.ref and not changed and not message.press:
            conversation.latest = message.ref
        if not changed:
            return None
        text = _new_wording(turn)
        if revised := await turn.cases.revise(changed, text):
            return await _told(turn, *revised, ref=changed, text=text)
        if message.deletes or not latest:
            return []
        if conversation.step == CONSENT:
            conversation.wait_for(ASK)  # the new wording takes the old one's place, it does not add to it
        return None


def _new_wording(turn: Turn) -> str | None:
    """What the message says now, nothing where only its files stay; None when all of it was withdrawn."""
    stands = turn.message.edits and (turn.text or turn.message.attachments)
    return turn.text if stands else None


async def _told(turn: Turn, case: Case, how: Revised, *, ref: str, text: str | None) -> list[Reply]:
    """The person hears that it counts; staff see the new wording in place of the old, or beside what they answered."""
    key = "case-message-withdrawn" if text is None else "case-message-revised"
    done = Reply(turn.say(key, number=case.number), case=case.number)
    team = turn.for_staff
    if how is Revised.BEFORE:
        shown = await shown_anew(turn, case, ref, text)
        return [done, *shown, *team.alert(team.say("staff-revised", number=case.number), case=case.number)]
    alert = team.alert(team.say("staff-revised-after", number=case.number), case=case.number)
    if not (turn.alerts_show_words and text):
        return [done, *alert]
    copy = copy_of_words(turn, case, text, turn.message.ref)
    return [done, *alert, *turn.to_staff(copy)]
