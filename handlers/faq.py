"""Answers a question with the curated text, asks back when several fit, offers a person when none does."""

from dataclasses import replace

from handlers.actors import begin
from handlers.answers import NEAR, answer_buttons, answer_text, find_button
from handlers.base import Answer, Button, Case, CaseState, Reply, Turn, Usage
from handlers.cases import HALF_A_MONTH
from handlers.inquiry import reminder
from handlers.learning import heard
from handlers.seeking import SAID
from handlers.speech import quoted
from knowledge.directory import Sought
from knowledge.entries import Topic
from knowledge.search import Decision, Finding


class Faq:
    """The last handler: whatever text nobody else took is a question."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("faq") == "show":
            return await _chosen(turn)
        if turn.press:
            return [Reply(turn.say("button-expired"))]
        findings = turn.findings or ()
        if turn.sought and len(findings) == 1 and _is_need(turn, turn.sought):
            return [*await begin(turn, (SAID, turn.text), meant=_meant(turn)), *reminder(turn)]
        answered = [found for found in findings if found.decision is Decision.ANSWER]
        if len(findings) > 1 and answered:
            return await _several(turn, findings)
        replies = [await _single(turn, findings[0])] if findings else [_none(turn, turn.text)]
        return [*replies, *reminder(turn)]


def _is_need(turn: Turn, sought: Sought) -> bool:
    """Whether to name actors first."""
    return sought.comes_first(answered=any(found.decision is Decision.ANSWER for found in turn.findings))


def _meant(turn: Turn) -> tuple[Button, ...]:
    """The question that a need may have been as well."""
    found = turn.findings[0]
    topic = turn.library.topics.get(found.matches[0].id) if found.matches else None
    if topic is None or found.decision is Decision.NONE:
        return ()
    label = turn.say("button-question", question=topic.question.in_(turn.language))
    return (Button(label, "faq.show", {"topic": topic.id, "question": found.text}),)


async def _single(turn: Turn, found: Finding) -> Reply:
    """One question: answer, suggest, or offer a person."""
    topics = [turn.library.topics[match.id] for match in found.matches if match.id in turn.library.topics]
    nonsense = found.decision is not Decision.ANSWER and turn.words.means("nonsense", turn.text)
    if not topics or nonsense or found.decision is Decision.NONE:
        await turn.tally.count("none")
        if nonsense:
            return Reply(turn.say("not-understood"))
        await heard(turn, "none", turn.text)
        return _none(turn, turn.text, off_topic=_is_off_topic(turn, found))
    if found.decision is Decision.SUGGEST:
        await turn.tally.count("suggest", topics[0].id)
        return _suggest(turn, topics, turn.text)
    return await answered(turn, topics[0], turn.text)


async def answered(turn: Turn, topic: Topic, question: str) -> Reply:
    await turn.tally.count("answer", topic.id)
    turn.conversation.topic, turn.conversation.question = topic.id, ""
    text = f"{answer_text(turn, topic)}\n\n{turn.say('helpful-question')}"
    reply = Reply(text, answer_buttons(turn, [topic], question))
    return await _with_case(turn, reply, question)


async def _with_case(turn: Turn, reply: Reply, question: str) -> Reply:
    """While a case is open, an answer can still be put on it: the message may have meant the person."""
    cases = await turn.cases.mine(within_days=HALF_A_MONTH)
    running: Case | None = next((case for case in cases if case.state is not CaseState.CLOSED), None)
    if running is None or turn.press:
        return reply
    label = turn.say("button-belongs-to", number=running.number)
    join = Button(label, "case.join", {"number": running.number, "question": question})
    return replace(reply, buttons=(*reply.buttons, join))


def _suggest(turn: Turn, topics: list[Topic], question: str) -> Reply:
    """At most three questions to choose from, and a way out."""
    turn.conversation.question = question
    choices = [
        Button(topic.question.in_(turn.language), "faq.show", {"topic": topic.id, "question": question})
        for topic in topics[:3]
    ]
    person = turn.button("button-none-of-these", "inquiry.ask", words="words-none-of-these", question=question)
    key = "suggest-one" if len(choices) == 1 else "suggest"
    return Reply(turn.say(key), (*choices, *find_button(turn, question), person))


def _is_off_topic(turn: Turn, found: Finding) -> bool:
    """Whether this has nothing to do with us: no word of our field, and no topic anywhere near."""
    likeliest = max((match.score for match in found.matches), default=0.0)
    return likeliest < NEAR and not turn.words.means("field", found.text)


def _none(turn: Turn, question: str, *, off_topic: bool = False) -> Reply:
    turn.conversation.question = question
    text = turn.say("off-topic") if off_topic else f"{turn.say('none')}\n{turn.say('none-hint')}"
    person = turn.button("button-person", "inquiry.ask", words="words-yes", question=question)
    return Reply(text, (person, *find_button(turn, question)))


async def _chosen(turn: Turn) -> Answer:
    """A suggestion was taken: that confirms what was meant."""
    topic = turn.library.topics.get(turn.args["topic"])
    if topic is None:
        return [Reply(turn.say("gone"))]
    await turn.tally.count("confirmed", topic.id)
    await heard(turn, "confirmed", turn.args.get("question", ""), topic=topic.id)
    return [await answered(turn, topic, turn.args.get("question", ""))]


async def _several(turn: Turn, findings: tuple[Finding, ...]) -> list[Reply]:
    """Several questions in one message: each is served, the buttons stand under the last."""
    texts = [turn.say("several-questions", count=len(findings))]
    topics: list[Topic] = []
    for found in findings:
        topic = turn.library.topics.get(found.matches[0].id) if found.matches else None
        head = turn.say("first-question", question=quoted(found.text))
        if topic is None or found.decision is not Decision.ANSWER:
            texts.append(f"{head}\n{turn.say('suggest' if found.decision is Decision.SUGGEST else 'none')}")
            turn.conversation.question = found.text
            continue
        await turn.tally.count("answer", topic.id)
        topics.append(topic)
        texts.append(f"{head}\n{answer_text(turn, topic)}")
    texts[-1] += f"\n\n{turn.say('helpful-question')}"
    buttons = _several_buttons(turn, topics, findings)
    return [*(Reply(text) for text in texts[:-1]), Reply(texts[-1], buttons)]


def _several_buttons(turn: Turn, topics: list[Topic], findings: tuple[Finding, ...]) -> tuple[Button, ...]:
    """Suggestions for what was not answered come first."""
    choices: list[Button] = []
    for found in findings:
        if found.decision is Decision.ANSWER:
            continue
        for match in found.matches[:2] if found.decision is Decision.SUGGEST else ():
            topic = turn.library.topics[match.id]
            args = {"topic": topic.id, "question": found.text}
            choices.append(Button(topic.question.in_(turn.language), "faq.show", args))
        choices.append(turn.button("button-person", "inquiry.ask", question=found.text))
    return (*choices, *answer_buttons(turn, topics, turn.text))
