"""Says at first contact what this is, and on request what it can do."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.base import Answer, Reply, Turn, Usage
from handlers.commands import asked_for

START = Usage("start", "start", "usage-start")
HELP = Usage("hilfe", "help", "usage-help")
PAGE = "web"  # the platform whose page says what this is before anybody writes


class Welcome:
    """`/start` and `/hilfe`; `usages` are the lines of all handlers, in their order."""

    usage = (START, HELP)

    def __init__(self, usages: Sequence[Usage] = ()) -> None:
        self._usages = usages

    async def answer(self, turn: Turn) -> Answer:
        if asked_for(turn, START):
            return [welcome(turn)]
        if asked_for(turn, HELP) or (not turn.press and turn.words.means("help", turn.text)):
            return [Reply(turn.say("help", commands=command_list(turn, self._usages, staff=False)))]
        return None


def welcome(turn: Turn) -> Reply:
    """The full welcome; it counts as the introduction."""
    turn.conversation.greeted = True
    return Reply(turn.say("welcome", **_names(turn)))


def page_introduced(turn: Turn) -> bool:
    """Whether the person read the welcome already, where the conversation takes place."""
    return turn.message.chat.platform == PAGE


def introduced(turn: Turn, replies: Sequence[Reply]) -> list[Reply]:
    """The replies, led by one introduction at first contact; not before the numbers a crisis needs."""
    to_person = [reply for reply in replies if reply.to is None]
    if turn.conversation.greeted or turn.is_staff or not to_person or to_person[0].text == turn.say("crisis"):
        return list(replies)
    turn.conversation.greeted = True
    first = to_person[0]
    intro = turn.say("intro-short") if page_introduced(turn) else turn.say("intro", **_names(turn))
    joined = replace(first, text=f"{intro}\n\n{first.text}")
    return [joined if reply is first else reply for reply in replies]


def command_list(turn: Turn, usages: Sequence[Usage], *, staff: bool) -> str:
    """One line per command, in the language of the turn."""
    lines = [(usage.alias if turn.language == "en" else usage.command, usage) for usage in usages]
    return "\n".join(f"/{name} – {turn.say(usage.key)}" for name, usage in lines if usage.staff == staff)


def _names(turn: Turn) -> dict[str, str]:
    operator = turn.library.operator
    return {"bot": operator.bot_name, "operator": operator.name.in_(turn.language)}
