"""What staff do in their room and at the desk: commands, buttons, and replies within a case's thread."""

import re
from collections.abc import Awaitable, Callable, Sequence

from handlers.base import Answer, Case, Reply, Turn, Usage
from handlers.commands import Command, command_of, nearest
from handlers.staff_marks import ban, mark_urgent, tag, unban
from handlers.staff_steps import claim, close, hand_over, merge, park, release, reopen, show
from handlers.staff_views import case_list
from handlers.staff_words import ask_for_note, ask_for_reply, note, note_inside, reply
from handlers.welcome import HELP, command_list

LIST = Usage("liste", "list", "usage-list", staff=True)
PENDING = Usage("ausstehend", "pending", "usage-pending", staff=True)
SHOW = Usage("zeige", "show", "usage-show", staff=True)
CLAIM = Usage("uebernehmen", "claim", "usage-claim", staff=True)
RELEASE = Usage("freigeben", "release", "usage-release", staff=True)
REPLY = Usage("antwort", "reply", "usage-reply", staff=True)
NOTE = Usage("notiz", "note", "usage-note", staff=True)
CLOSE = Usage("schliessen", "close", "usage-close", staff=True)
REOPEN = Usage("oeffnen", "reopen", "usage-reopen", staff=True)
HAND_OVER = Usage("uebergeben", "handover", "usage-hand-over", staff=True)
MERGE = Usage("zusammenlegen", "merge", "usage-merge", staff=True)
PARK = Usage("warten", "wait", "usage-park", staff=True)
URGENT = Usage("dringend", "urgent", "usage-urgent", staff=True)
TAG = Usage("schlagwort", "tag", "usage-tag", staff=True)
BAN = Usage("sperren", "ban", "usage-ban", staff=True)
UNBAN = Usage("entsperren", "unban", "usage-unban", staff=True)

SLASHES = ("/", "\\", "／", "!")  # somebody meant a command; Matrix people write them with "!"
_NUMBER = re.compile(r"\W*ki[\W_]*[a-z0-9]{5}\W*", re.IGNORECASE)  # what looks like a case number

Action = Callable[[Turn, Case, str], Awaitable[list[Reply]]]


class Staff:
    """Takes everything from a staff room, so that nothing written there can reach a person by accident.

    `others` are the lines of the team's commands that other handlers take; the help text lists them after its own.
    """

    usage = (
        LIST, PENDING, SHOW, CLAIM, RELEASE, HAND_OVER, REPLY, NOTE, PARK, CLOSE, REOPEN, MERGE, URGENT, TAG, BAN,
        UNBAN,
    )  # fmt: skip

    def __init__(self, others: Sequence[Usage] = ()) -> None:
        self._listed = (*self.usage, *others)
        self._actions: dict[Usage, Action] = {
            SHOW: show, CLAIM: claim, RELEASE: release,
            HAND_OVER: hand_over, REPLY: reply, NOTE: note,
            PARK: park, CLOSE: close, REOPEN: reopen, MERGE: merge,
            URGENT: mark_urgent, TAG: tag, BAN: ban, UNBAN: unban,
        }  # fmt: skip

    async def answer(self, turn: Turn) -> Answer:
        if not turn.is_staff:
            return None
        if turn.message.staff:
            await turn.cases.meet(turn.message.staff)
        if turn.press:
            return await self._pressed(turn)
        command = command_of(turn.message.text)
        return await self._command(turn, command) if command else await _said(turn)

    async def _pressed(self, turn: Turn) -> Answer:
        by_name: dict[str, Action] = {usage.alias: action for usage, action in self._actions.items()}
        action = (by_name | {"reply": ask_for_reply, "note": ask_for_note}).get(turn.pressed("staff") or "")
        case = await turn.cases.find(turn.args.get("number", ""))
        if action is None or case is None:
            return [Reply(turn.say("button-expired"))]
        return await action(turn, case, "")

    async def _command(self, turn: Turn, command: Command) -> list[Reply]:
        if command.is_one_of(LIST):
            return [await case_list(turn, command.rest)]
        if command.is_one_of(PENDING):
            return [await case_list(turn, PENDING.alias)]
        if command.is_one_of(HELP):
            return [Reply(turn.say("staff-help", commands=command_list(turn, self._listed, staff=True)))]
        usage = next((usage for usage in self._actions if command.is_one_of(usage)), None)
        if usage is None:
            return [_unknown(turn, command.name, self._listed)]
        case, number, text = await _case_meant(turn, command.rest)
        if case:
            return await self._actions[usage](turn, case, text)
        if number:
            return [Reply(turn.say("staff-unknown-case", number=number[:40]))]
        return [Reply(turn.say("staff-which-case", command=command.name))]


async def _case_meant(turn: Turn, rest: str) -> tuple[Case | None, str, str]:
    """The case a command is about, its number as typed, and the rest; in a case's thread the number may be left out.

    What looks like a number but is none is never taken for a text to the person.
    """
    number = (rest.split(maxsplit=1) or [""])[0]
    text = rest[len(number) :].strip()
    case = await turn.cases.find(number) if number else None
    if case or not turn.place.case or _NUMBER.fullmatch(number):
        return case, number, text
    return await _here(turn), number, rest


async def _here(turn: Turn) -> Case | None:
    """The case of this thread; in that of a merged one, the case that goes on."""
    case = await turn.cases.find(turn.place.case) if turn.place.case else None
    return await turn.cases.find(case.merged_into) if case and case.merged_into else case


async def _said(turn: Turn) -> list[Reply]:
    """No command: as a reply to the person it goes to them, within a case it is a note, all else is the team's talk."""
    if turn.text.startswith(SLASHES):
        return [Reply(turn.say("staff-not-sent"))]
    case = await _here(turn)
    if case and turn.message.edits:
        return [Reply(turn.say("staff-edit-not-sent"), case=case.number)]
    if case and turn.place.answers_person:
        return await reply(turn, case, turn.text)
    if case:
        return await note_inside(turn, case)
    return [Reply(turn.say("staff-not-sent"))] if turn.message.addressed else []


def _unknown(turn: Turn, name: str, usages: Sequence[Usage]) -> Reply:
    near = nearest(name, [usage for usage in usages if usage.staff])
    hint = turn.say("staff-did-you-mean", near=near) if near else ""
    return Reply(turn.say("staff-unknown-command", name=name[:40], near=hint))
