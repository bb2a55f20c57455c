"""What is stored about this chat, and its erasure with a receipt; works from the first day."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.speech import quoted
from handlers.times import moment

PRIVACY = Usage("datenschutz", "privacy", "usage-privacy")
DATA = Usage("daten", "data", "usage-data")
ERASE = Usage("loeschen", "delete", "usage-erase")


class Privacy:
    """`/datenschutz`, `/daten` and `/loeschen`."""

    usage = (DATA, ERASE, PRIVACY)

    async def answer(self, turn: Turn) -> Answer:
        if asked_for(turn, PRIVACY):
            return [notice(turn)]
        if asked_for(turn, DATA):
            return [Reply("\n".join(_lines(turn, await turn.people.export())))]
        if asked_for(turn, ERASE):
            turn.conversation.wait_for("privacy.erase")
            yes = turn.button("button-erase", "privacy.erase", words="words-erase")
            no = turn.button("button-cancel", "cancel.now", words="words-cancel")
            return [Reply(turn.say("erase-confirm"), (yes, no))]
        return await _erased(turn) if turn.pressed("privacy") == "erase" else None


async def _erased(turn: Turn) -> list[Reply]:
    """Erase everything; staff who had a case hear that it is gone, without a word of it."""
    cases = await turn.cases.mine(within_days=0)
    receipt = await turn.people.erase()
    turn.conversation.greeted = True  # the receipt is no first contact; nothing of this turn is kept
    done = Reply(turn.say("erased", receipt=receipt, date=moment(turn.now, turn.language)), clears=True)
    team = turn.for_staff
    return [done, *(alert for case in cases for alert in team.alert(team.say("staff-erased", number=case.number)))]


def notice(turn: Turn) -> Reply:
    """The short privacy notice, with what the operator provided."""
    details = turn.library.operator.details(turn.language)
    missing = turn.say("not-provided")
    return Reply(
        turn.say(
            "privacy", days=turn.retention_days, operator=details["operator"],
            contact=details["privacy_contact"] or missing, url=details["privacy_url"] or missing,
        )
    )  # fmt: skip


def _lines(turn: Turn, stored: Mapping[str, Any]) -> Iterator[str]:
    """The export as lines a person can read."""
    state, when = stored["state"], _when(turn)
    yield turn.say("data-head", channel=turn.channel(), address=quoted(str(stored["address"])))
    yield turn.say("data-since", first=when(stored["first_seen"]), last=when(stored["last_seen"]))
    language = state.get("chosen") or state.get("spoken")
    if language:
        yield turn.say("data-language", language=turn.say("button-english" if language == "en" else "button-german"))
    for text in filter(None, (state.get("question"), state.get("draft"))):
        yield turn.say("data-question", question=quoted(text))
    for case in stored["cases"]:
        yield from _case_lines(turn, case)
    if stored["lines"]:
        yield turn.say("data-lines", count=len(stored["lines"]))
        yield from (f"{when(line['at'])} · {quoted(line['text'])}" for line in stored["lines"])
    if stored["unsent"]:
        yield turn.say("data-unsent", count=len(stored["unsent"]))
        yield from (f"{when(row['at'])} · {quoted(row['text'])}" for row in stored["unsent"])
    if stored["offers"]:
        yield turn.say("data-offers", count=len(stored["offers"]))
        asked = {text for offer in stored["offers"] if (text := offer.get("question"))}
        yield from (f"»{quoted(text)}«" for text in sorted(asked))
    yield turn.say("data-foot")


def _case_lines(turn: Turn, case: Mapping[str, Any]) -> Iterator[str]:
    when = _when(turn)
    state = turn.say(f"state-name-{case['state']}")
    yield turn.say("data-case", number=case["number"], state=state, date=when(case["opened_at"]))
    for event in case["history"]:
        text = f": {quoted(event['text'])}" if event["text"] and event["what"] != "flagged" else ""
        yield turn.say("data-event", date=when(event["at"]), what=turn.say(f"event-{event['what']}"), text=text)
    if case["notes"]:
        yield turn.say("data-notes", count=case["notes"])


def _when(turn: Turn) -> Any:
    def write(at: datetime) -> str:
        return moment(at, turn.language)

    return write
