"""Keeps what staff rooms show of a person's words in step with what the person leaves standing."""

from dataclasses import replace

from handlers.base import Case, Reply, Turn
from handlers.messages import UNNAMED, WHOLE_CASE
from handlers.speech import quoted
from handlers.staff_views import case_in_full


def copy_of_words(turn: Turn, case: Case, text: str, ref: str) -> Reply:
    """The person's words as staff read them; a reply to this message goes to the person."""
    said = turn.for_staff.say("staff-person-says", number=case.number, text=quoted(text))
    return Reply(said, case=case.number, is_person=True, copy_of=ref or UNNAMED, attachments=turn.message.attachments)


async def shown_anew(turn: Turn, case: Case, ref: str, text: str | None) -> list[Reply]:
    """What staff rooms show of the message `ref` is replaced by `text`, and so is each view of the whole case."""
    replies = []
    for copy in await turn.cases.copies(case.number):
        if copy.of == WHOLE_CASE:
            fresh = await case_in_full(turn.for_staff, case)
        elif copy.of == ref:
            fresh = copy_of_words(turn, case, text, ref) if text is not None else _withdrawn(turn, case)
        else:
            continue
        replies.append(replace(fresh, to=copy.chat, replaces=copy.ref))
    return replies


async def without_words(turn: Turn, number: str) -> list[Reply]:
    """The person had their data erased: nothing of their words stays in a staff room."""
    gone = Reply(turn.for_staff.say("staff-words-erased", number=number), case=number)
    return [replace(gone, to=copy.chat, replaces=copy.ref) for copy in await turn.cases.copies(number) if copy.of]


def _withdrawn(turn: Turn, case: Case) -> Reply:
    return Reply(turn.for_staff.say("staff-words-withdrawn", number=case.number), case=case.number)
