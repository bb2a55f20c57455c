"""Between the form of an announcement and what the steps take: words in both languages, and perhaps a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.desk.forms import Form
from bot.platforms.web.refusals import Refusal
from handlers.announce_steps import NotAnnouncedError
from handlers.announce_times import local_moment
from handlers.events_stored import Wording
from handlers.times import LOCAL_ZONE
from knowledge.entries import LANGUAGES

LONGEST_NUMBER = 9  # digits
FIELDS = ("event", "words_de", "words_en", "day", "clock")


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as somebody typed them, kept where a step is refused."""

    fields: Mapping[str, str]

    @classmethod
    def of(cls, form: Form) -> Self:
        """What was sent."""
        return cls({name: form[name] for name in FIELDS})

    @classmethod
    def blank(cls, event: str = "") -> Self:
        """Nothing yet."""
        return cls(dict.fromkeys(FIELDS, "") | {"event": event})

    @classmethod
    def as_stored(cls, event: str, wording: Wording) -> Self:
        """What was kept."""
        at = wording.starts_at.astimezone(LOCAL_ZONE) if wording.starts_at else None
        day, clock = (f"{at:%Y-%m-%d}", f"{at:%H:%M}") if at else ("", "")
        values = (event, wording.words_de, wording.words_en, day, clock)
        return cls(dict(zip(FIELDS, values, strict=True)))

    def __getitem__(self, name: str) -> str:
        return self.fields[name]

    @property
    def words(self) -> Mapping[str, str]:
        """Somebody's own words by language."""
        return {language: self.fields[f"words_{language}"] for language in LANGUAGES}

    @property
    def starts_at(self) -> datetime | None:
        """When to begin; None for at once. Raises NotAnnouncedError for half a time."""
        day, clock = self.fields["day"], self.fields["clock"]
        if not (day or clock):
            return None
        at = local_moment(day, clock)
        if at is None:
            raise NotAnnouncedError("announce-time-unclear", text=f"{day} {clock}".strip()[:40])
        return at


def number_in(written: str) -> int | None:
    """A number of ours; None for anything else."""
    is_ours = written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER
    return int(written) if is_ours else None


def version_in(form: Form) -> int:
    """Which version of the wording was looked at; raises Refusal without one."""
    version = number_in(form["version"])
    if version is None:
        raise Refusal(422, "malformed")
    return version
