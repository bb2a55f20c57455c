"""`python -m bot actors ask`: who is to be asked whether their entry is still right, with a link and a ready text."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.settings import Settings, SettingsError
from bot.store.database import Database
from bot.store.entries import Entries, Entry
from bot.store.schema import upgrade
from bot.tokens import Tokens
from handlers.speech import Speech
from handlers.times import local_day
from knowledge.entries import Actor
from knowledge.library import Library

COLUMNS = ("id", "organisation", "website", "mail", "link", "valid_until", "subject", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute instead of show


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one organisation; the directory holds no mail addresses, so that column is for whoever sends it."""

    actor: Actor
    link: str
    until: str
    subject: str
    text: str

    @property
    def row(self) -> tuple[str, ...]:
        """As a line of the table."""
        actor = self.actor
        cells = (actor.id, actor.name, actor.url, "", self.link, self.until, self.subject, self.text)
        return tuple(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)


async def ask_actors(
    settings: Settings, library: Library, *, days: int, everybody: bool, now: datetime
) -> list[Letter]:
    """The letters to be sent; those who get one are noted as asked; `everybody`: also who was within half a year."""
    if not settings.public_url:
        raise SettingsError(
            "LOTSE_PUBLIC_URL: is needed, since organisations have to reach the links; "
            "set it to the address of the web page, e.g. https://lotse.example.org"
        )
    database = Database(settings.database)
    try:
        await upgrade(database)
        entries = Entries(database)
        asked = to_ask(library, await entries.all(), now=now, everybody=everybody)
        tokens = Tokens(public_url=settings.public_url, secret_key=settings.secret())
        speech, valid = Speech.load(), timedelta(days=days)
        letters = [_letter(library, tokens, actor, speech, valid=valid, now=now) for actor in asked]
        await entries.mark_asked([actor.id for actor in asked], now=now)
    finally:
        await database.dispose()
    return letters


def to_ask(library: Library, known: Mapping[str, Entry], *, now: datetime, everybody: bool) -> Sequence[Actor]:
    """Whose turn it is, by id."""
    actors = sorted(library.actors.values(), key=lambda actor: actor.id)
    return [actor for actor in actors if everybody or known.get(actor.id, Entry(actor.id)).is_due(now)]


def as_csv(letters: Iterable[Letter]) -> str:
    """With a byte order mark and semicolons, as spreadsheets in Germany expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(letter.row for letter in letters)
    return "\N{BYTE ORDER MARK}" + out.getvalue()


def _letter(
    library: Library, tokens: Tokens, actor: Actor, speech: Speech, *, valid: timedelta, now: datetime
) -> Letter:
    link, until = tokens.entry_link(actor.id, now, valid=valid), local_day(now + valid, "de")
    names = {"bot": library.operator.bot_name, "operator": library.operator.name.de}
    text = speech.say("de", "entry-mail", actor=actor.name, link=link, date=until, **names)
    return Letter(actor, link, until, speech.say("de", "entry-mail-subject", actor=actor.short_name, **names), text)
