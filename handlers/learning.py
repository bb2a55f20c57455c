"""What the team learns from: questions without an answer, kept without a name, and answered cases as draft topics."""

from collections.abc import Sequence
from typing import Literal, get_args

from handlers.base import Answer, Button, By, Case, CaseEvent, Reply, Turn, Usage
from handlers.commands import command_of
from knowledge.curated import REVIEW_AFTER, Change, Texts, new_id
from knowledge.entries import Language

LEARN = Usage("lernen", "learn", "usage-learn", staff=True)
HeardKind = Literal["none", "confirmed"]  # nothing fitted; a suggestion of ours was what they meant
KINDS: tuple[HeardKind, ...] = get_args(HeardKind)
LONGEST_HEARD = 300  # characters; longer texts are somebody's story, not a phrasing


class Learn:
    """`/lernen N` of staff, and a person's wish that their questions be left out."""

    usage = (LEARN,)

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("learning") == "off":
            turn.conversation.unheard = True
            return [Reply(turn.say("learning-off"))]
        command = None if turn.press or not turn.is_staff else command_of(turn.message.text)
        if command is None or not command.is_one_of(LEARN):
            return None
        number = (command.rest.split() or [turn.place.case])[0]
        if not number:
            return [Reply(turn.say("staff-which-case", command=LEARN.command))]
        case = await turn.cases.find(number)
        return [await _drafted(turn, case) if case else Reply(turn.say("staff-unknown-case", number=number[:40]))]


async def heard(turn: Turn, kind: HeardKind, question: str, *, topic: str = "") -> None:
    """Keep a question to learn from, masked, counted and tied to nobody; not if the person does not want it."""
    if turn.learning is None or turn.masker is None or turn.conversation.unheard or turn.is_staff:
        return
    if len(question) > LONGEST_HEARD:
        return
    masked = turn.masker.question(question, turn.language)
    if len(masked.text.split()) > 1 or topic:
        await turn.learning.hear(kind, masked.text, turn.language, topic=topic)


def opt_out(turn: Turn) -> tuple[Button, ...]:
    """The button below the privacy notice."""
    return () if turn.conversation.unheard else (turn.button("button-learning-off", "learning.off"),)


async def _drafted(turn: Turn, case: Case) -> Reply:
    """A draft topic of the person's question and our last answer, with everything personal masked."""
    history = await turn.cases.history(case.number)
    answer = next((event.text for event in reversed(history) if event.what == "replied" and event.text), "")
    if case.chat is None or not case.question or not answer or turn.learning is None or turn.masker is None:
        return Reply(turn.say("staff-learn-not", number=case.number), case=case.number)
    change = _change(turn, case, answer, _names(turn, case, history))
    await turn.learning.draft(case.number, change, turn.message.staff)
    return Reply(turn.say("staff-learned", number=case.number, question=change.title), case=case.number)


def _names(turn: Turn, case: Case, history: Sequence[CaseEvent]) -> list[str]:
    """Everybody who is named anywhere on the case, and the staff who worked on it."""
    assert turn.masker is not None
    told = [name for event in history for name in turn.masker.names_in(event.text)]
    staff = [event.name for event in history if event.by is By.STAFF and event.name]
    return [*told, *turn.masker.names_in(case.question), *staff, case.owner, case.number]


def _change(turn: Turn, case: Case, answer: str, names: Sequence[str]) -> Change:
    assert turn.masker is not None
    language: Language = case.language
    question = turn.masker.question(case.question, language, names=names).text
    text = turn.masker.question(answer, language, names=names).text
    nearest = turn.library.topics.get(case.topic)
    today = turn.now.date()
    return Change(
        kind="topic",
        topic=new_id(question, turn.library.topics),
        category=nearest.category if nearest else next(iter(turn.library.vocabulary.categories)),
        question=Texts.model_validate({language: question}),
        answer=Texts.model_validate({language: text}),
        reviewed=today,
        review_by=today + REVIEW_AFTER,
    )
