"""Announcements from the staff room: preview, readers, test, approval by a second person, schedule, stop, report."""

from handlers.announce_shown import begun, choice, preview, standing
from handlers.announce_steps import Announcer, NotAnnouncedError
from handlers.announce_times import is_time_unread, time_and_words
from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.events_stored import Announcement, Stage

ANNOUNCE = Usage("ankuendigen", "announce", "usage-announce", staff=True)
LONGEST_NUMBER = 9  # digits


class Announce:
    """`/ankuendigen` and its buttons; nowhere but in a staff room."""

    usage = (ANNOUNCE,)

    async def answer(self, turn: Turn) -> Answer:
        if not turn.is_staff:
            return None
        pressed, command = turn.pressed("announce"), asked_for(turn, ANNOUNCE)
        if pressed is None and command is None:
            return None
        announcer = Announcer(turn.announcements, turn.library, turn.speech, turn.public_url, turn.now)
        try:
            if pressed:
                return await _pressed(turn, announcer, pressed)
            return [await _written(turn, announcer, command.rest if command else "")]
        except NotAnnouncedError as error:
            return [Reply(turn.say(error.key, **error.args_of_text))]


async def _written(turn: Turn, announcer: Announcer, text: str) -> Reply:
    """`/ankuendigen`, with an event's id or an announcement's number, and then a time, words, or both."""
    first, _, rest = text.partition(" ")
    if not first:
        return choice(turn)
    starts_at, words = time_and_words(rest.strip(), now=turn.now)
    if starts_at is None and is_time_unread(words):
        raise NotAnnouncedError("announce-time-unclear", text=words)
    if first.isascii() and first.isdecimal() and len(first) <= LONGEST_NUMBER:
        one = await _found(turn, int(first))
        if starts_at is not None:
            one = await announcer.time(one, starts_at, by=turn.message.staff)
        return await _shown(turn, announcer, one)
    german, _, english = (part.strip() for part in words.partition("|"))
    own = {"de": german, "en": english}
    draft = await announcer.write(first, own, by=turn.message.staff, starts_at=starts_at)
    return await preview(turn, announcer, draft)


async def _shown(turn: Turn, announcer: Announcer, one: Announcement) -> Reply:
    if one.stage is Stage.DRAFT:
        return await preview(turn, announcer, one)
    return standing(turn, turn.library, one, await turn.announcements.report(one.id))


async def _found(turn: Turn, number: int) -> Announcement:
    one = await turn.announcements.find(number)
    if one is None:
        raise NotAnnouncedError("announce-no-number", number=number)
    return one


async def _pressed(turn: Turn, announcer: Announcer, action: str) -> list[Reply]:
    if action == "preview":
        return [await preview(turn, announcer, await announcer.write(turn.args["event"], {}, by=turn.message.staff))]
    one, by = await _found(turn, int(turn.args["number"])), turn.message.staff
    if action == "test":
        return [Reply(one.text_de), Reply(one.text_en)]
    if action == "send":
        return [await _send(turn, announcer, one)]
    if action == "stop":
        return [Reply(turn.say("announce-stopped", number=one.id, spared=await announcer.stop(one.id, by=by)))]
    if action == "discard":
        await announcer.discard(one.id, by=by)
        return [Reply(turn.say("announce-discarded"))]
    return [await _shown(turn, announcer, one)]


async def _send(turn: Turn, announcer: Announcer, one: Announcement) -> Reply:
    """Only what was shown above the button: somebody may have changed it since."""
    if one.stage is Stage.DRAFT and turn.args.get("version", "1") != str(one.version):
        raise NotAnnouncedError("announce-changed")
    approved = await announcer.approve(one, by=turn.message.staff)
    return begun(turn, turn.library, approved, await announcer.first_step(approved))
