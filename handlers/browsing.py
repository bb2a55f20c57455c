"""The directory by topic, region or kind: lists to page through, down to one organisation."""

from collections import Counter
from collections.abc import Sequence

from handlers.actor_lists import actor_button
from handlers.base import Answer, Button, Reply, Turn, Usage
from knowledge.entries import Actor

BY = ("topic", "region", "kind")
GROUPS = {"topic": "topics", "region": "regions", "kind": "kinds"}
PER_PAGE = 8  # with "more" and "back" as many buttons as a telephone shows at once


class Browsing:
    """The buttons of the directory."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        action = turn.pressed("browse")
        if action is None:
            return None
        page = int(turn.args.get("page", "0"))
        if action == "by":
            return [_values(turn, turn.args["by"], page)]
        if action == "in":
            return [_actors(turn, turn.args["by"], turn.args["slug"], page)]
        return [_start(turn)]


def browsed(turn: Turn, words: str) -> list[Reply]:
    """The list that "/akteure Thema" asks for; nothing if the words are a need."""
    said = words.strip().casefold()
    if said in turn.say("words-browse").split(", "):
        return [_start(turn)]
    by = next((by for by in BY if said in turn.say(_key("words", by)).split(", ")), None)
    return [_values(turn, by, 0)] if by else []


def _start(turn: Turn) -> Reply:
    buttons = tuple(Button(turn.say(_key("button", by)), "browse.by", {"by": by}) for by in BY)
    return Reply(turn.say("browse-start", count=len(turn.library.actors)), buttons)


def _key(what: str, by: str) -> str:
    return {
        ("button", "topic"): "button-by-topic", ("button", "region"): "button-by-region",
        ("button", "kind"): "button-by-kind", ("words", "topic"): "words-by-topic",
        ("words", "region"): "words-by-region", ("words", "kind"): "words-by-kind",
        ("head", "topic"): "browse-by-topic", ("head", "region"): "browse-by-region",
        ("head", "kind"): "browse-by-kind",
    }[what, by]  # fmt: skip


def _values(turn: Turn, by: str, page: int) -> Reply:
    """What there is of topics, regions or kinds, and how many actors each has."""
    counts = Counter(slug for actor in turn.library.actors.values() for slug in _slugs(actor, by))
    labels = {slug: _label(turn, by, slug) for slug in counts}
    buttons = [
        Button(f"{labels[slug]} ({counts[slug]})", "browse.in", {"by": by, "slug": slug})
        for slug in sorted(counts, key=lambda slug: labels[slug].casefold())
    ]
    shown = _paged(turn, buttons, page, "browse.by", by=by)
    return Reply(turn.say(_key("head", by)), (*shown, turn.button("button-browse-back", "browse.start")))


def _actors(turn: Turn, by: str, slug: str, page: int) -> Reply:
    """The actors of one topic, region or kind, by name."""
    found = [actor for actor in turn.library.actors.values() if slug in _slugs(actor, by)]
    found.sort(key=lambda actor: actor.name.casefold())
    begin = min(page, _last(found)) * PER_PAGE
    lines = [turn.say("browse-list", what=_label(turn, by, slug), count=len(found)), ""]
    lines += [f"– {actor.name} ({actor.city})" for actor in found[begin : begin + PER_PAGE]]
    shown = _paged(turn, [actor_button(actor) for actor in found], page, "browse.in", by=by, slug=slug)
    back = turn.button("button-browse-back", "browse.by", by=by)
    return Reply("\n".join(lines), (*shown, back))


def _paged(turn: Turn, buttons: Sequence[Button], page: int, action: str, **args: str) -> tuple[Button, ...]:
    """The buttons of one page, and the way to the next."""
    page = min(page, _last(buttons))
    shown = tuple(buttons[page * PER_PAGE : (page + 1) * PER_PAGE])
    if page == _last(buttons):
        return shown
    more = turn.button("button-more-actors", action, words="words-more-actors", page=str(page + 1), **args)
    return (*shown, more)


def _last(items: Sequence[object]) -> int:
    return max(0, len(items) - 1) // PER_PAGE


def _slugs(actor: Actor, by: str) -> tuple[str, ...]:
    return actor.topics if by == "topic" else (actor.region,) if by == "region" else (actor.kind,)


def _label(turn: Turn, by: str, slug: str) -> str:
    return turn.library.label(GROUPS[by], slug, turn.language)
