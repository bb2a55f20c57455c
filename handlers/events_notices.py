"""What people are told about events without having asked just then: reminders, the digest, changes, announcements."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.events_shown import line, page_url, when
from handlers.speech import Speech
from knowledge.entries import Event, Language


@dataclass(frozen=True, slots=True)
class Voice:
    """Our texts in one language, and where our page is; empty where there is none."""

    speech: Speech
    language: Language
    public_url: str = ""

    def say(self, key: str, /, **args: str | int) -> str:
        """Our text `key`."""
        return self.speech.say(self.language, key, **args)


def reminder(voice: Voice, event: Event) -> str:
    """The day before."""
    return _notice(voice, voice.say("reminder-tomorrow", title=event.title.in_(voice.language)), event, "reminder-foot")


def change(voice: Voice, event: Event) -> str:
    """A new date, or none at all."""
    key = "change-cancelled" if event.status == "cancelled" else "change-moved"
    return _notice(voice, voice.say(key, title=event.title.in_(voice.language)), event, "reminder-foot")


def announcement(voice: Voice, event: Event, text: str = "") -> str:
    """The news of an event; `text` is what staff wrote instead of its summary."""
    title = event.title.in_(voice.language)
    moved = f"{voice.say('event-moved')}\n" if event.status == "moved" else ""
    head = f"{title}\n\n{text or event.summary.in_(voice.language)}\n{moved}"
    return _notice(voice, head, event, "digest-foot")


def digest(voice: Voice, events: Iterable[Event]) -> str:
    """What is new since the last Monday, one line each."""
    lines = [f"– {line(voice, event)}" for event in events]
    page = [voice.say("events-page", url=f"{voice.public_url.rstrip('/')}/termine")] if voice.public_url else []
    return "\n".join([voice.say("digest-head"), *lines, "", *page, voice.say("digest-foot")])


def _notice(voice: Voice, head: str, event: Event, foot: str) -> str:
    lines = [head, voice.say("event-when", when=when(voice, event))]
    place = ", ".join(filter(None, (event.venue, event.city)))
    lines += [voice.say("event-place", place=place)] if place else []
    if event.status != "cancelled":
        lines += [voice.say("event-link", url=event.link)] if event.link else []
        lines += [voice.say("event-registration", url=event.registration)] if event.registration else []
    lines += [voice.say("event-more", url=event.url)] if event.url else []
    if url := page_url(voice, event):
        lines.append(voice.say("event-calendar", url=f"{url}.ics"))
    return "\n".join([*lines, "", voice.say(foot)])
