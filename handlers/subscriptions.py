"""Subscriptions to events: begun, shown, changed and ended by the person's own action, never by ours."""

import re
from dataclasses import replace

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.events import EVENTS, Readers
from handlers.events_shown import when
from handlers.events_stored import QUIET_NEVER, Rhythm, Subscription
from handlers.subscriptions_shown import PAGE_OF, about, changing, chooser, quiet_chooser, summary
from handlers.times import moment
from knowledge.entries import Event
from knowledge.event_search import region_of_place

SUBSCRIBE = Usage("abo", "subscribe", "usage-subscribe")
_QUIET = re.compile(
    r"(?:ruhe|ruhezeit|quiet(?: hours)?)\s+(?:(\d{1,2})\s*(?:-|–|bis|to)\s*(\d{1,2})|(?:keine|aus|none|off))"
)
HOURS = 24


class Unsubscribe:
    """ "abo aus" and STOP; a word that cancels a dialogue does so first, and ends nothing that is not there."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        if turn.press or turn.message.press:
            return None
        command = asked_for(turn, SUBSCRIBE)
        plain = turn.words.means("unsubscribe", command.rest if command else turn.text)
        stops = turn.words.means("stop", turn.text) and not turn.conversation.is_busy
        if plain and (command or turn.words.means("unsubscribe", turn.text)):
            return [await ended(turn)]
        if stops and (await turn.subscriptions.mine() or await turn.subscriptions.reminders()):
            return [await ended(turn)]
        return None


class Subscribe:
    """`/abo`, alone or with topics and places; the buttons under events."""

    usage = (SUBSCRIBE,)

    def __init__(self, readers: Readers | None = None) -> None:
        self._readers = readers or Readers()

    async def answer(self, turn: Turn) -> Answer:
        action = turn.pressed("subscriptions")
        if action in ("remind", "forget"):
            return [await _remind(turn, wanted=action == "remind")]
        if action:
            return [await _pressed(turn, action)]
        command = asked_for(turn, SUBSCRIBE)
        asks = not turn.press and not turn.message.press and turn.words.means("subscribe", turn.text)
        if command and command.rest:
            return [await self._written(turn, command.rest)]
        return [await _overview(turn)] if command or asks else None

    async def _written(self, turn: Turn, text: str) -> Reply:
        """`/abo Robotik Dresden`, `/abo Ruhe 20-8`."""
        mine = await turn.subscriptions.mine()
        if quiet := _QUIET.fullmatch(text.casefold().strip()):
            hours = (int(quiet[1]) % HOURS, int(quiet[2]) % HOURS) if quiet[1] else QUIET_NEVER
            return await _saved(turn, replace(mine or _fresh(turn), quiet=hours), is_new=mine is None)
        reader = self._readers.of(turn.library)
        asked = reader.read(f"{EVENTS.command} {text}", today=turn.now.date())
        regions = (region_of_place(turn.library, asked.place),) if asked and asked.place else ()
        if asked is None or not (asked.topics or asked.formats or regions):
            offer = about(turn)
            return Reply(turn.say("subscription-not-found", text=text[:100]), offer.buttons)
        wanted = mine or _fresh(turn)
        wanted = replace(
            wanted, topics=_with(wanted.topics, asked.topics), regions=_with(wanted.regions, regions),
            formats=_with(wanted.formats, asked.formats),
        )  # fmt: skip
        return await _saved(turn, wanted, is_new=mine is None)


def _with(chosen: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*chosen, *more)))


def _fresh(turn: Turn) -> Subscription:
    return Subscription(language=turn.language, agreed_at=turn.now)


async def _overview(turn: Turn) -> Reply:
    mine, reminders = await turn.subscriptions.mine(), await turn.subscriptions.reminders()
    if mine is None and not reminders:
        return about(turn, await turn.subscriptions.public_room())
    return changing(turn, "\n".join(summary(turn, mine, reminders)), subscribed=mine is not None)


async def _saved(turn: Turn, wanted: Subscription, *, is_new: bool) -> Reply:
    await turn.subscriptions.save(wanted)
    await turn.tally.count("subscribed") if is_new else None
    lines = summary(turn, wanted, await turn.subscriptions.reminders())
    head = [started(turn), *lines[1:]] if is_new else [turn.say("subscription-changed"), *lines[1:]]
    return changing(turn, "\n".join(head), subscribed=True)


def started(turn: Turn) -> str:
    """The confirmation with the moment of consent."""
    return turn.say("subscription-started", since=moment(turn.now, turn.language))


async def ended(turn: Turn) -> Reply:
    """All of it ends, whatever it was."""
    return Reply(turn.say("subscription-ended" if await turn.subscriptions.end() else "subscription-none"))


async def _pressed(turn: Turn, action: str) -> Reply:
    args, mine = turn.args, await turn.subscriptions.mine()
    if action == "end":
        return await ended(turn)
    if action == "show":
        return await _overview(turn)
    if action == "start":
        wanted = mine or _fresh(turn)
        for kind in ("topics", "formats"):
            chosen = _with(wanted.chosen(kind), tuple(args.get(kind, "").split()))
            wanted = wanted.choosing(kind, chosen if mine is None or mine.chosen(kind) else ())
        return await _saved(turn, wanted, is_new=mine is None)
    if action == "choose":
        return _chooser(turn, args["kind"], mine or _fresh(turn), int(args.get("page", "0")))
    return await _set(turn, args["kind"], args["value"], mine)


def _chooser(turn: Turn, kind: str, mine: Subscription, page: int) -> Reply:
    return quiet_chooser(turn) if kind == "quiet" else chooser(turn, kind, mine, page)


async def _set(turn: Turn, kind: str, value: str, mine: Subscription | None) -> Reply:
    """One choice: of topics and the like several may stand, of the rest one."""
    wanted = mine or _fresh(turn)
    if kind in ("topics", "regions", "formats"):
        chosen = wanted.chosen(kind)
        kept = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
        wanted = wanted.choosing(kind, kept)
        await turn.subscriptions.save(wanted)
        return chooser(turn, kind, wanted, int(turn.args.get("page", "0")) // PAGE_OF * PAGE_OF)
    if kind == "rhythm":
        wanted = replace(wanted, rhythm=Rhythm(value))
    elif kind == "quiet":
        begins, _, ends = value.partition("-")
        wanted = replace(wanted, quiet=(int(begins), int(ends)))
    else:
        wanted = replace(wanted, language="en" if value == "en" else "de")
    return await _saved(turn, wanted, is_new=mine is None)


async def _remind(turn: Turn, *, wanted: bool) -> Reply:
    event = turn.library.events.get(turn.args["id"])
    if event is None:
        return Reply(turn.say("gone"))
    title = event.title.in_(turn.language)
    if not wanted:
        await turn.subscriptions.forget(event.id)
        return Reply(turn.say("remind-off", title=title))
    if not _can_remind(turn, event):
        return Reply(turn.say("remind-too-late"))
    is_new = await turn.subscriptions.remind(event, turn.language)
    off = turn.button("button-remind-off", "subscriptions.forget", words="words-remind-off", id=event.id)
    return Reply(turn.say("remind-set" if is_new else "remind-already", title=title, when=when(turn, event)), (off,))


def _can_remind(turn: Turn, event: Event) -> bool:
    return event.begins is not None and event.begins > turn.now and event.status != "cancelled"
