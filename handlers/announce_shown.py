"""How an announcement is shown in the staff room: the preview, how it stands, and what became of it in the end."""

from collections.abc import Mapping, Sequence

from handlers.announce_steps import SECOND_PERSON_ABOVE, Announcer, announceable
from handlers.base import Button, Reply, Turn
from handlers.events_shown import Spoken, line
from handlers.events_stored import Announcement, Counts, Stage
from handlers.times import moment
from knowledge.library import Library

OUTCOMES = ("sent", "blocked", "failed", "uncertain", "expired", "stopped")
SHOWN = 8
_DRAFT = {"test": "button-announce-test", "send": "button-announce-send", "discard": "button-announce-discard"}
_WAITING = {"test": "button-announce-test", "discard": "button-announce-call-off"}
RUNNING = {"report": "button-announce-report", "stop": "button-announce-stop"}


def choice(turn: Turn) -> Reply:
    """The events that can be announced."""
    events = announceable(turn.library, turn.now)[:SHOWN]
    if not events:
        return Reply(turn.say("announce-none"))
    lines = [turn.say("announce-list"), *(f"– {line(turn, event)} [{event.id}]" for event in events)]
    buttons = [Button(event.title.in_(turn.language), "announce.preview", {"event": event.id}) for event in events]
    return Reply("\n".join(lines), tuple(buttons))


async def preview(turn: Turn, announcer: Announcer, one: Announcement) -> Reply:
    """A draft as readers will see it, how many they are, and what can be done with it."""
    lines = [turn.say("announce-preview-de"), one.text_de, "", turn.say("announce-preview-en"), one.text_en, ""]
    lines += [earlier(turn, before) for before in (await announcer.store.of_event(one.event))[:1]]
    readers = await announcer.readers(one.event)
    count = sum(readers.values())
    if not count:
        return Reply("\n".join([*lines, turn.say("announce-nobody")]))
    until = moment(one.expires_at, turn.language)
    lines.append(turn.say("announce-readers", count=count, platforms=by_platform(turn, readers), until=until))
    lines += [turn.say("announce-second", most=SECOND_PERSON_ABOVE)] if count > SECOND_PERSON_ABOVE else []
    keys = _DRAFT
    if one.starts_at is not None:
        lines.append(turn.say("announce-for", date=moment(one.starts_at, turn.language)))
        keys = {**_DRAFT, "send": "button-announce-schedule"}
    return Reply("\n".join(lines), buttons(turn, one, keys))


def earlier(voice: Spoken, before: Announcement) -> str:
    """Who announced the event before, and when."""
    date = moment(before.started_at or before.created, voice.language)
    return voice.say("announce-before", number=before.id, date=date, author=before.author)


def by_platform(voice: Spoken, readers: Mapping[str, int]) -> str:
    """Telegram 12, Matrix 3."""
    return ", ".join(f"{voice.say(f'channel-{platform}')} {number}" for platform, number in readers.items())


def buttons(voice: Spoken, one: Announcement, keys: Mapping[str, str]) -> tuple[Button, ...]:
    """What can be done; a press is about the wording that stood above it."""
    about = {"number": str(one.id), "version": str(one.version)}
    return tuple(Button(voice.say(key), f"announce.{action}", about) for action, key in keys.items())


def begun(voice: Spoken, library: Library, one: Announcement, written: int) -> Reply:
    """It was approved: it runs, or waits for its time."""
    title = title_of(voice, library, one)
    if one.starts_at is not None:
        date = moment(one.starts_at, voice.language)
        text = voice.say("announce-scheduled", number=one.id, title=title, date=date, by=one.approver)
        return Reply(text, buttons(voice, one, _WAITING))
    text = voice.say(
        "announce-started", number=one.id, title=title, written=written, count=one.readers, by=one.approver
    )  # fmt: skip
    return Reply(text, buttons(voice, one, RUNNING))


def standing(voice: Spoken, library: Library, one: Announcement, report: Mapping[str, Counts]) -> Reply:
    """How one stands that is no draft."""
    if one.stage is Stage.DISCARDED:
        return Reply(voice.say("announce-discarded"))
    if one.stage is Stage.SCHEDULED:
        return begun(voice, library, one, 0)
    return Reply(report_text(voice, library, one, report), buttons(voice, one, RUNNING) if one.is_under_way else ())


def report_text(
    voice: Spoken, library: Library, one: Announcement, report: Mapping[str, Counts], *, over: bool = False
) -> str:
    """What became of it, in numbers: so far, or in the end."""
    counts = total(report)
    key = "announce-report" if over or one.finished_at else "announce-standing"
    ended = {outcome: counts.get(outcome, 0) for outcome in OUTCOMES}
    return voice.say(key, number=one.id, title=title_of(voice, library, one), open=still_open(counts), **ended)


def progress_text(voice: Spoken, library: Library, one: Announcement, percent: int, counts: Counts) -> str:
    """How far it came."""
    through = sum(counts.get(outcome, 0) for outcome in OUTCOMES)
    title = title_of(voice, library, one)
    return voice.say("announce-progress", number=one.id, title=title, percent=percent, done=through, count=one.readers)


def percent_of(one: Announcement, counts: Counts) -> int:
    """How much of it came to an end, of all readers it is written for."""
    through = sum(counts.get(outcome, 0) for outcome in OUTCOMES)
    whole = max(one.readers, one.written, 1)
    return min(100, 100 * through // whole)


def total(report: Mapping[str, Counts]) -> Counts:
    """Over all platforms."""
    names: Sequence[str] = [outcome for counts in report.values() for outcome in counts]
    return {name: sum(counts.get(name, 0) for counts in report.values()) for name in dict.fromkeys(names)}


def still_open(counts: Counts) -> int:
    """How many are still to be sent or on their way."""
    return sum(count for name, count in counts.items() if name not in OUTCOMES)


def title_of(voice: Spoken, library: Library, one: Announcement) -> str:
    """What the event is called."""
    event = library.events.get(one.event)
    return event.title.in_(voice.language) if event else one.event
