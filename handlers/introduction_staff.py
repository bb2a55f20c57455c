"""Staff and introductions: the prepared mail beside the case, `/vermittelt`, and answers that came by mail or phone."""

from handlers.base import Answer, Case, Reply, Turn, Usage
from handlers.commands import Command, command_of
from handlers.introduction_mail import LinkFor, answered, prepared_mail
from handlers.staff import SHOW
from handlers.staff_views import case_in_full
from handlers.stored import Introduction, IntroductionState

INTRODUCED = Usage("vermittelt", "introduced", "usage-introduced", staff=True)
PREPARED = "introduction"  # as `copy_of`: holds the person's words, and goes when they have them erased
VERDICTS = {
    "words-introduction-accepted": IntroductionState.ACCEPTED,
    "words-introduction-declined": IntroductionState.DECLINED,
    "words-introduction-asked": IntroductionState.ASKED,
}


class StaffIntroductions:
    """Asked before `Staff`; `link_for` makes the page on which the organisation answers, without it there is none."""

    usage = (INTRODUCED,)

    def __init__(self, link_for: LinkFor | None = None) -> None:
        self._link_for = link_for

    async def answer(self, turn: Turn) -> Answer:
        if not turn.is_staff:
            return None
        if turn.pressed("introduced") is not None:
            return await self._of_case(turn, turn.args["number"], "")
        if turn.pressed("staff") == "show":
            return await self._show(turn, turn.args.get("number", ""))
        command = None if turn.press else command_of(turn.message.text)
        return await self._command(turn, command) if command else None

    async def _command(self, turn: Turn, command: Command) -> Answer:
        number, _, rest = command.rest.partition(" ")
        if command.is_one_of(SHOW):
            return await self._show(turn, number or turn.place.case)
        if not command.is_one_of(INTRODUCED):
            return None
        if turn.place.case and (not number or await turn.cases.find(number) is None):
            number, rest = turn.place.case, command.rest
        if not number:
            return [Reply(turn.say("staff-which-case", command=INTRODUCED.command))]
        return await self._of_case(turn, number, rest.strip())

    async def _show(self, turn: Turn, number: str) -> Answer:
        """The case as always, and what is to be sent; None for a case that is no introduction."""
        case = await turn.cases.find(number) if number else None
        found = await turn.introductions.find(number) if case else None
        return [await case_in_full(turn, case), self._prepared(turn, found)] if case and found else None

    async def _of_case(self, turn: Turn, number: str, rest: str) -> Answer:
        case = await turn.cases.find(number)
        if case is None:
            return [Reply(turn.say("staff-unknown-case", number=number[:40]))]
        if await turn.introductions.find(case.number) is None:
            return [Reply(turn.say("staff-introduction-none", number=case.number), case=case.number)]
        return await (_record(turn, case, rest) if rest else _mark_sent(turn, case))

    def _prepared(self, turn: Turn, introduction: Introduction) -> Reply:
        mail = prepared_mail(turn.speech, turn.library, introduction, link_for=self._link_for, now=turn.now)
        text = turn.say(
            "staff-introduction-mail", actor=mail.organisation, website=mail.website or "–", subject=mail.subject,
            body=mail.body, number=introduction.number,
        )  # fmt: skip
        sent = turn.button("button-introduced", "introduced.sent", number=introduction.number)
        buttons = (sent,) if introduction.state is IntroductionState.AGREED else ()
        return Reply(text, buttons, case=introduction.number, copy_of=PREPARED)


async def _mark_sent(turn: Turn, case: Case) -> list[Reply]:
    """Once, whoever does it; the person hears that their introduction is on its way."""
    done = await turn.introductions.mark_sent(case.number, turn.message.staff)
    if done is None:
        return [Reply(turn.say("staff-introduction-not", number=case.number), case=case.number)]
    actor = turn.library.actors.get(done.actor)
    name = actor.name if actor else done.actor
    told = turn.speech.say(done.language, "introduction-sent", actor=name, number=case.number)
    again = turn.speech.say(done.language, "may-arrive-twice")
    noted = Reply(turn.say("staff-introduction-sent", number=case.number, actor=name), case=case.number)
    return [noted, Reply(told, to=done.chat, case=case.number, again=again)]


async def _record(turn: Turn, case: Case, rest: str) -> list[Reply]:
    """What the organisation said by mail or phone counts as what it says on its page."""
    word, _, text = rest.partition(" ")
    verdict = next((state for key, state in VERDICTS.items() if _is_one_of(turn, word, key)), None)
    if verdict is None:
        return [Reply(turn.say("staff-introduction-how", number=case.number), case=case.number)]
    if verdict is IntroductionState.ASKED and not text.strip():
        return [Reply(turn.say("staff-introduction-what", number=case.number), case=case.number)]
    found = await turn.introductions.find(case.number)
    actor = turn.library.actors.get(found.actor) if found else None
    name = actor.short_name if actor else ""
    done = await turn.introductions.answer(case.number, verdict, text.strip(), name=name)
    if done is None:
        return [Reply(turn.say("staff-introduction-not", number=case.number), case=case.number)]
    here = turn.message.chat
    told = answered(turn.speech, turn.library, done, text.strip(), rooms=turn.staff_rooms)
    noted = Reply(turn.say("staff-introduction-noted", number=case.number), case=case.number)
    return [noted, *(one for one in told if one.to != here)]


def _is_one_of(turn: Turn, word: str, key: str) -> bool:
    return word.casefold().rstrip(".:,!") in turn.speech.say("de", key).split(", ")
