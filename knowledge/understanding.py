"""Reads a need out of free text in German or English, with the words of the vocabulary and the names of places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from knowledge.entries import LANGUAGES, Actor, Language, Term
from knowledge.items import BACKGROUND
from knowledge.language import LanguageModel
from knowledge.library import Library
from knowledge.need import Need, Wish, unique
from knowledge.phrases import Mention, Phrases, Words, base, insisted_on, ruled_out, word_set
from knowledge.places import Gazetteer, Kind, Place, common_words
from knowledge.profiles import phrases_of
from knowledge.spelling import Speller
from knowledge.text import cleaned

T = TypeVar("T")

# Before a word that may be the sender or what is sought: "wir sind eine Firma" against "welche Firma".
_OWN = word_set(
    "wir sind bin unser unsere unserem unseren unserer unseres mein meine meinem meinen meiner als betreibe leite "
    "fuehre our my we i am run own"
)
_SEEKING = word_set(
    "suche suchen sucht such gesucht welche welcher welches welchen brauche brauchen gibt finde finden kennt kennen "
    "partner looking search seeking find need want which any lieber gern gerne beauftragen kaufen hire buy"
)
_REACH = 4  # words before the mention that are looked at


@dataclass(frozen=True, slots=True)
class Label:
    """One entry of a closed list: `group` is topics, offers, sought, seekers, sizes or actors."""

    group: str
    slug: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """The word lists by which needs are read."""

    terms: Phrases[Label]
    names: Phrases[Label]
    gazetteer: Gazetteer
    speller: Speller
    languages: LanguageModel

    @classmethod
    def of(cls, library: Library, gazetteer: Gazetteer | None = None) -> Self:
        """From the vocabulary and the actors' names; the other content tells which words are no slips."""
        vocabulary = library.vocabulary
        groups: dict[str, Mapping[str, Term]] = {
            "topics": vocabulary.topics,
            "offers": vocabulary.offers,
            "sought": vocabulary.sought,
            "seekers": vocabulary.seekers,
            "sizes": vocabulary.sizes,
        }
        phrases = [
            (phrase, Label(group, slug))
            for group, terms in groups.items()
            for slug, term in terms.items()
            for phrase in phrases_of(term)
        ]
        own = [phrase for phrase, _ in phrases] + [
            word for actor in library.actors.values() for word in _described(actor)
        ]
        other = [*_spoken(library), *_background()]
        places = gazetteer or Gazetteer.load()
        places = Gazetteer(places.places, common_words([*own, *other], places))
        names = [name for place in places.places for name in (place.name, *place.also)]
        named = [(name, Label("actors", actor.id)) for actor in library.actors.values() for name in _names(actor)]
        return cls(
            Phrases.of(phrases, shape=base),
            Phrases.of(named),
            places,
            Speller.of(own, also_known=[*other, *names]),
            LanguageModel.of([(line, code) for code in LANGUAGES for line in _background(code)]),
        )

    def need_in(self, text: str, *, language: str | None = None) -> Need:
        """What `text` asks for; everything is empty when it speaks of nothing the directory knows."""
        text = cleaned(text)
        spoken, mended = Words.of(text), Words.of(self.speller.mended(text))
        reached = ruled_out(spoken)
        wanted, unwanted = _parted(self.gazetteer.found_in(spoken), reached)
        named, unnamed = _parted(list(self.names.found_in(spoken.all)), reached)
        out = _positions(unwanted) | _positions(unnamed)
        labels = list(self.terms.found_in(mended.all, compounds=True))
        yes, no = _parted([one for one in labels if _is_meant(mended, one, labels)], ruled_out(mended))
        size, demanded = next(iter(_slugs(yes, "sizes")), None), insisted_on(mended)
        return Need(
            matter=_said(mended, spoken).without(out),
            bare=_said(mended, spoken).without(out | _positions(wanted) - _positions(named)),
            language=self.languages.guess(text, fallback=language).language,
            wish=_wish([*yes, *named], _nearest_first(wanted)),
            without=_wish([*no, *unnamed], [mention.value for mention in unwanted]),
            seekers=_slugs(yes, "seekers") or (("company",) if size else ()),
            size=size,
            only=_wish([mention for mention in yes if mention.start in demanded], ()),
        )


def _said(mended: Words, spoken: Words) -> Words:
    """The mended words, unless mending moved them."""
    return mended if len(mended.all) == len(spoken.all) else spoken


def _positions(mentions: Iterable[Mention[T]]) -> frozenset[int]:
    return frozenset(at for mention in mentions for at in range(mention.start, mention.end))


def _parted(mentions: Iterable[Mention[T]], reached: frozenset[int]) -> tuple[list[Mention[T]], list[Mention[T]]]:
    """What is wanted and what is ruled out."""
    yes: list[Mention[T]] = []
    no: list[Mention[T]] = []
    for mention in mentions:
        (no if mention.start in reached else yes).append(mention)
    return yes, no


def _is_meant(spoken: Words, mention: Mention[Label], others: list[Mention[Label]]) -> bool:
    """Whether a word that may tell who asks or what is sought is used in the sense of its label."""
    ambiguous = {one.value.group for one in others if one.start == mention.start} & {"sought", "seekers"}
    before = frozenset(spoken.all[max(0, mention.start - _REACH) : mention.start])
    if mention.value.group == "sought":
        meant = ruled_out(spoken) | insisted_on(spoken)
        return not before & _OWN and (len(ambiguous) == 1 or bool(before & _SEEKING) or mention.start in meant)
    if mention.value.group == "seekers" and len(ambiguous) == 2:
        return mention.start not in insisted_on(spoken) and (not before & _SEEKING or bool(before & _OWN))
    return True


def _wish(labels: Iterable[Mention[Label]], places: Iterable[Place]) -> Wish:
    return Wish(
        topics=_slugs(labels, "topics"),
        offers=_slugs(labels, "offers"),
        sought=_slugs(labels, "sought"),
        actors=_slugs(labels, "actors"),
        places=tuple(dict.fromkeys(places)),
    )


def _slugs(labels: Iterable[Mention[Label]], group: str) -> tuple[str, ...]:
    return unique(mention.value.slug for mention in labels if mention.value.group == group)


def _nearest_first(mentions: Iterable[Mention[Place]]) -> list[Place]:
    """Places in Saxony before others ("a Berlin firm wants a partner in Leipzig"), towns before the whole state."""
    places = [mention.value for mention in mentions]
    precise = [place for place in places if place.kind not in (Kind.STATE, Kind.ELSEWHERE)]
    return precise or sorted(places, key=lambda place: place.kind is Kind.ELSEWHERE)


def _names(actor: Actor) -> Iterator[str]:
    yield from (actor.name, actor.short_name, actor.id)


def _described(actor: Actor) -> Iterator[str]:
    yield from (
        actor.name,
        actor.short_name,
        *actor.keywords.de,
        *actor.keywords.en,
        actor.summary.de,
        actor.summary.en,
    )


def _spoken(library: Library) -> Iterator[str]:
    for topic in library.topics.values():
        for language in LANGUAGES:
            yield from topic.questions(language)
            yield topic.answer.in_(language)


def _background(*codes: Language) -> list[str]:
    return [
        line for code in codes or LANGUAGES for line in (BACKGROUND / f"{code}.txt").read_text("utf-8").splitlines()
    ]
