"""The models of what we know: topics, actors, events, the operator and the vocabulary."""

from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")

# Where public bodies, chambers and universities publish; shown before the press and private pages.
PUBLIC_HOSTS = (
    "sachsen.de", "bund.de", "europa.eu", "bundesregierung.de", "bundestag.de", "bundesnetzagentur.de", "exist.de",
    "leipzig.de", "dresden.de", "chemnitz.de", "tu-dresden.de", "uni-leipzig.de", "tu-chemnitz.de", "scads.ai",
    "ihk.de", "hwk-leipzig.de", "datenschutz.de", "kdsa-ost.de", "saechsdsb.de", "foerderdatenbank.de", "bmas.de",
    "hessen.de", "slm-online.de", "hs-mittweida.de", "fh-zwickau.de", "hoou.de",
)  # fmt: skip
# Mirrors, previews and blogs that repeat what somebody else said; shown only after all other sources.
REPEATING_HOSTS = (
    "app-webview.sparknews.funkemedien.de", "cair4.eu", "cleankids.de", "decisionfocus.com", "direktbroker.de",
    "europesays.com", "klatsch-tratsch.de", "lokalaise.de", "magazin-kueche.de", "mimorian.co", "novidata.de",
    "pubt.io", "recordofrecord.com", "responsibleaistudio.com", "security.softperten.de", "sellium.ai", "semitora.com",
    "thesparkinginsight.com", "websitestaging.easy-eu.eu", "yrproject.nl",
)  # fmt: skip
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SOURCE_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?|unknown)$"


class Entry(BaseModel):
    """Common ground of all content models: immutable, and nothing unknown slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Localised(Entry):
    """A text in both languages; neither may be empty."""

    de: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, language: Language) -> str:
        """The text in `language`."""
        return self.en if language == "en" else self.de


class Phrasings(Entry):
    """Other ways in which people ask for the same thing, per language."""

    de: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def in_(self, language: Language) -> tuple[str, ...]:
        """The phrasings in `language`."""
        return self.en if language == "en" else self.de


class Source(Entry):
    """Where a statement comes from; `as_of` is the date of the page, `unknown` if it shows none."""

    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    title: str = ""
    as_of: str = Field(pattern=SOURCE_DATE)

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not (self.url or self.title):
            raise ValueError("a source needs a url or a title")
        return self

    @property
    def is_public(self) -> bool:
        """Whether a public body speaks: its own page, or a named document without a page."""
        return not self.url or self._is_at(PUBLIC_HOSTS)

    @property
    def standing(self) -> int:
        """How near to those who know it at first hand: 0 a public body, 1 anybody, 2 who only repeats others."""
        return 0 if self.is_public else 2 if self._is_at(REPEATING_HOSTS) else 1

    @property
    def name(self) -> str:
        """What to call the source in one line: its title, else the host of its page."""
        return self.title or self._host.removeprefix("www.")

    @property
    def _host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def _is_at(self, hosts: tuple[str, ...]) -> bool:
        return any(self._host == known or self._host.endswith(f".{known}") for known in hosts)


class Reviewed(Entry):
    """What keeps an entry trustworthy: its sources, and who looks at it again by when."""

    id: str = Field(pattern=SLUG)
    sources: tuple[Source, ...] = ()
    confidence: Literal["sourced", "common-knowledge", "unverified"] = "sourced"
    reviewed: date
    review_by: date
    owner: str = Field(min_length=1)

    def overdue(self, today: date) -> bool:
        """Whether the entry should have been looked at again before `today`."""
        return self.review_by < today

    @cached_property
    def sources_in_order(self) -> list[Source]:
        """Public bodies first, who only repeats others last; within that newest first, undated last."""
        newest_first = sorted(self.sources, key=lambda source: source.as_of.replace("unknown", ""), reverse=True)
        return sorted(newest_first, key=lambda source: source.standing)


class Topic(Reviewed):
    """One question people have, with the curated answer."""

    category: str = Field(pattern=SLUG)
    question: Localised
    answer: Localised
    phrasings: Phrasings = Phrasings()
    actors: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    open: bool = False
    volatile: bool = False
    product: bool = False

    def questions(self, language: Language) -> tuple[str, ...]:
        """The question and all its other phrasings in `language`."""
        return (self.question.in_(language), *self.phrasings.in_(language))


class Actor(Reviewed):
    """An organisation of Saxony's AI ecosystem that people can be pointed to."""

    name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    sector: str
    kind: str
    city: str
    region: str
    topics: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    keywords: Phrasings = Phrasings()
    members_only: bool = False
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    summary: Localised


def _clock_time(value: object) -> object:
    """YAML reads an unquoted 17:30 as a number to the base of 60, that is, as minutes since midnight."""
    return time(*divmod(value, 60)) if isinstance(value, int) and 0 <= value < 24 * 60 else value


ClockTime = Annotated[time, BeforeValidator(_clock_time)]
WebAddress = Annotated[str, Field(pattern=r"^(https?://\S+)?$")]


class Event(Reviewed):
    """A date or a series of dates; `starts` is empty when only the rhythm is known.

    Without `starts_at` it takes the whole day, from `starts` to `ends` inclusive. `sequence` grows with every change
    that people who noted the date must hear of (RFC 5545, 3.8.7.4). `region` is one of the vocabulary's, `link` where
    to take part online.
    """

    title: Localised
    organiser: str
    city: str
    venue: str = ""
    region: str = ""
    url: WebAddress = ""
    link: WebAddress = ""
    registration: WebAddress = ""
    starts: date | None = None
    ends: date | None = None
    starts_at: ClockTime | None = None
    ends_at: ClockTime | None = None
    timezone: str = "Europe/Berlin"
    recurrence: Localised
    status: Literal["past", "recurring", "planned", "moved", "cancelled"]
    sequence: int = Field(default=0, ge=0)
    format: str = "other"
    topics: tuple[str, ...] = ()
    audience: Localised | None = None
    fee: Localised | None = None
    summary: Localised

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:  # no such file, or no name of a file at all
            raise ValueError(f"{name!r} is not a time zone such as Europe/Berlin") from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its times are meant in."""
        return ZoneInfo(self.timezone)

    @property
    def begins(self) -> datetime | None:
        """The moment it begins; an all-day one at midnight where it takes place."""
        return datetime.combine(self.starts, self.starts_at or time(), self.zone) if self.starts else None

    @property
    def over(self) -> datetime | None:
        """The moment after which it is past: its end, or the end of its last day where no time is told."""
        if self.starts is None:
            return None
        last = self.ends or self.starts
        if self.ends_at:
            return datetime.combine(last, self.ends_at, self.zone)
        return datetime.combine(last + timedelta(days=1), time(), self.zone)

    def is_ahead(self, now: datetime) -> bool:
        """Whether it has a date that is not over yet; a cancelled one too, since people may still plan with it."""
        return self.over is not None and self.over > now


class Term(Localised):
    """A word of the vocabulary with its labels and everyday synonyms."""

    synonyms: Phrasings = Phrasings()


class Circle(Term):
    """A sort of people or organisations, and what of the closed lists it points to."""

    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


class Vocabulary(Entry):
    """The closed lists that entries choose from, and the synonyms people use instead.

    `seekers` (who asks), `sought` (what sort of organisation is wanted or ruled out) and `sizes` serve needs only.
    """

    categories: dict[str, Term]
    topics: dict[str, Term]
    offers: dict[str, Term]
    sectors: dict[str, Term]
    kinds: dict[str, Term]
    regions: dict[str, Term]
    seekers: dict[str, Circle] = Field(default_factory=dict)
    sought: dict[str, Circle] = Field(default_factory=dict)
    sizes: dict[str, Term] = Field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()


class Operator(Entry):
    """Who runs this bot: what a city or another state would change. Empty means: not provided."""

    name: Localised
    bot_name: str = Field(min_length=1)
    phone: str = ""
    email: str = ""
    opening_hours: dict[Language, str] = Field(default_factory=dict)
    address: str = ""
    website: str = ""
    privacy_contact: str = ""
    privacy_url: str = ""
    accessibility_url: str = ""
    imprint_url: str = ""

    def details(self, language: Language) -> dict[str, Any]:
        """What answers may quote as `{{name}}`, in `language`; empty strings where not provided."""
        return {
            "operator": self.name.in_(language),
            "phone": self.phone,
            "email": self.email,
            "opening_hours": self.opening_hours.get(language, ""),
            "address": self.address,
            "website": self.website,
            "privacy_contact": self.privacy_contact,
            "privacy_url": self.privacy_url,
            "accessibility_url": self.accessibility_url,
        }
