"""How a message will look: as Telegram, Matrix clients and our page show it, links included."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.platforms.matrix.content import as_html
from handlers.events_stored import Announcement
from knowledge.entries import LANGUAGES, Language

_URL = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]»«]")


@dataclass(frozen=True, slots=True)
class Preview:
    """One message on one platform: pieces of text, some of which are addresses, or `html` that is escaped already."""

    platform: str
    pieces: Sequence[tuple[str, bool]] = ()
    html: str = ""


def previews(one: Announcement) -> Mapping[Language, Sequence[Preview]]:
    """By language, each platform once."""
    texts: dict[Language, str] = {"de": one.text_de, "en": one.text_en}
    return {language: _of(texts[language]) for language in LANGUAGES}


def _of(text: str) -> Sequence[Preview]:
    """Telegram and our page keep the lines and make links of addresses; Matrix clients get paragraphs of us."""
    pieces = list(_pieces(text))
    return [Preview("telegram", pieces), Preview("matrix", html=as_html(text)), Preview("web", pieces)]


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for link in _URL.finditer(text):
        yield text[at : link.start()], False
        yield link[0], True
        at = link.end()
    yield text[at:], False
