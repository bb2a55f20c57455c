"""What staff write on a case: to the person, or only to each other."""

from dataclasses import replace

from handlers.base import Case, Reply, Turn
from handlers.letters import to_person
from handlers.refusals import hint, unsent


async def reply(turn: Turn, case: Case, text: str) -> list[Reply]:
    """The only way in which staff text reaches a person; the room hears whether all of it arrived."""
    files, staff = turn.message.attachments, turn.message.staff
    if not text and not files:
        return [Reply(hint(turn, "staff-reply-empty", number=case.number))]
    if not await turn.cases.reply(case.number, staff, text, attachments=files, seen=turn.message.seen):
        return [await unsent(turn, case)]
    said = {"text": text or turn.speech.say(case.language, "case-answer-file")}
    said["operator"] = turn.library.operator.name.in_(case.language)
    foot = "case-question-foot" if text.endswith("?") else "case-answer-foot"
    answer = to_person(turn, case, "case-answer", foot=foot, **said)
    arrived = Reply(turn.say("staff-delivered", number=case.number), to=turn.message.chat, case=case.number)
    lost = turn.alert(turn.say("staff-undelivered", number=case.number), case=case.number)
    tracked = [replace(one, attachments=files, when_sent=(arrived,), when_lost=tuple(lost)) for one in answer]
    return [*tracked, Reply(turn.say("staff-replied", number=case.number), case=case.number)]


async def ask_for_reply(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """The button: what is written as a reply to this goes to the person."""
    return [Reply(turn.say("staff-reply-here", number=case.number), case=case.number, is_person=True)]


async def ask_for_note(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """The button: how to write what stays inside."""
    return [Reply(turn.say("staff-note-here", number=case.number), case=case.number)]


async def note(turn: Turn, case: Case, text: str) -> list[Reply]:
    """Keep it on the case, for the team."""
    if not text and not turn.message.attachments:
        return [Reply(hint(turn, "staff-note-empty", number=case.number))]
    await turn.cases.note(case.number, turn.message.staff, text, attachments=turn.message.attachments)
    return [Reply(turn.say("staff-noted", number=case.number), case=case.number)]


async def note_inside(turn: Turn, case: Case) -> list[Reply]:
    """What is said within a case's thread stays there; each member hears once how to write to the person."""
    name = turn.message.staff
    known = await turn.cases.noted_before(case.number, name)
    await turn.cases.note(case.number, name, turn.text, attachments=turn.message.attachments)
    return [] if known else [Reply(turn.say("staff-noted-inside", number=case.number), case=case.number)]
