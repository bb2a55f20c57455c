"""The Bot API's HTML: text and entities, or the refusal Telegram would send; offsets count UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.botapi.refusals import Refusal, violation

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")


def utf16_length(text: str) -> int:
    """How long Telegram finds a text; a lone surrogate is refused."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise violation("strings must be encoded in UTF-8") from None


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    at: int


@dataclass
class _Reader:
    """Reads from left to right; `stack` holds the tags that wait for their end."""

    source: str
    place: int = 0
    length: int = 0
    parts: list[str] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def read(self) -> None:
        while (start := self.source.find("<", self.place)) >= 0:
            self._add_text(self.source[self.place : start])
            end = self.source.find(">", start)
            if self.source.startswith("</", start):
                self._close(start, end)
            else:
                self._open(start, end)
            self.place = end + 1
        self._add_text(self.source[self.place :])
        if self.stack:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')

    def _add_text(self, text: str) -> None:
        if text:
            plain = REFERENCE.sub(_character, text) if "&" in text else text
            self.parts.append(plain)
            self.length += utf16_length(plain)

    def _open(self, start: int, end: int) -> None:
        if end < 0:
            raise _unparsable("Unclosed start tag", self._byte(start))
        tag, _, rest = self.source[start + 1 : end].partition(" ")
        tag = tag.lower()
        if tag not in TYPES:
            raise _unparsable(f'Unsupported start tag "{tag}"', self._byte(start))
        attributes = {name.lower(): value.strip("\"'") for name, value in ATTRIBUTE.findall(rest)}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable('Tag "span" must have class "tg-spoiler"', self._byte(start))
        self.stack.append(_Open(tag, attributes, self.length))

    def _close(self, start: int, end: int) -> None:
        if not self.stack:
            raise _unparsable("Unexpected end tag", self._byte(start))
        if end < 0:
            raise _unparsable("Unclosed end tag", self._byte(start))
        opened, name = self.stack.pop(), self.source[start + 2 : end].strip().lower()
        if name not in ("", opened.tag):
            reason = f'Unmatched end tag at byte offset {self._byte(start)}, expected "</{opened.tag}>"'
            raise _unparsable(f'{reason}, found "</{name}>"')
        if self.length > opened.at:
            self._add_entity(opened)

    def _add_entity(self, opened: _Open) -> None:
        entity: dict[str, Any] = {"offset": opened.at, "length": self.length - opened.at, "type": TYPES[opened.tag]}
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code" and self.stack and self.stack[-1].tag == "pre":
            self.stack[-1].attributes["class"] = f"language-{language}"
            return
        if opened.tag == "pre" and language:
            entity["language"] = language
        if opened.tag == "a":
            url = opened.attributes.get("href", "")
            if not url.startswith(("http://", "https://", "tg://", "mailto:", "tel:", "ton://")):
                return  # Telegram shows the text and drops the link
            entity["url"] = REFERENCE.sub(_character, url)
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _byte(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "replace"))


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The visible text and its entities, outer ones first."""
    if "<" not in source and "&" not in source:
        return source, []
    reader = _Reader(source)
    reader.read()
    return "".join(reader.parts), sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _unparsable(reason: str, byte: int | None = None) -> Refusal:
    return violation(f"can't parse entities: {reason}" + ("" if byte is None else f" at byte offset {byte}"))


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in NAMED:
        return NAMED[name]
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
