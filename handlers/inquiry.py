"""Passing a question on to a person: what is stored is shown, consent is asked, a case number is given."""

from handlers.base import Answer, Button, Case, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH, expectation, repeated, state_in_words, status_lines
from handlers.commands import asked_for
from handlers.speech import quoted
from handlers.words import plain
from knowledge.search import Decision

PERSON = Usage("mensch", "human", "usage-person")
STATUS = Usage("status", "status", "usage-status")
ASK, CONSENT = "inquiry.question", "inquiry.consent"


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
    if turn.words.small_talk(turn.text):
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
    case = await turn.cases.open(question, "en" if turn.args.get("language", turn.language) == "en" else "de")
    await turn.tally.count("passed-on")
    told = Reply(turn.say("case-opened", number=case.number, expectation=expectation(turn)), case=case.number)
    return [told, *_alert(turn.for_staff, case)]


def _alert(turn: Turn, case: Case) -> list[Reply]:
    """Number, channel and language; the person's words stay in the store until someone opens the case."""
    text = turn.say("staff-new-case", number=case.number, channel=turn.channel(), language=case.language)
    buttons: tuple[Button, ...] = (
        turn.button("button-claim", "staff.claim", number=case.number),
        turn.button("button-show", "staff.show", number=case.number),
    )
    return turn.alert(text, case=case.number, buttons=buttons)


def reminder(turn: Turn) -> list[Reply]:
    """Whatever else is said while consent is open does not lose the inquiry."""
    if turn.conversation.step != CONSENT:
        return []
    draft = turn.conversation.draft
    yes = turn.button("button-consent", "inquiry.consent", words="words-consent", question=draft)
    return [Reply(turn.say("consent-still-open"), (yes, _cancel(turn)))]


def _cancel(turn: Turn) -> Button:
    return turn.button("button-cancel", "cancel.now", words="words-cancel")
