"""What is asked back before anybody is named: what it is about, where, and who asks; each can be skipped."""

from handlers.base import Button, Reply, Turn
from handlers.seeking import GROUPS, SAID, SEEKERS, Search, keep
from knowledge.matching import Matches
from knowledge.profiles import STATEWIDE

MOST_QUESTIONS = 2
QUESTIONS = {"place": "actors-ask-place", "who": "actors-ask-who"}
MATTER, PLACE, WHO = "matter", "place", "who"
# What is offered as buttons; anything else can be typed.
OFFERED = ("consulting", "funding", "training", "research-cooperation", "networking")
CITIES = ("Dresden", "Leipzig", "Chemnitz")
ASKERS = ("company", "administration", "researcher", "founder", "citizen")
# Whoever looks for these finds others than the next person does, depending on who they are.
FOR_SOMEBODY = frozenset({"consulting", "funding", "training", "information"})
# A place changes the list if so many of those in it are there for their surroundings only.
LOCAL = 1


def missing(turn: Turn, search: Search, found: Matches) -> str:
    """What to ask: only what would change the list, nothing twice, two questions at most."""
    need = found.need
    if not search.steps:
        return MATTER
    if len(search.asked) >= MOST_QUESTIONS or turn.conversation.step or not found.fits or need.wish.actors:
        return ""  # while another question of ours is open (consent), nothing else is asked
    local = sum(fit.actor.region not in STATEWIDE for fit in found.fits)
    open_ = MATTER in search.asked or local >= LOCAL
    if PLACE not in search.asked and not need.places and open_:
        return PLACE
    told = need.seekers or need.wish.sought or need.wish.topics or need.related
    unclear = not told and FOR_SOMEBODY.intersection(need.wish.offers)
    return WHO if unclear and WHO not in search.asked else ""


def ask(turn: Turn, search: Search, what: str) -> Reply:
    """The question, its most likely answers as buttons, and the way past it."""
    keep(turn, search.asking(what))
    if what in QUESTIONS:
        skip = turn.button("button-skip", "actors.skip", words="words-skip")
        return Reply(turn.say(QUESTIONS[what]), (*asked(turn, what), skip))
    browse = turn.button("button-browse", "browse.start", words="words-browse")
    return Reply(turn.say("actors-ask"), (*(_chosen(turn, "offers", slug) for slug in OFFERED), browse))


def asked(turn: Turn, what: str) -> tuple[Button, ...]:
    """The most likely answers to a question."""
    if what == PLACE:
        return tuple(_pick(city, SAID, city) for city in CITIES)
    return tuple(_chosen(turn, SEEKERS, slug) for slug in ASKERS) if what == WHO else ()


def what_to_change(turn: Turn) -> Reply:
    """Place, offer, kind or who asks; or all anew."""
    parts = (("place", PLACE), ("offer", "offers"), ("kind", "sought"), ("who", WHO), ("anew", MATTER))
    keys = {
        "place": "button-change-place", "offer": "button-change-offer", "kind": "button-change-kind",
        "who": "button-change-who", "anew": "button-change-anew",
    }  # fmt: skip
    return Reply(
        turn.say("actors-what-to-change"),
        tuple(Button(turn.say(keys[part]), "actors.ask", {"what": what}) for part, what in parts),
    )


def choose(turn: Turn, search: Search, group: str) -> Reply:
    """Another offer, or another kind of organisation."""
    keep(turn, search)
    slugs = OFFERED if group == "offers" else ("university", "institute", "provider", "state", "network", "association")
    return Reply(turn.say("actors-choose"), tuple(_chosen(turn, group, slug) for slug in slugs))


def _chosen(turn: Turn, group: str, slug: str) -> Button:
    assert group in (*GROUPS, SEEKERS)
    return _pick(turn.library.label(group, slug, turn.language), group, slug)


def _pick(label: str, group: str, value: str) -> Button:
    return Button(label, "actors.pick", {"group": group, "value": value})
