"""Whether an answer helped: counted per topic, and a no leads to a person."""

from handlers.base import Answer, Reply, Turn, Usage


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
        return [Reply(turn.say("not-helpful"), (person,))]
