"""What a button of an announcement's page does, and what the staff rooms hear of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.desk.announcements_forms import Typed
from bot.desk.parts import Parts
from bot.store.announcements_desk import DeskStep
from handlers.announce_shown import begun, title_of
from handlers.announce_steps import Announcer, NotAnnouncedError, needs_second
from handlers.base import Reply
from handlers.events_notices import Voice
from handlers.events_stored import Announcement, Stage

Action = Callable[[Parts, DeskStep, Announcement, Typed], Awaitable[None]]


def announcer_in(parts: Parts, step: DeskStep) -> Announcer:
    """The rules, over the transaction of a step."""
    return Announcer(step.store, parts.library, parts.bot_texts, parts.public_url, step.now)


async def write(parts: Parts, step: DeskStep, typed: Typed) -> Announcement:
    """A new draft; the rooms hear of it where only somebody else may approve it."""
    name = step.user.name
    one = await announcer_in(parts, step).write(typed["event"], typed.words, by=name, starts_at=typed.starts_at)
    if needs_second(one, name, one.readers):
        voice = _voice(parts)
        title = title_of(voice, parts.library, one)
        text = voice.say("announce-waits", number=one.id, title=title, count=one.readers, author=name)
        await step.tell(_to_rooms(parts, text))
    return one


async def _edit(parts: Parts, step: DeskStep, one: Announcement, typed: Typed) -> None:
    by = step.user.name
    await announcer_in(parts, step).rewrite(one, typed.words, by=by, starts_at=typed.starts_at)


async def _approve(parts: Parts, step: DeskStep, one: Announcement, _: Typed) -> None:
    announcer = announcer_in(parts, step)
    approved = await announcer.approve(one, by=step.user.name)
    told = begun(_voice(parts), parts.library, approved, await announcer.first_step(approved))
    await step.tell(_to_rooms(parts, told))


async def _time(parts: Parts, step: DeskStep, one: Announcement, typed: Typed) -> None:
    if typed.starts_at is None:
        raise NotAnnouncedError("announce-time-unclear", text="–")
    await announcer_in(parts, step).time(one, typed.starts_at, by=step.user.name)


async def _discard(parts: Parts, step: DeskStep, one: Announcement, _: Typed) -> None:
    """Of a mere draft the rooms need not hear."""
    by, voice = step.user.name, _voice(parts)
    await announcer_in(parts, step).discard(one.id, by=by)
    if one.stage is Stage.SCHEDULED:
        title = title_of(voice, parts.library, one)
        text = voice.say("announce-discarded-by", number=one.id, title=title, by=by)
        await step.tell(_to_rooms(parts, text))


async def _stop(parts: Parts, step: DeskStep, one: Announcement, _: Typed) -> None:
    by = step.user.name
    spared = await announcer_in(parts, step).stop(one.id, by=by)
    text = _voice(parts).say("announce-stopped-by", number=one.id, by=by, spared=spared)
    await step.tell(_to_rooms(parts, text))


async def _test(parts: Parts, step: DeskStep, one: Announcement, _: Typed) -> None:
    """To the staff rooms, whose messenger shows it as readers will see it there."""
    head = _voice(parts).say("announce-test", number=one.id, by=step.user.name)
    await step.tell(_to_rooms(parts, head, one.text_de, one.text_en))


ACTIONS: Mapping[str, Action] = {
    "edit": _edit, "approve": _approve, "time": _time, "discard": _discard, "stop": _stop, "test": _test,
}  # fmt: skip


def _voice(parts: Parts) -> Voice:
    """The rooms are told in German, the team's language."""
    return Voice(parts.bot_texts, "de", parts.public_url)


def _to_rooms(parts: Parts, *told: str | Reply) -> Sequence[Reply]:
    replies = [Reply(one) if isinstance(one, str) else one for one in told]
    return [Reply(reply.text, reply.buttons, to=room) for room in parts.staff_rooms for reply in replies]
