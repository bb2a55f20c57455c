"""What a person is looking for: the steps in which they said it, and the need these add up to."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Self

from handlers.base import Turn
from knowledge.need import Need, Wish

# What a step may be: words of the person, an answer whose actors were asked for, or a chosen entry of a closed list.
SAID, ANSWER, SEEKERS = "said", "answer", "seekers"
GROUPS = ("topics", "offers", "sought")
# So long the words of a need are kept: who looks again the next day says what they need now.
KEPT = timedelta(hours=12)
MOST_STEPS = 12  # nobody changes their mind more often; older steps are forgotten, the first one never

Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """One search: its steps, the occasion of the draw among equals, and how far the dialogue is.

    `skip` is the place of the page that was shown last, `following` that of the next, `asked` what we asked back so
    far, `awaits` the question that is still open, `since` when the latest step was taken (ISO 8601).
    """

    steps: tuple[Step, ...]
    occasion: str
    since: str
    skip: int = 0
    following: int = 0
    asked: tuple[str, ...] = ()
    awaits: str = ""

    @classmethod
    def begun(cls, turn: Turn, *steps: Step) -> Self:
        """A new search; the message that began it is the occasion of the draw."""
        return cls(steps, turn.message.id, turn.now.isoformat())

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """As `to_json` wrote it; unknown keys of an older or newer version are left out."""
        known = {one.name: stored[one.name] for one in fields(cls) if one.name in stored}
        steps = tuple((str(group), str(value)) for group, value in stored["steps"])
        return cls(**known | {"steps": steps, "asked": tuple(stored.get("asked", ()))})

    def to_json(self) -> dict[str, Any]:
        """For the conversation's state."""
        return asdict(self)

    def then(self, turn: Turn, group: str, value: str) -> Self:
        """This search with one step more, from its first page on."""
        steps = (*self.steps, (group, value))
        kept = steps[:1] + steps[1:][1 - MOST_STEPS :]
        return replace(self, steps=kept, skip=0, awaits="", since=turn.now.isoformat())

    def asking(self, what: str) -> Self:
        """This search, waiting for the answer to a question of ours."""
        return replace(self, asked=(*self.asked, what), awaits=what)

    @property
    def words(self) -> str:
        """What the person began with in their own words, for quoting; empty if they chose first."""
        said = [value for group, value in self.steps if group != ANSWER]
        return said[0] if said and (SAID, said[0]) in self.steps[:2] else ""


def current(turn: Turn) -> Search | None:
    """The search under way, unless it is too old."""
    stored = turn.conversation.search
    if not stored:
        return None
    search = Search.from_json(stored)
    return search if turn.now - datetime.fromisoformat(search.since) <= KEPT else None


def keep(turn: Turn, search: Search) -> None:
    """Remember how far the search is."""
    turn.conversation.search = search.to_json()


def need_of(turn: Turn, search: Search) -> Need:
    """What all steps together ask for: a later one changes what the earlier ones said."""
    need = Need(language=turn.language)
    for at, step in enumerate(search.steps):
        later = _need(turn, *step)
        need = need.changed_by(later) if at else later
    return replace(need, language=turn.language)


def _need(turn: Turn, group: str, value: str) -> Need:
    if group == SEEKERS:
        return Need(seekers=(value,))
    if group in GROUPS:
        return Need(wish=_wish(group, value))
    topic = turn.library.topics.get(value) if group == ANSWER else None
    if topic:
        need = turn.directory.need_in(topic.question.in_(turn.language), language=turn.language)
        return replace(need, related=topic.actors)
    return turn.directory.need_in(value, language=turn.language)


def _wish(group: str, slug: str) -> Wish:
    if group == "topics":
        return Wish(topics=(slug,))
    return Wish(offers=(slug,)) if group == "offers" else Wish(sought=(slug,))
