"""What is said on a case without anybody having written: reminders, broken promises, closings, crowds."""

from collections.abc import Sequence
from datetime import datetime

from handlers.base import Button, Case, Chat, Reply
from handlers.cards import card_of
from handlers.lifecycle import Notice
from handlers.speech import Speech
from handlers.times import by_when

TO_PERSON = {
    Notice.LATE: "promise-broken", Notice.REMINDED: "case-reminder", Notice.ANNOUNCED: "case-closing-soon",
    Notice.EXPIRED: "case-expired",
}  # fmt: skip
TO_STAFF = {Notice.NUDGED: "staff-nudge", Notice.LATE: "staff-late", Notice.EXPIRED: "staff-expired"}


def notices(notice: Notice, case: Case, speech: Speech, rooms: Sequence[Chat], now: datetime) -> list[Reply]:
    """The same news for those it concerns, each in their language."""
    return [*_to_person(notice, case, speech), *_to_rooms(notice, case, speech, rooms, now)]


def crowded(case: Case, more: int, speech: Speech, rooms: Sequence[Chat]) -> list[Reply]:
    """What the team was not told one by one."""
    return in_rooms(speech.say("de", "staff-more-messages", number=case.number, count=more), case, speech, rooms)


def in_rooms(
    text: str, case: Case, speech: Speech, rooms: Sequence[Chat], *, buttons: tuple[Button, ...] = ()
) -> list[Reply]:
    """The same text to every staff room, with the way to the case."""
    show = Button(speech.say("de", "button-show"), "staff.show", {"number": case.number})
    reply = (text, (*buttons, show))
    return [Reply(*reply, to=room, case=case.number, card=card_of(speech, case)) for room in rooms]


def _to_person(notice: Notice, case: Case, speech: Speech) -> list[Reply]:
    if case.chat is None or notice not in TO_PERSON or case.banned:
        return []
    text = speech.say(case.language, TO_PERSON[notice], number=case.number)
    enough = Button(speech.say(case.language, "button-withdraw"), "case.withdraw", {"number": case.number})
    return [Reply(text, () if notice is Notice.EXPIRED else (enough,), to=case.chat, case=case.number)]


def _to_rooms(
    notice: Notice, case: Case, speech: Speech, rooms: Sequence[Chat], now: datetime
) -> list[Reply]:  # fmt: skip
    if notice not in TO_STAFF:
        return []
    due = by_when(case.due_at, now, "de") if case.due_at else ""
    owner = case.owner or speech.say("de", "staff-nobody")
    text = speech.say("de", TO_STAFF[notice], number=case.number, owner=owner, due=due)
    claim = Button(speech.say("de", "button-claim"), "staff.claim", {"number": case.number})
    free = notice is not Notice.EXPIRED and not case.owner
    return in_rooms(text, case, speech, rooms, buttons=(claim,) if free else ())
