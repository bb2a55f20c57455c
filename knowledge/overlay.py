"""What was approved a moment ago, laid over the learned engine: found at once, and only where it is surely nearer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from knowledge.curated import Change
from knowledge.entries import Language
from knowledge.findings import Decision, Finding, Match
from knowledge.masking import without_courtesies
from knowledge.overlay_likeness import Likeness
from knowledge.text import folded

# The only place where the thresholds stand. Tried on 25 of our topics, each hidden and laid over with four phrasings:
# of 49 golden questions of theirs a fifth was answered and a fifth offered, of 7,900 of others one was offered and
# none answered. What is missed waits some minutes until the engine has learned it.
ANSWER_FROM, OFFER_FROM = 0.72, 0.55
BY_WORDS_ANSWER_FROM, BY_WORDS_OFFER_FROM = 0.80, 0.60  # while no encoder takes part
AHEAD = 0.05  # by so much a neighbour's nearest phrasing must be less alike
MATCHES = 3


class Base(Protocol):
    """The learned engine underneath."""

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]: ...


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrasing of an approved change, and the topic it asks for."""

    topic: str
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Overlay:
    """The approved sayings; an empty overlay changes nothing."""

    sayings: tuple[Saying, ...]
    likeness: Likeness

    @classmethod
    def of(cls, changes: Sequence[Change], likeness: Likeness) -> Self:
        """From changes that are in force."""
        sayings = (Saying(change.topic, text, code) for change in changes for text, code in change.sayings)
        return cls(tuple(sayings), likeness)

    def refined(self, findings: Sequence[Finding]) -> list[Finding]:
        """Each finding as it is with the overlay; word for word goes first, the engine's own word for word stays."""
        if not self.sayings:
            return list(findings)
        exact = {folded(saying.text): saying for saying in reversed(self.sayings)}
        return [
            _known(finding, exact[folded(finding.text)])
            if folded(finding.text) in exact
            else finding
            if _is_word_for_word(finding)
            else self._compared(finding)
            for finding in findings
        ]

    def _compared(self, finding: Finding) -> Finding:
        """By likeness: the overlay's nearest saying against the nearest phrasings of what the engine found."""
        others = [match.phrasing for match in finding.matches]
        asked = without_courtesies(finding.text) or finding.text
        likeness = self.likeness.matrix([asked], [*(saying.text for saying in self.sayings), *others])[0]
        own, theirs = likeness[: len(self.sayings)], likeness[len(self.sayings) :]
        at = int(own.argmax())
        near = Match(self.sayings[at].topic, float(own[at]), self.sayings[at].text)
        rivals = [score for score, match in zip(theirs, finding.matches, strict=True) if match.id != near.id]
        return self._decided(finding, near, max(map(float, rivals), default=0.0))

    def _decided(self, finding: Finding, near: Match, rival: float) -> Finding:
        by_words = self.likeness.encoder is None
        answer_from = BY_WORDS_ANSWER_FROM if by_words else ANSWER_FROM
        offer_from = BY_WORDS_OFFER_FROM if by_words else OFFER_FROM
        reason = f"approved: {near.id} {near.score:.2f} like “{near.phrasing}”, next {rival:.2f}; {finding.reason}"
        if near.score >= answer_from and near.score >= rival + AHEAD:
            return replace(finding, decision=Decision.ANSWER, matches=_first(near, finding), reason=reason)
        same = finding.decision is Decision.ANSWER and finding.matches[0].id == near.id
        if near.score < offer_from or near.score < rival or same:
            return finding
        if finding.decision is Decision.ANSWER and near.score < rival + AHEAD:
            return finding
        return replace(finding, decision=Decision.SUGGEST, matches=_first(near, finding), reason=reason)


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The engine with an overlay, asked as the engine is."""

    base: Base
    overlay: Overlay

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]:
        """As the engine's, refined; a message that is an approved question word for word is one question."""
        found = self.base.ask_all(texts, languages=languages)
        exact = {folded(saying.text): saying for saying in self.overlay.sayings}
        return [
            (_known(replace(own[0], text=text), exact[folded(text)]),)
            if own and folded(text) in exact
            else tuple(self.overlay.refined(own))
            for text, own in zip(texts, found, strict=True)
        ]

    def ask(self, text: str, *, language: str | None = None) -> tuple[Finding, ...]:
        """The findings for one message."""
        return self.ask_all([text], languages=[language])[0]


def _known(finding: Finding, saying: Saying) -> Finding:
    match = Match(saying.topic, 1.0, saying.text)
    return replace(
        finding, decision=Decision.ANSWER, matches=(match,), reason="an approved phrasing word for word",
        language=saying.language, language_sure=True,
    )  # fmt: skip


def _is_word_for_word(finding: Finding) -> bool:
    return bool(finding.matches) and finding.matches[0].score == 1.0


def _first(near: Match, finding: Finding) -> tuple[Match, ...]:
    return (near, *(match for match in finding.matches if match.id != near.id))[:MATCHES]
