"""Announcements from the staff room: preview, number of readers, test, approval by a second person, stop, report."""

from collections.abc import Mapping

from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.events_notices import Voice, announcement
from handlers.events_shown import Spoken, line
from handlers.events_stored import Announcement, Audience
from handlers.times import moment
from knowledge.entries import Event
from knowledge.event_search import region_of, upcoming
from knowledge.library import Library
from knowledge.places import Gazetteer

ANNOUNCE = Usage("ankuendigen", "announce", "usage-announce", staff=True)
SECOND_PERSON_ABOVE = 50  # readers: a slip that reaches so many is worth a second look
LONGEST = 2_500  # characters of one's own text; with date, place and links it fits one Telegram message (4096)
SHOWN = 8
STATES = ("sent", "blocked", "failed", "uncertain", "expired", "stopped")


class Announce:
    """`/ankuendigen` and its buttons; nowhere but in a staff room."""

    usage = (ANNOUNCE,)

    async def answer(self, turn: Turn) -> Answer:
        if not turn.is_staff:
            return None
        pressed = turn.pressed("announce")
        if pressed == "preview":
            return [await _preview(turn, turn.args["event"], "")]
        if pressed:
            return await _pressed(turn, pressed, int(turn.args["number"]))
        command = asked_for(turn, ANNOUNCE)
        if command is None:
            return None
        event_id, _, text = command.rest.partition(" ")
        return [await _preview(turn, event_id, text.strip()) if event_id else _list(turn)]


def _announceable(turn: Turn) -> list[Event]:
    events = upcoming(turn.library.events.values(), turn.now)
    return [event for event in events if event.status != "cancelled" and event.begins and event.begins > turn.now]


def _list(turn: Turn) -> Reply:
    events = _announceable(turn)[:SHOWN]
    if not events:
        return Reply(turn.say("announce-none"))
    lines = [turn.say("announce-list"), *(f"– {line(turn, event)} [{event.id}]" for event in events)]
    buttons = [Button(event.title.in_(turn.language), "announce.preview", {"event": event.id}) for event in events]
    return Reply("\n".join(lines), tuple(buttons))


async def _preview(turn: Turn, event_id: str, text: str) -> Reply:
    """A draft is stored with its preview; nothing is sent before somebody approves it."""
    event = next((one for one in _announceable(turn) if one.id == event_id), None)
    if event is None or event.begins is None:
        return Reply(turn.say("announce-unknown", id=event_id[:80]))
    german, _, english = (part.strip() for part in text.partition("|"))
    if max(len(german), len(english)) > LONGEST:
        return Reply(turn.say("announce-too-long", most=LONGEST))
    texts = {
        "de": announcement(Voice(turn.speech, "de", turn.public_url), event, german),
        "en": announcement(Voice(turn.speech, "en", turn.public_url), event, english),
    }
    audience = audience_of(turn.library, event.id)
    readers = await turn.announcements.readers(audience)
    head = [turn.say("announce-preview-de"), texts["de"], "", turn.say("announce-preview-en"), texts["en"], ""]
    for earlier in (await turn.announcements.of_event(event.id))[:1]:
        date = moment(earlier.created, turn.language)
        head.append(turn.say("announce-before", date=date, author=earlier.author))
    count = sum(readers.values())
    if not count:
        return Reply("\n".join([*head, turn.say("announce-nobody")]))
    draft = await turn.announcements.draft(
        audience, text_de=texts["de"], text_en=texts["en"], author=turn.message.staff, readers=count,
        expires_at=event.begins,
    )  # fmt: skip
    platforms = ", ".join(f"{turn.say(f'channel-{platform}')} {number}" for platform, number in readers.items())
    until = moment(event.begins, turn.language)
    head.append(turn.say("announce-readers", count=count, platforms=platforms, until=until))
    head += [turn.say("announce-second", most=SECOND_PERSON_ABOVE)] if count > SECOND_PERSON_ABOVE else []
    keys = {"test": "button-announce-test", "send": "button-announce-send", "discard": "button-announce-discard"}
    return Reply("\n".join(head), _buttons(turn, draft, keys))


def _buttons(turn: Turn, one: Announcement, keys: Mapping[str, str]) -> tuple[Button, ...]:
    return tuple(turn.button(key, f"announce.{action}", number=str(one.id)) for action, key in keys.items())


async def _pressed(turn: Turn, action: str, number: int) -> list[Reply]:
    one = await turn.announcements.find(number)
    if one is None:
        return [Reply(turn.say("gone"))]
    if action == "test":
        return [Reply(one.text_de), Reply(one.text_en)]
    if action == "send":
        return [await _send(turn, one)]
    if action == "stop":
        spared = await turn.announcements.stop(number)
        if spared is None:
            return [Reply(turn.say("announce-not-running", number=number))]
        return [Reply(turn.say("announce-stopped", number=number, spared=spared))]
    if action == "discard":
        done = await turn.announcements.discard(number)
        return [Reply(turn.say("announce-discarded" if done else "announce-over"))]
    return [Reply(report_text(turn, turn.library, one, await turn.announcements.report(number)))]


async def _send(turn: Turn, one: Announcement) -> Reply:
    """Approve it, and write the first readers at once; the clock carries on with the rest."""
    if one.readers > SECOND_PERSON_ABOVE and turn.message.staff == one.author:
        return Reply(turn.say("announce-own", count=one.readers))
    if turn.now >= one.expires_at or not await turn.announcements.approve(one.id, turn.message.staff):
        return Reply(turn.say("announce-over"))
    written = await turn.announcements.write(one, audience_of(turn.library, one.event))
    title = _title(turn, turn.library, one)
    text = turn.say(
        "announce-started", number=one.id, title=title, written=written, count=one.readers, by=turn.message.staff
    )
    keys = {"report": "button-announce-report", "stop": "button-announce-stop"}
    return Reply(text, _buttons(turn, one, keys))


def report_text(voice: Spoken, library: Library, one: Announcement, outcomes: Mapping[str, int]) -> str:
    """What became of it, in numbers."""
    counted = {state: outcomes.get(state, 0) for state in STATES}
    open_rows = sum(outcomes.values()) - sum(counted.values())
    return voice.say("announce-report", number=one.id, title=_title(voice, library, one), open=open_rows, **counted)


def _title(voice: Spoken, library: Library, one: Announcement) -> str:
    event = library.events.get(one.event)
    return event.title.in_(voice.language) if event else one.event


def audience_of(library: Library, event_id: str) -> Audience:
    """Who may want to hear of an event."""
    event = library.events.get(event_id)
    if event is None:
        return Audience(event_id, (), "", "")
    region = region_of(library, event, Gazetteer.load())  # 10 ms, and seldom
    return Audience(event.id, event.topics, region, event.format, event.sequence)
