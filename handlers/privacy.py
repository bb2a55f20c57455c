"""What is stored about this chat, and its erasure with a receipt; works from the first day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.copies import without_words
from handlers.learning import opt_out
from handlers.speech import quoted
from handlers.subscriptions_shown import events_kept
from handlers.threats import KEPT_FOR
from handlers.times import local_day, moment
from handlers.welcome import PAGE

PRIVACY = Usage("datenschutz", "privacy", "usage-privacy")
DATA = Usage("daten", "data", "usage-data")
ERASE = Usage("loeschen", "delete", "usage-erase")
WORDS_OF_THEIRS = ("question", "need", "text", "contact")  # arguments of buttons that hold what the person wrote


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
    """Erase everything but kept threats, which are named; staff who had a case hear that it is gone."""
    cases = await turn.cases.mine(within_days=0)
    emptied = [reply for case in cases for reply in await without_words(turn, case.number)]
    stored = await turn.people.export()
    receipt = await turn.people.erase()
    turn.conversation.greeted = True  # the receipt is no first contact; nothing of this turn is kept
    said = turn.say("erased", receipt=receipt, date=moment(turn.now, turn.language))
    said += f"\n\n{_kept_line(turn, stored)}" if stored["evidence"] else ""
    done = Reply(said, clears=True)
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
    unheard = turn.conversation.unheard
    learning = turn.say("privacy-learning-off") if unheard else turn.say("privacy-learning", days=turn.retention_days)
    parts = [turn.say("privacy", days=turn.retention_days), learning, turn.say("privacy-introduction")]
    parts += [turn.say("privacy-subscription"), turn.say("privacy-threats", years=KEPT_FOR.days // 365)]
    return Reply("\n\n".join([*parts, " ".join(responsible)]), opt_out(turn))


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
    paragraphs.append(events_kept(turn, stored["events"]))
    paragraphs += [list(lines) for lines in (_written(turn, stored), _unsent(turn, stored), _offered(turn, stored))]
    paragraphs.append(list(_kept(turn, stored)))
    paragraphs.append([turn.say("data-foot")])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _kept(turn: Turn, stored: Mapping[str, Any]) -> Iterator[str]:
    """What an erasure leaves, and until when."""
    if stored["evidence"]:
        yield _kept_line(turn, stored)
        yield from _dated(turn, stored["evidence"])


def _kept_line(turn: Turn, stored: Mapping[str, Any]) -> str:
    until = local_day(max(one["until"] for one in stored["evidence"]), turn.language)
    return turn.say("threat-kept", count=len(stored["evidence"]), until=until)


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
    sought = [value for group, value in state.get("search", {}).get("steps", ()) if group == "said"]
    for text in filter(None, (state.get("question"), state.get("draft"), *sought)):
        yield turn.say("data-question", question=quoted(text))
    if begun := state.get("introducing"):
        text, contact = begun.get("text", ""), begun.get("contact", "")
        yield turn.say("data-introduction-draft", text=quoted(text), contact=quoted(contact))


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
        asked = {offer.get(name) for offer in stored["offers"] for name in WORDS_OF_THEIRS} - {None, ""}
        yield from (f"– {turn.say('status-question', question=quoted(text))}" for text in sorted(asked))


def _case_lines(turn: Turn, case: Mapping[str, Any]) -> Iterator[str]:
    when = _when(turn)
    state = turn.say(f"state-name-{case['state']}")
    yield turn.say("data-case", number=case["number"], state=state, date=when(case["opened_at"]))
    for event in case["history"]:
        text = f": {quoted(event['text'])}" if event["text"] and event["what"] != "flagged" else ""
        yield turn.say("data-event", date=when(event["at"]), what=turn.say(f"event-{event['what']}"), text=text)
    for one in case["introductions"]:
        actor = turn.library.actors.get(one["actor"])
        name = actor.name if actor else one["actor"]
        yield turn.say("data-introduction", actor=name, date=when(one["at"]), text=quoted(one["text"]))
        if one["contact"]:
            yield turn.say("data-introduction-contact", contact=quoted(one["contact"]))
    if case["tags"]:
        yield turn.say("data-case-tags", tags=", ".join(case["tags"]))
    if case["banned_at"]:
        yield turn.say("data-case-banned", date=when(case["banned_at"]))
    if case["notes"]:
        yield turn.say("data-notes", count=case["notes"])


def _when(turn: Turn) -> Any:
    def write(at: datetime) -> str:
        return moment(at, turn.language)

    return write
