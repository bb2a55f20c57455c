"""Understands questions about events: when, where, on what and in which form; None for everything else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from knowledge.dates import Period
from knowledge.dates_said import period_in
from knowledge.entries import Event, Term
from knowledge.library import Library
from knowledge.phrases import Mention, Phrases, Words, base
from knowledge.places import Gazetteer, Kind, Place, common_words
from knowledge.text import cleaned, folded

# What people call events. `_ANY` alone asks for a list; the names of formats need a sign that dates are asked for.
_ANY = re.compile(
    r"\b(?:\w*(?:termine?n?|veranstaltung(?:en|stipps?)?|events?)|veranstaltungskalender|kalender|calendar|angesagt)\b"
)
_MANY = re.compile(r"\b(?:\w*(?:terminen?|veranstaltungen|events)|kalender|calendar)\b")
_FORMATS = {
    "conference": r"\w*(?:konferenz|kongress|tagung|symposi|gipfel)\w*|forum|conferences?|congress(?:es)?|summits?",
    "meetup": r"\w*(?:treffen|treffs?|stammtisch\w*|meet ?ups?)|get togethers?|gatherings?|barcamps?",
    "lecture": r"\w*(?:vortr[aä]e?ge?|vortrag|lesung|diskussion\w*|debatte\w*)|talks?|lectures?|panels?|debates?",
    "course": r"\w*(?:workshops?|seminare?|webinare?|schulungstermine?)|webinars?|seminars?|trainings",
    "fair": r"\w*messen?|\w*ausstellung(?:en)?|trade fairs?|fairs?|exhibitions?|expos?",
    "school": r"\w*sommerschulen?|summer schools?|winterschulen?|winter schools?",
    "competition": r"\w*(?:wettbewerbe?|hackathons?)|competitions?|contests?",
    "award": r"\w*(?:preisverleihung(?:en)?)|award ceremon(?:y|ies)",
}
_FORMAT = {name: re.compile(rf"\b(?:{words})\b") for name, words in _FORMATS.items()}
# "Was ist los?" and its like name no event and ask for nothing else.
_WHATS_ON = re.compile(
    r"\b(?:was (?:ist|war|wird|waere|ware)(?: \w+){0,7} (?:los|geplant|geboten)|was ?s(?: \w+){0,4} los"
    r"|ist(?: \w+){1,5} (?:was|etwas) los|was geht(?: \w+){0,3} (?:in|ab)\b|was geht$"
    r"|steht(?: \w+){0,6} (?:et|irgend)?was(?: \w+){0,4} an\b"
    r"|was (?:laeuft|steht an|steht(?: \w+){1,4} an|findet statt|findet(?: \w+){1,5} statt)"
    r"|was gibt es(?: \w+){0,3} zu erleben|wo (?:kann|koennte) (?:ich|man|wir)(?: \w+){0,4} hingehen|los in"
    r"|what ?s (?:on|up|happening|going on|coming up|planned)|what is (?:on|happening|going on|coming up|planned)"
    r"|anything (?:on|happening|going on|planned|coming up)|where (?:can|could) (?:i|we) go|what happens in)\b"
)
_WHEN = re.compile(
    r"\b(?:wann|when|naechste[mnrs]?|kommende[mnrs]?|next|upcoming|coming|bevorstehende\w*|demnaechst|bald|soon"
    r"|anstehende\w*|datum|date|dates|zeitpunkt|save the date|wieder|again|geplant|planned|scheduled|stattfinde\w*)\b"
)
_LISTS = re.compile(
    r"\b(?:welche[nrs]?|gibt es|gibts|zeig\w*|nenn\w*|liste\w*|uebersicht|which|what|are there|is there|any|show|list"
    r"|suche\w*|looking for|finde\w*|such|find|interessier\w*|interested|anmelden|besuchen|attend|visit)\b"
)
_PAST = re.compile(
    r"\b(?:war|waren|wars|gab|fand(?:en)?|stattgefunden|gewesen|vergangene[mnrs]?|vorige[mnrs]?|gelaufen|verpasst"
    r"|letzte[mnrs]?|was (?:the|there|held|it|an?|on)|(?:there|it|that|what|which|when|where) was|were|took place|past"
    r"|previous|happened|last|(?<!be )held|bisherige\w*|did|missed|zuletzt)\b"
)
# These ask for something else than dates: what it is, how to take part with one's own, an appointment with us.
_NOT_DATES = re.compile(
    r"\b(?:was (?:ist|sind) (?!.*\blos\b)(?!.*\bgeplant\b)|what (?:is|are) (?:the |an? )?(?!on\b|happening|going|coming"
    r"|planned|next|upcoming|dates?)(?:\w+ )?\w+$|was (?:bedeutet|heisst|kostet|bringt|macht|ist drin)"
    r"|worum geht|wer (?:ist|organisiert|veranstaltet|steckt|war|spricht|redet)|who|warum|wieso|why"
    r"|how (?:much|many|do|can|did)"
    r"|wie (?:viele?|teuer|oft|komme|melde|funktioniert|kann|war|trage|werde|bekomme)|what does|what did"
    r"|eintragen|melden|veroeffentlichen|bewerben|bekannt machen|einreichen|submit|register (?:my|our)"
    r"|add (?:my|our|it)"
    r"|organisiere|organise|veranstalte|aussteller|exhibit|sponsor\w*|(?:mein|unser|my|our)e? (?:eigene\w* )?"
    r"(?:veranstaltung|event|workshop|termin|kongress|meetup)"
    r"|(?:termin|appointment) (?:mit|bei|with|fuer ein|vereinbaren|buchen|machen)"
    r"|beratungstermin\w*|appointment|terminvereinbarung|lohnt|empfehl\w*|frist\w*|deadline\w*|stichtag\w*|abgabe\w*)\b"
)
_ONLINE = re.compile(r"\b(?:online|digital stattfind\w*|livestreams?|virtuell\w*|virtual|remote|webinare?s?)\b")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:th|st|nd|rd)?\b")
_ONE_OF_SERIES = re.compile(r"^\d+(?:\.|th|st|nd|rd)\s+|\s+(?:19|20)\d\d\b")
_NAME_ENDS = re.compile(
    r" (?:des|der|vom|mit|of the|for|with|fuer|und|and|sachsen|saxony|dresden|leipzig|chemnitz)\b.*$"
)
_NAME_CUT = re.compile(r"\s[–-]\s|[(»«\"“”„]")
_NAME_BEGINS = re.compile(r"^(?:dresdner|dresden|leipziger|saechsische[rsn]?|sachsens|saxon|international[es]*) ")
FEWEST_LETTERS = 6  # shorter names of series are ordinary words
MOST_WORDS = 40  # a longer message is a story, of which dates are not the point


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """What somebody wants to know about events; `events` are the ids of those named, `next` asks for one date."""

    period: Period | None = None
    place: Place | None = None
    topics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    past: bool = False
    next: bool = False
    online: bool = False


@dataclass(frozen=True, slots=True)
class EventReader:
    """Knows the names of places, topics and series; made once for a library."""

    topics: Phrases[str]
    series: Phrases[str]
    gazetteer: Gazetteer

    @classmethod
    def of(cls, library: Library) -> Self:
        """From the vocabulary and the titles of the events."""
        topics = [
            (phrase, slug) for slug, term in library.vocabulary.topics.items() if slug not in _TOO_WIDE
            for phrase in _phrases_of(term)
        ]  # fmt: skip
        names = [(name, event.id) for event in library.events.values() for name in names_of(event)]
        places = Gazetteer.load()
        spoken = [phrasing for topic in library.topics.values() for phrasing in _spoken(topic.phrasings.de)]
        common = [*spoken, *(phrase for phrase, _ in [*topics, *names]), _COMMON]
        return cls(
            Phrases.of(topics, shape=base), Phrases.of(names),
            Gazetteer(places.places, common_words(common, places)),
        )  # fmt: skip

    def read(self, text: str, *, today: date) -> EventQuestion | None:
        """The question about events in `text`, asked on `today`; None when it asks for something else."""
        text = cleaned(text)
        said = folded(text)
        words = said.split()
        if not 0 < len(words) <= MOST_WORDS:
            return None
        formats = tuple(name for name, pattern in _FORMAT.items() if pattern.search(said))
        if not (formats or _ANY.search(said) or _WHATS_ON.search(said) or any(self.series.found_in(words))):
            return None  # most messages; what follows takes ten times as long
        spoken = Words.of(text)
        series = list(self.series.found_in(spoken.all))
        past = bool(_PAST.search(said))
        rest = spoken.without({at for one in series for at in range(one.start, one.end)}) if series else text
        place = self._place(spoken)
        period = period_in(rest, today=today, past=past)
        if not _asks(said, named=bool(series), formats=bool(formats), period=period, place=place):
            return None
        if period and period.last and period.last < today:
            past = True
        elif period and period.first and period.first >= today:
            past = False
        return EventQuestion(
            period=period, place=place, topics=self._topics(spoken), formats=formats,
            events=tuple(dict.fromkeys(one.value for one in series)), past=past,
            next=bool(re.search(r"\b(?:naechste[nrs]?|next|wann|when)\b", said)), online=bool(_ONLINE.search(said)),
        )  # fmt: skip

    def _place(self, spoken: Words) -> Place | None:
        """The last one named that is no more than the whole state."""
        found = [mention.value for mention in self.gazetteer.found_in(spoken)]
        return next((place for place in reversed(found) if place.kind is not Kind.STATE), None)

    def _topics(self, spoken: Words) -> tuple[str, ...]:
        mentions: Iterable[Mention[str]] = self.topics.found_in(spoken.all, compounds=True)
        return tuple(dict.fromkeys(mention.value for mention in mentions))


# Topics that fit nearly every event, and words that no event question means as a topic or a place.
_TOO_WIDE = ("networking",)
_COMMON = (
    "termin termine veranstaltung veranstaltungen kongress konferenz tagung messe treffen vortrag vortraege workshop "
    "seminar event events conference congress meeting talk fair naechste naechsten naechster kommende woche monat "
    "jahr heute morgen wochenende januar februar maerz april mai juni juli august september oktober november dezember "
    "january february march may june july october december next week weekend month year today tomorrow where when "
    "abend abends los laeuft steht gibt online kalender winter sommer herbst"
)


def _asks(said: str, *, named: bool, formats: bool, period: Period | None, place: Place | None) -> bool:
    """Whether dates are asked for, rather than what something is or how to take part."""
    if _WHATS_ON.search(said):
        return not re.search(r"\b(?:mit dir|mit ihnen|mit euch|with you|what ?s up)\b", said)
    if _NOT_DATES.search(said):
        return False
    cue = bool(_WHEN.search(said) or period or (_LISTS.search(said) and not named))
    if _ANY.search(said):
        return bool(cue or place or _MANY.search(said) or len(said.split()) <= 4)
    return (named or formats) and (cue or (formats and place is not None))


def series_of(title: str) -> str:
    """A title without the number and the year that tell one event of a series from the others."""
    return _ONE_OF_SERIES.sub("", title).strip()


def names_of(event: Event) -> Iterator[str]:
    """What people call the series an event belongs to: its titles without number, year and what comes after."""
    for title in (event.title.de, event.title.en):
        head = _YEARS.sub(" ", _NAME_CUT.split(title.strip('»„“"'))[0])
        full = folded(head)
        names = (
            full,
            _NAME_ENDS.sub("", full),
            _NAME_BEGINS.sub("", full),
            _NAME_BEGINS.sub("", _NAME_ENDS.sub("", full)),
        )
        for name in dict.fromkeys(names):
            if len(name) >= FEWEST_LETTERS and name not in _ORDINARY:
                yield name


_ORDINARY = ("international", "konferenz", "kongress", "conference", "congress", "netzwerktreffen", "network meeting",
             "partnerkonferenz", "partner conference", "events", "veranstaltungen", "opening", "eroeffnung", "silicon",
             "open lab tour")  # fmt: skip


def _phrases_of(term: Term) -> Iterator[str]:
    labels = re.split(r" (?:und|and) |, ", f"{term.de}, {term.en}")
    for text in (term.de, term.en, *labels, *term.synonyms.de, *term.synonyms.en):
        if folded(text) not in ("ki", "ai", "kuenstliche intelligenz", "artificial intelligence"):
            yield text
            yield f"{text}s"


def _spoken(phrasings: Iterable[str]) -> Iterator[str]:
    yield from phrasings
