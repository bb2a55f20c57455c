"""What staff's doings mean to the person of a case: a message in their language, to nobody once they are gone."""

from handlers.base import Case, Reply, Turn


def to_person(turn: Turn, case: Case, key: str, *, foot: str = "", **args: str | int) -> list[Reply]:
    """Our text `key` to the person of the case, with our text `foot` below it."""
    if case.chat is None:
        return []
    text = turn.speech.say(case.language, key, number=case.number, **args)
    if foot:
        text += "\n\n" + turn.speech.say(case.language, foot)
    again = turn.speech.say(case.language, "may-arrive-twice")
    return [Reply(text, to=case.chat, case=case.number, again=again)]
