"""Passing a question on to a person: what is stored is shown, consent is asked, a case number is given."""

from handlers.answers import NEAR
from handlers.base import Answer, Button, Case, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH, repeated, state_in_words, status_lines
from handlers.commands import asked_for, command_of
from handlers.copies import copy_of_words
from handlers.promises import expectation, promised
from handlers.speech import quoted
from handlers.staff_views import case_buttons
from handlers.times import moment
from handlers.words import plain
from knowledge.entries import Language
from knowledge.search import Decision

PERSON = Usage("mensch", "human", "usage-person")
STATUS = Usage("status", "status", "usage-status")
OTHER_WISHES = ("erase", "imprint", "german", "english")  # said in between, they are no part of the inquiry
ASK, CONSENT = "inquiry.question", "inquiry.consent"


def question_behind(text: str) -> str:
    """The question in "/mensch Wer hilft mir?"; empty for everything else."""
    command = command_of(text)
    return command.rest if command and command.is_one_of(PERSON) else ""


class Inquiry:
    """`/mensch`, the word "Mensch" anywhere, the dialogue that follows, and `/status`."""

    usage = (PERSON, STATUS)

    async def answer(self, turn: Turn) -> Answer:
        if status := asked_for(turn, STATUS):
            return [await status_lines(turn, status.rest)]
        if turn.press:
            return await _pressed(turn)
        command = asked_for(turn, PERSON)
        if command or turn.words.means("person", turn.text):
            return _asked(turn, command.rest if command else "")
        return _next_step(turn)


async def _pressed(turn: Turn) -> Answer:
    action = turn.pressed("inquiry")
    question = turn.args.get("question", "")
    if action == "consent":
        return await _open(turn, question)
    if action == "edit":
        turn.conversation.wait_for(ASK)
        return [Reply(turn.say("edit-ask"), (_cancel(turn),))]
    if action == "other":
        turn.conversation.wait_for(ASK)
        return [Reply(turn.say("person-ask-question"), (_cancel(turn),))]
    return _asked(turn, question) if action == "ask" else None


def _asked(turn: Turn, question: str) -> list[Reply]:
    """Someone wants a person: show what would be stored, or first ask what it is about."""
    last = turn.conversation.question
    question = question or (turn.conversation.draft if turn.conversation.step == CONSENT else "")
    if question:
        return [consent(turn, question)]
    turn.conversation.wait_for(ASK)
    if not last:
        return [Reply(turn.say("person-ask-question"), (_cancel(turn),))]
    use_last = turn.button("button-last-question", "inquiry.ask", words="words-yes", question=last)
    other = turn.button("button-something-else", "inquiry.other", words="words-something-else")
    return [Reply(turn.say("person-ask-question-last"), (use_last, other, _cancel(turn)))]


def _next_step(turn: Turn) -> Answer:
    """The person's text while we wait for their question or their consent."""
    step, draft = turn.conversation.step, turn.conversation.draft
    if step not in (ASK, CONSENT) or not turn.text or turn.text.startswith("/"):
        return None
    if step == CONSENT and (_is_one_of(turn, "words-consent") or plain(turn.text) == plain(draft)):
        return [consent(turn, draft)]  # something else was said in between, so ask again
    if turn.words.small_talk(turn.text) or any(turn.words.means(wish, turn.text) for wish in OTHER_WISHES):
        return None
    if step == ASK:
        return [consent(turn, turn.text)]
    if any(found.decision is Decision.ANSWER for found in turn.findings):
        return None  # a question of its own; the consent buttons stay valid
    return [consent(turn, f"{draft}\n{turn.text}")]


def _is_one_of(turn: Turn, words: str) -> bool:
    return turn.text.rstrip(".!").casefold() in turn.say(words).split(", ")


def consent(turn: Turn, question: str) -> Reply:
    """Exactly what will be stored, and for how long; nothing is stored before the button is pressed."""
    turn.conversation.wait_for(CONSENT, question)
    text = turn.say(
        "consent", question=quoted(question), channel=turn.channel(),
        operator=turn.library.operator.name.in_(turn.language), days=turn.retention_days,
    )  # fmt: skip
    asked = {"question": question, "language": turn.language}  # the case speaks as the question did, not as the "yes"
    asked |= {"topic": _topic(turn), "ref": turn.message.ref if turn.text.endswith(question) else ""}
    yes = turn.button("button-consent", "inquiry.consent", words="words-consent", **asked)
    edit = turn.button("button-edit", "inquiry.edit", words="words-edit")
    return Reply(text, (yes, edit, _cancel(turn)))


async def _open(turn: Turn, question: str) -> list[Reply]:
    """Consent was given: open the case, unless this very question is one already."""
    turn.conversation.stop_waiting()
    turn.conversation.question = ""
    for case in await turn.cases.mine(within_days=HALF_A_MONTH):
        if case.state is not CaseState.CLOSED and repeated(case, question):
            state = state_in_words(turn, case)
            return [Reply(turn.say("case-already", number=case.number, state=state), case=case.number)]
    language: Language = "en" if turn.args.get("language", turn.language) == "en" else "de"
    topic, ref = turn.args.get("topic", ""), turn.args.get("ref", "")
    promise = promised(turn)
    case = await turn.cases.open(question, language, topic=topic, ref=ref, promise=promise)
    await turn.tally.count("passed-on", topic)
    text = turn.say("case-opened", number=case.number, expectation=expectation(turn, promise))
    told = Reply(text, case=case.number, again=turn.say("may-arrive-twice"))
    return [told, *_alert(turn.for_staff, case, ref)]


def _topic(turn: Turn) -> str:
    """What it seems to be about: the topic this message comes near to; of one without a question, the one before."""
    if not turn.findings:
        return turn.conversation.topic
    near = [match for found in turn.findings for match in found.matches if match.score >= NEAR]
    best = max(near, key=lambda match: match.score, default=None)
    return best.id if best else ""


def _alert(turn: Turn, case: Case, ref: str) -> list[Reply]:
    """Number, channel, language, time and likely topic; the person's words only where the operator wants them shown."""
    topic = turn.library.topics.get(case.topic)
    lines = [turn.say("staff-new-case", number=case.number, channel=turn.channel(), language=case.language)]
    lines += [turn.say("staff-new-case-topic", topic=topic.question.in_("de"))] if topic else []
    lines.append(turn.say("staff-new-case-since", date=moment(case.opened_at, "de")))
    lines += [turn.say("staff-new-case-due", date=moment(case.due_at, "de"))] if case.due_at else []
    show = () if turn.alerts_show_words else (turn.button("button-show", "staff.show", number=case.number),)
    alert = Reply("\n".join(lines), (*case_buttons(turn, case), *show), case=case.number)
    words = [copy_of_words(turn, case, case.question, ref)] if turn.alerts_show_words else []
    return [reply for one in (alert, *words) for reply in turn.to_staff(one)]


def reminder(turn: Turn) -> list[Reply]:
    """Whatever else is said while consent is open does not lose the inquiry."""
    if turn.conversation.step != CONSENT:
        return []
    draft = turn.conversation.draft
    yes = turn.button("button-consent", "inquiry.consent", words="words-consent", question=draft)
    return [Reply(turn.say("consent-still-open"), (yes, _cancel(turn)))]


def _cancel(turn: Turn) -> Button:
    return turn.button("button-cancel", "cancel.now", words="words-cancel")
