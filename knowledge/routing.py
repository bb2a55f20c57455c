"""Tells a need, for which actors are matched, from a question, which is answered; offers both when in doubt."""

import re
from enum import StrEnum
from math import exp

from knowledge.findings import Finding
from knowledge.matching import Matches
from knowledge.need import Need
from knowledge.places import Kind
from knowledge.text import folded


class Route(StrEnum):
    """What a message is best met with."""

    ANSWER = "answer"
    MATCH = "match"
    BOTH = "both"


# Somebody is looked for: "wer hilft", "suche einen Partner", "looking for", "who can".
_LOOKING = re.compile(
    r"\b(?:such(?:e|en|t)|gesucht|wer (?:hilft|kann|beraet|kennt|bietet|unterstuetzt|macht|baut)|wen |an wen"
    r"|partner\w*|ansprechpartner\w*|anlaufstelle|anbieter|dienstleister|supplier|contact for"
    r"|welche[sr]? (?:firma|firmen|institut|hochschule|unternehmen|einrichtung\w*)"
    r"|brauchen? (?:jemand|einen?|hilfe|nen)|braeuchten?|wuenschen? uns|need (?:a|an|someone|help)"
    r"|looking for|searching for|find (?:a|an|someone)|who (?:can|could|offers|helps|trains))\b"
)
# Knowledge is asked for: "was ist", "muss ich", "darf man", "wie viel", "what is", "am I allowed".
_ASKING = re.compile(
    r"\b(?:was (?:ist|sind|bedeutet|kostet|heisst|macht|passiert)|wie (?:viele?|hoch|lange|funktioniert|teuer|gross)"
    r"|wann|warum|wieso|weshalb|muss|muessen|darf|duerfen|stimmt|ist (?:das|es|die|der)|sind die|seit wann|erlaubt"
    r"|verboten|what (?:is|are|does|happens)|how (?:many|much|long|does|do)|when|why|must|may|am i"
    r"|is (?:it|the|there)|are (?:the|there)|allowed|do (?:i|we) have to|does"
    r"|ihr|du|dich|dir|euch|bot|you|your)\b"
)
# Logistic regression over the signs below, fitted on the development half of tests/knowledge/needs.jsonl against
# half of knowledge/golden/ and three phrasings of every topic, both sides weighing the same.
OFFSET = -2.84
LOOKING, ASKING, PLACED, SEEKER, SOUGHT, TOPIC, OFFER, FIT = 1.63, -3.35, 2.09, 0.5, 0.12, 0.77, 0.49, 3.12
# Between these chances of being a need, both are offered: a wrong guess costs a person more than a second offer.
SURE_ANSWER, SURE_MATCH = 0.25, 0.75
LIKELY = 0.5  # from this chance on a message that has no answer is a need
# So many words tell neither ("Förderung"), unless one of them is a place or somebody: both are offered.
BARE, DOUBTFUL = 2, 0.45
# Who asks for both in one message gets both.
UNDECIDED = 0.3


def route(text: str, finding: Finding | None, found: Matches) -> Route:
    """Whether `text` is to be answered, matched, or met with both; `finding` and `found` are what each way gave."""
    word_for_word = finding is not None and bool(finding.matches) and finding.matches[0].score == 1.0
    if word_for_word or not found.fits:
        return Route.ANSWER
    chance = chance_of_need(text, found.need, fit=found.fits[0].score)
    if chance >= SURE_MATCH:
        return Route.MATCH
    return Route.ANSWER if chance <= SURE_ANSWER else Route.BOTH


def may_be_need(text: str, need: Need) -> bool:
    """Whether it is worth looking who fits: not if even a perfect fit would leave `text` a question."""
    return chance_of_need(text, need, fit=1.0) > SURE_ANSWER


def chance_of_need(text: str, need: Need, *, fit: float) -> float:
    """The chance, 0 to 1, that `text` looks for somebody rather than for knowledge; `fit` is that of the best actor."""
    said = folded(text)
    signs = (
        (LOOKING, bool(_LOOKING.search(said))),
        (ASKING, bool(_ASKING.search(said))),
        (PLACED, need.place is not None and need.place.kind is not Kind.STATE),
        (SEEKER, bool(need.seekers)),
        (SOUGHT, bool(need.wish.sought)),
        (TOPIC, bool(need.wish.topics)),
        (OFFER, bool(need.wish.offers)),
    )
    merit = OFFSET + sum(weight for weight, holds in signs if holds) + FIT * fit
    chance = 1 / (1 + exp(-merit))
    if _LOOKING.search(said) and _ASKING.search(said):
        chance = min(max(chance, UNDECIDED), 1 - UNDECIDED)  # "was kostet das, und wer hilft uns?"
    bare = len(said.split()) <= BARE and not (need.places or need.seekers or need.wish.sought or need.wish.actors)
    return min(chance, DOUBTFUL) if bare else chance
