"""How a subscription is shown, and how its parts are chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.base import Button, Chat, Reply, Turn
from handlers.events_stored import QUIET_NEVER, Rhythm, Subscription
from handlers.times import moment

PAGE_OF = 8  # choices on one page; more do not fit a telephone
RHYTHMS = {
    Rhythm.AT_ONCE: "rhythm-at-once",
    Rhythm.DIGEST: "rhythm-digest",
    Rhythm.REMINDERS: "rhythm-reminders",
}
FORMATS = ("conference", "meetup", "lecture", "course", "fair", "school", "competition", "award")
QUIET = (QUIET_NEVER, (20, 8), (18, 9), (22, 7))
CHOICES = ("topics", "regions", "formats")
TITLES = {
    "topics": "subscription-choose-topics",
    "regions": "subscription-choose-regions",
    "formats": "subscription-choose-formats",
    "rhythm": "subscription-choose-rhythm",
    "quiet": "subscription-choose-quiet",
    "language": "subscription-choose-language",
}


def about(turn: Turn, room: Chat | None = None) -> Reply:
    """What a subscription is, for somebody who has none; pressing a button begins it. `room` needs none."""
    lines = [turn.say("subscription-about")]
    if room:
        server = room.account.partition(":")[2]
        lines.append(turn.say("subscription-public-room", room=room.id, server=server))
    everything = turn.button("button-subscribe-all", "subscriptions.start")
    return Reply("\n".join(lines), (everything, *(_opener(turn, kind) for kind in CHOICES)))


def summary(turn: Turn, mine: Subscription | None, reminders: Sequence[str]) -> list[str]:
    """What somebody subscribed to, line by line; the first says since when."""
    lines: list[str] = []
    if mine:
        since = moment(mine.agreed_at or turn.now, turn.language)
        lines = [turn.say("subscription-is", since=since), *_choices(turn, mine)]
    titles = [_title(turn, id_) for id_ in reminders]
    return lines + ([turn.say("subscription-reminders", events="; ".join(titles))] if titles else [])


def _choices(turn: Turn, mine: Subscription) -> list[str]:
    named = {kind: ", ".join(label_of(turn, kind, slug) for slug in mine.chosen(kind)) for kind in CHOICES}
    everything = turn.say("subscription-all")
    language = turn.say("button-english" if mine.language == "en" else "button-german")
    return [
        turn.say("subscription-topics", topics=named["topics"] or everything),
        turn.say("subscription-regions", regions=named["regions"] or everything),
        turn.say("subscription-formats", formats=named["formats"] or everything),
        turn.say("subscription-rhythm", rhythm=turn.say(RHYTHMS[mine.rhythm])),
        turn.say("subscription-quiet", quiet=quiet_in_words(turn, mine.quiet)),
        turn.say("subscription-language", language=language),
    ]


def changing(turn: Turn, text: str, *, subscribed: bool) -> Reply:
    """The text with everything that can be changed; the end of it all comes last."""
    kinds = TITLES if subscribed else CHOICES
    end = turn.button("button-subscription-end", "subscriptions.end", words="words-subscription-end")
    return Reply(text, (*(_opener(turn, kind) for kind in kinds), end))


def _opener(turn: Turn, kind: str) -> Button:
    keys = {
        "topics": "button-choose-topics", "regions": "button-choose-regions", "formats": "button-choose-formats",
        "rhythm": "button-choose-rhythm", "quiet": "button-choose-quiet", "language": "button-choose-language",
    }  # fmt: skip
    return turn.button(keys[kind], "subscriptions.choose", kind=kind)


def chooser(turn: Turn, kind: str, mine: Subscription, page: int) -> Reply:
    """The choices of one kind, a page at a time; what is chosen has a tick."""
    values = _values(turn, kind)
    chosen = set(mine.chosen(kind)) if kind in CHOICES else {str(getattr(mine, kind))}
    buttons = [
        Button(_ticked(turn, label_of(turn, kind, value), ticked=value in chosen), "subscriptions.set",
               {"kind": kind, "value": value, "page": str(page)})
        for value in values[page : page + PAGE_OF]
    ]  # fmt: skip
    if len(values) > PAGE_OF:
        following = page + PAGE_OF if page + PAGE_OF < len(values) else 0
        more = {"kind": kind, "page": str(following)}
        buttons.append(turn.button("button-more-choices", "subscriptions.choose", words="words-more-choices", **more))
    buttons.append(turn.button("button-subscription-done", "subscriptions.show", words="words-subscription-done"))
    return Reply(turn.say(TITLES[kind]), tuple(buttons))


def quiet_chooser(turn: Turn) -> Reply:
    """When nothing is to be sent."""
    buttons = [
        Button(quiet_in_words(turn, hours), "subscriptions.set", {"kind": "quiet", "value": f"{hours[0]}-{hours[1]}"})
        for hours in QUIET
    ]
    return Reply(turn.say(TITLES["quiet"]), tuple(buttons))


def _values(turn: Turn, kind: str) -> list[str]:
    """Topics: those that events are about, the commonest first."""
    if kind == "topics":
        named = [topic for event in turn.library.events.values() for topic in event.topics]
        return sorted(set(named), key=lambda topic: (-named.count(topic), topic))
    if kind == "regions":
        return list(turn.library.vocabulary.regions)
    if kind == "formats":
        return list(FORMATS)
    return [rhythm.value for rhythm in Rhythm] if kind == "rhythm" else ["de", "en"]


def label_of(turn: Turn, kind: str, value: str) -> str:
    """What to call a choice."""
    if kind in ("topics", "regions"):
        return turn.library.label(kind, value, turn.language)
    if kind == "formats":
        return turn.say(f"event-format-{value}")
    if kind == "rhythm":
        return turn.say(RHYTHMS[Rhythm(value)])
    return turn.say("button-english" if value == "en" else "button-german")


def quiet_in_words(turn: Turn, hours: tuple[int, int]) -> str:
    """The quiet hours."""
    begins, ends = hours
    if begins == ends:
        return turn.say("quiet-none")
    return turn.say("quiet-hours", **{"from": str(begins), "to": str(ends)})


def _ticked(turn: Turn, label: str, *, ticked: bool) -> str:
    return turn.say("button-chosen", label=label) if ticked else label


def events_kept(turn: Turn, stored: Mapping[str, Any]) -> list[str]:
    """What is stored of somebody about events, for "my data"; empty when nothing is."""
    lines: list[str] = []
    if mine := stored["subscription"]:
        since = moment(mine.agreed_at, turn.language)
        lines += [turn.say("data-subscription", since=since), *summary(turn, mine, ())[1:]]
    for key, rows in (("data-reminders", stored["reminders"]), ("data-told", stored["told"])):
        if rows:
            named = (f"{_title(turn, row['event'])} ({moment(row['at'], turn.language)})" for row in rows)
            lines.append(turn.say(key, events="; ".join(named)))
    return lines


def _title(turn: Turn, event_id: str) -> str:
    event = turn.library.events.get(event_id)
    return event.title.in_(turn.language) if event else event_id
