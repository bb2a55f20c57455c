"""What is stored about this chat, and its erasure with a receipt; works from the first day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.copies import without_words
from handlers.speech import quoted
from handlers.times import moment
from handlers.welcome import PAGE

PRIVACY = Usage("datenschutz", "privacy", "usage-privacy")
DATA = Usage("daten", "data", "usage-data")
ERASE = Usage("loeschen", "delete", "usage-erase")


class Privacy:
    """`/datenschutz`, `/daten` and `/loeschen`; "delete my data" and "imprint" without a slash."""

    usage = (DATA, ERASE, PRIVACY)

    async def answer(self, turn: Turn) -> Answer:
        if asked_for(turn, PRIVACY):
            return [notice(turn)]
        if asked_for(turn, DATA):
            return [Reply(_in_full(turn, await turn.people.export()))]
        if asked_for(turn, ERASE) or _says(turn, "erase"):
            return [_offer_erasure(turn)]
        if _says(turn, "imprint"):
            return [imprint(turn)]
        return await _erased(turn) if turn.pressed("privacy") == "erase" else None


def _says(turn: Turn, name: str) -> bool:
    return not turn.press and turn.words.means(name, turn.text)


def _offer_erasure(turn: Turn) -> Reply:
    turn.conversation.wait_for("privacy.erase")
    yes = turn.button("button-erase", "privacy.erase", words="words-erase")
    no = turn.button("button-cancel", "cancel.now", words="words-cancel")
    return Reply(turn.say("erase-confirm"), (yes, no))


async def _erased(turn: Turn) -> list[Reply]:
    """Erase everything; staff who had a case hear that it is gone, without a word of it."""
    cases = await turn.cases.mine(within_days=0)
    emptied = [reply for case in cases for reply in await without_words(turn, case.number)]
    receipt = await turn.people.erase()
    turn.conversation.greeted = True  # the receipt is no first contact; nothing of this turn is kept
    done = Reply(turn.say("erased", receipt=receipt, date=moment(turn.now, turn.language)), clears=True)
    team = turn.for_staff
    told = [alert for case in cases for alert in team.alert(team.say("staff-erased", number=case.number))]
    return [done, *emptied, *told]


def notice(turn: Turn) -> Reply:
    """The short privacy notice, with what the operator provided."""
    details = turn.library.operator.details(turn.language)
    responsible = [turn.say("privacy-responsible", operator=details["operator"])]
    if contact := details["privacy_contact"]:
        responsible.append(turn.say("privacy-contact", contact=contact))
    if url := details["privacy_url"]:
        responsible.append(turn.say("privacy-in-detail", url=url))
    responsible.append(turn.say("privacy-complaints"))
    return Reply(f"{turn.say('privacy', days=turn.retention_days)}\n\n{' '.join(responsible)}")


def imprint(turn: Turn) -> Reply:
    """Who answers for this bot and where to find them, as far as the operator said so."""
    operator = turn.library.operator
    known = (operator.address, operator.phone, operator.email, operator.website, operator.imprint_url)
    name = operator.name.in_(turn.language)
    return Reply("\n".join([turn.say("imprint", bot=operator.bot_name, operator=name), *filter(None, known)]))


def _in_full(turn: Turn, stored: Mapping[str, Any]) -> str:
    """The export as a text a person can read: a head, one paragraph for each sort of data, and the way to erase it."""
    paragraphs = [[_head(turn, stored)], list(_facts(turn, stored))]
    paragraphs += [list(_case_lines(turn, case)) for case in stored["cases"]]
    paragraphs += [list(lines) for lines in (_written(turn, stored), _unsent(turn, stored), _offered(turn, stored))]
    paragraphs.append([turn.say("data-foot")])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _head(turn: Turn, stored: Mapping[str, Any]) -> str:
    """What this is; the page knows a visitor by the hash of a cookie, which tells a person nothing."""
    if turn.message.chat.platform == PAGE:
        return turn.say("data-head-page")
    return turn.say("data-head", channel=turn.channel(), address=quoted(str(stored["address"])))


def _facts(turn: Turn, stored: Mapping[str, Any]) -> Iterator[str]:
    state, when = stored["state"], _when(turn)
    yield turn.say("data-since", first=when(stored["first_seen"]), last=when(stored["last_seen"]))
    language = state.get("chosen") or state.get("spoken")
    if language:
        yield turn.say("data-language", language=turn.say("button-english" if language == "en" else "button-german"))
    for text in filter(None, (state.get("question"), state.get("draft"))):
        yield turn.say("data-question", question=quoted(text))


def _written(turn: Turn, stored: Mapping[str, Any]) -> Iterator[str]:
    if stored["lines"]:
        yield turn.say("data-lines", count=len(stored["lines"]))
        yield from _dated(turn, stored["lines"])


def _unsent(turn: Turn, stored: Mapping[str, Any]) -> Iterator[str]:
    if stored["unsent"]:
        yield turn.say("data-unsent", count=len(stored["unsent"]))
        yield from _dated(turn, stored["unsent"])


def _dated(turn: Turn, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One line per message; a message of several lines begins below its date."""
    for row in rows:
        text = str(row["text"])
        before = ":\n" if "\n" in text else ": "
        yield f"– {_when(turn)(row['at'])}{before}{quoted(text)}"


def _offered(turn: Turn, stored: Mapping[str, Any]) -> Iterator[str]:
    if stored["offers"]:
        yield turn.say("data-offers", count=len(stored["offers"]))
        asked = {text for offer in stored["offers"] if (text := offer.get("question"))}
        yield from (f"– {turn.say('status-question', question=quoted(text))}" for text in sorted(asked))


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
