"""Whether an answer helped: counted per topic, and a no leads to a person."""

from handlers.base import Answer, Button, Reply, Turn, Usage

MOST_RELATED = 2


class Feedback:
    """The two buttons under an answer."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        verdict = turn.pressed("feedback")
        if verdict is None or turn.press is None:
            return None
        if turn.press.again:
            return [Reply(turn.say("already-noted"))]
        await turn.tally.count(f"helpful-{verdict}", turn.args.get("topic", ""))
        if verdict == "yes":
            return [Reply(turn.say("helpful-thanks"))]
        question = turn.args.get("question", "")
        turn.conversation.question = question
        person = turn.button("button-person", "inquiry.ask", words="words-yes", question=question)
        return [Reply(turn.say("not-helpful"), (*_related(turn, question), person))]


def _related(turn: Turn, question: str) -> list[Button]:
    """What the curators put beside the topic that did not help: perhaps that was meant."""
    topic = turn.library.topics.get(turn.args.get("topic", ""))
    found = [turn.library.topics[id_] for id_ in (topic.related[:MOST_RELATED] if topic else ())]
    return [
        Button(other.question.in_(turn.language), "faq.show", {"topic": other.id, "question": question})
        for other in found
    ]
