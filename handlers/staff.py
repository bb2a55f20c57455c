"""What staff do in their room: list, show, claim, release, reply, note, close, reopen."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from handlers.base import Answer, By, Case, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH
from handlers.commands import Command, command_of, nearest
from handlers.staff_views import case_in_full, case_list, reason_not_mine
from handlers.welcome import HELP, command_list
from knowledge.entries import Language

LIST = Usage("liste", "list", "usage-list", staff=True)
SHOW = Usage("zeige", "show", "usage-show", staff=True)
CLAIM = Usage("uebernehmen", "claim", "usage-claim", staff=True)
RELEASE = Usage("freigeben", "release", "usage-release", staff=True)
REPLY = Usage("antwort", "reply", "usage-reply", staff=True)
NOTE = Usage("notiz", "note", "usage-note", staff=True)
CLOSE = Usage("schliessen", "close", "usage-close", staff=True)
REOPEN = Usage("oeffnen", "reopen", "usage-reopen", staff=True)

SLASHES = ("/", "\\", "／", "!")  # somebody meant a command; Matrix people write them with "!"
_NUMBER = re.compile(r"\W*ki[\W_]*[a-z0-9]{5}\W*", re.IGNORECASE)  # what looks like a case number

Action = Callable[[Turn, Case, str], Awaitable[list[Reply]]]


class Staff:
    """Takes everything from a staff room, so that nothing written there can reach a person by accident."""

    usage = (LIST, SHOW, CLAIM, RELEASE, REPLY, NOTE, CLOSE, REOPEN)

    def __init__(self) -> None:
        self._actions: dict[Usage, Action] = {
            SHOW: _show, CLAIM: _claim, RELEASE: _release, REPLY: _reply,
            NOTE: _note, CLOSE: _close, REOPEN: _reopen,
        }  # fmt: skip

    async def answer(self, turn: Turn) -> Answer:
        if not turn.is_staff:
            return None
        if turn.press:
            return await self._pressed(turn)
        command = command_of(turn.message.text)
        return await self._command(turn, command) if command else await _said(turn)

    async def _pressed(self, turn: Turn) -> Answer:
        by_name: dict[str, Action] = {usage.alias: action for usage, action in self._actions.items()}
        action = (by_name | {"reply": _ask_for_reply, "note": _ask_for_note}).get(turn.pressed("staff") or "")
        case = await turn.cases.find(turn.args.get("number", ""))
        if action is None or case is None:
            return [Reply(turn.say("button-expired"))]
        return await action(turn, case, "")

    async def _command(self, turn: Turn, command: Command) -> list[Reply]:
        if command.is_one_of(LIST):
            return [await case_list(turn, command.rest.casefold())]
        if command.is_one_of(HELP):
            return [Reply(turn.say("staff-help", commands=command_list(turn, self.usage, staff=True)))]
        usage = next((usage for usage in self._actions if command.is_one_of(usage)), None)
        if usage is None:
            return [_unknown(turn, command.name, self.usage)]
        case, number, text = await _case_meant(turn, command.rest)
        if case:
            return await self._actions[usage](turn, case, text)
        if number:
            return [Reply(turn.say("staff-unknown-case", number=number[:40]))]
        return [Reply(turn.say("staff-which-case", command=usage.command))]


async def _case_meant(turn: Turn, rest: str) -> tuple[Case | None, str, str]:
    """The case a command is about, its number as typed, and the rest; in a case's thread the number may be left out.

    What looks like a number but is none is never taken for a text to the person.
    """
    number = (rest.split(maxsplit=1) or [""])[0]
    text = rest[len(number) :].strip()
    case = await turn.cases.find(number) if number else None
    if case or not turn.place.case or _NUMBER.fullmatch(number):
        return case, number, text
    return await turn.cases.find(turn.place.case), number, rest


async def _said(turn: Turn) -> list[Reply]:
    """No command: as a reply to the person it goes to them, within a case it is a note, all else is the team's talk."""
    if turn.text.startswith(SLASHES):
        return [Reply(turn.say("staff-not-sent"))]
    case = await turn.cases.find(turn.place.case) if turn.place.case else None
    if case and turn.message.edits:
        return [Reply(turn.say("staff-edit-not-sent"), case=case.number)]
    if case and turn.place.answers_person:
        return await _reply(turn, case, turn.text)
    if case:
        return await _note_inside(turn, case)
    return [Reply(turn.say("staff-not-sent"))] if turn.message.addressed else []


async def _note_inside(turn: Turn, case: Case) -> list[Reply]:
    """What is said within a case's thread stays there; each member hears once how to write to the person."""
    name = turn.message.staff
    known = await turn.cases.noted_before(case.number, name)
    await turn.cases.note(case.number, name, turn.text, attachments=turn.message.attachments)
    return [] if known else [Reply(turn.say("staff-noted-inside", number=case.number), case=case.number)]


def _unknown(turn: Turn, name: str, usages: Sequence[Usage]) -> Reply:
    near = nearest(name, [usage for usage in usages if usage.staff])
    hint = turn.say("staff-did-you-mean", near=near) if near else ""
    return Reply(turn.say("staff-unknown-command", name=name[:40], near=hint))


async def _show(turn: Turn, case: Case, _text: str) -> list[Reply]:
    return [await case_in_full(turn, case)]


async def _claim(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """One claim wins; losers see who has it, and the person hears once that someone is at it."""
    name = turn.message.staff
    if not await turn.cases.claim(case.number, name):
        return [_lost(turn, await _again(turn, case), "staff-claim-lost")]
    told = _to_person(turn, case, "case-claimed-person")
    return [Reply(turn.say("staff-claimed", number=case.number, name=name), case=case.number), *told]


async def _release(turn: Turn, case: Case, _text: str) -> list[Reply]:
    done = await turn.cases.release(case.number, turn.message.staff)
    return [Reply(turn.say("staff-released" if done else "staff-release-not", number=case.number), case=case.number)]


async def _reply(turn: Turn, case: Case, text: str) -> list[Reply]:
    """The only way in which staff text reaches a person; the room hears whether all of it arrived."""
    files = turn.message.attachments
    if not text and not files:
        return [Reply(turn.say("staff-reply-empty", number=case.number))]
    if not await turn.cases.reply(case.number, turn.message.staff, text, attachments=files):
        return [_refused(turn, await _again(turn, case))]
    said = {"text": text or turn.speech.say(case.language, "case-answer-file")}
    said["operator"] = turn.library.operator.name.in_(case.language)
    answer = _to_person(turn, case, "case-answer", foot=text.endswith("?"), **said)
    arrived = Reply(turn.say("staff-delivered", number=case.number), to=turn.message.chat, case=case.number)
    lost = turn.alert(turn.say("staff-undelivered", number=case.number), case=case.number)
    tracked = [replace(one, attachments=files, when_sent=(arrived,), when_lost=tuple(lost)) for one in answer]
    return [*tracked, Reply(turn.say("staff-replied", number=case.number), case=case.number)]


async def _ask_for_reply(turn: Turn, case: Case, _text: str) -> list[Reply]:
    """The button: what is written as a reply to this goes to the person."""
    return [Reply(turn.say("staff-reply-here", number=case.number), case=case.number, is_person=True)]


async def _ask_for_note(turn: Turn, case: Case, _text: str) -> list[Reply]:
    return [Reply(turn.say("staff-note-here", number=case.number), case=case.number)]


async def _note(turn: Turn, case: Case, text: str) -> list[Reply]:
    if not text and not turn.message.attachments:
        return [Reply(turn.say("staff-note-empty", number=case.number))]
    await turn.cases.note(case.number, turn.message.staff, text, attachments=turn.message.attachments)
    return [Reply(turn.say("staff-noted", number=case.number), case=case.number)]


async def _close(turn: Turn, case: Case, _text: str) -> list[Reply]:
    if not await turn.cases.close(case.number, turn.message.staff):
        reason = reason_not_mine(turn, await _again(turn, case))
        return [Reply(turn.say("staff-close-lost", number=case.number, reason=reason), case=case.number)]
    told = _to_person(turn, case, "case-closed-person", days=HALF_A_MONTH)
    return [Reply(turn.say("staff-closed", number=case.number), case=case.number), *told]


async def _reopen(turn: Turn, case: Case, _text: str) -> list[Reply]:
    name = turn.message.staff
    if case.chat is None:
        return [Reply(turn.say("staff-erased-case", number=case.number), case=case.number)]
    if not await turn.cases.reopen(case.number, By.STAFF, name):
        return [Reply(turn.say("staff-reopen-not", number=case.number), case=case.number)]
    told = _to_person(turn, case, "case-reopened-person")
    return [Reply(turn.say("staff-reopened-by", number=case.number, name=name), case=case.number), *told]


async def _again(turn: Turn, case: Case) -> Case:
    """The case as it is now, after a change of ours was refused."""
    return await turn.cases.find(case.number) or case


def _lost(turn: Turn, case: Case, key: str) -> Reply:
    if case.chat is None:
        return Reply(turn.say("staff-erased-case", number=case.number), case=case.number)
    if case.state is CaseState.CLOSED:
        return Reply(turn.say("staff-claim-closed", number=case.number), case=case.number)
    if case.owner == turn.message.staff:
        return Reply(turn.say("staff-claim-mine", number=case.number), case=case.number)
    return Reply(turn.say(key, number=case.number, name=case.owner), case=case.number)


def _refused(turn: Turn, case: Case) -> Reply:
    """Why a reply did not go out."""
    if case.chat is None:
        return Reply(turn.say("staff-reply-erased", number=case.number), case=case.number)
    if case.owner and case.owner != turn.message.staff:
        return Reply(turn.say("staff-reply-lost", number=case.number, name=case.owner), case=case.number)
    return Reply(turn.say("staff-reply-closed", number=case.number), case=case.number)


def _to_person(turn: Turn, case: Case, key: str, *, foot: bool | None = None, **args: str | int) -> list[Reply]:
    """A message to the person of the case, in their language; nobody when they had their data erased."""
    if case.chat is None:
        return []
    language: Language = case.language
    text = turn.speech.say(language, key, number=case.number, **args)
    again = turn.speech.say(language, "may-arrive-twice")
    if foot is not None:
        text += "\n\n" + turn.speech.say(language, "case-question-foot" if foot else "case-answer-foot")
    return [Reply(text, to=case.chat, case=case.number, again=again)]
