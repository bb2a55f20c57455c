"""What staff mark on a case: its priority, tags, and a person who is not to be heard for now."""

import re

from handlers.base import Case, Reply, Turn
from handlers.letters import to_person
from handlers.refusals import hint

LONGEST_TAG = 40
_TAG = re.compile(r"[^\W_][\w-]*")


async def mark_urgent(turn: Turn, case: Case, text: str) -> list[Reply]:
    """Above all others, or with "aus" where it was."""
    off = text.casefold() in turn.say("words-off").split(", ")
    changed = await turn.cases.set_urgent(case.number, turn.message.staff, urgent=not off)
    key = ("staff-lowered" if off else "staff-raised") if changed else "staff-unchanged"
    return [Reply(turn.say(key, number=case.number), case=case.number)]


async def tag(turn: Turn, case: Case, text: str) -> list[Reply]:
    """One word put on the case, or taken off with a minus before it."""
    word = text.strip().lstrip("#-−–").casefold()
    if not _TAG.fullmatch(word) or len(word) > LONGEST_TAG:
        return [Reply(hint(turn, "staff-tag-which", number=case.number), case=case.number)]
    on = not text.strip().startswith(("-", "−", "–"))
    changed = await turn.cases.set_tag(case.number, turn.message.staff, word, on=on)
    key = ("staff-tagged" if on else "staff-untagged") if changed else "staff-unchanged"
    return [Reply(turn.say(key, number=case.number, tag=word), case=case.number)]


async def ban(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """The person hears it once; from then on their messages are only counted."""
    return await _set_ban(turn, case, on=True)


async def unban(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """The person is heard again, and told so."""
    return await _set_ban(turn, case, on=False)


async def _set_ban(turn: Turn, case: Case, *, on: bool) -> list[Reply]:
    if not await turn.cases.ban(case.number, turn.message.staff, on=on):
        return [Reply(turn.say("staff-unchanged", number=case.number), case=case.number)]
    team, person = ("staff-banned", "banned-person") if on else ("staff-unbanned", "unbanned-person")
    return [Reply(hint(turn, team, number=case.number), case=case.number), *to_person(turn, case, person)]
