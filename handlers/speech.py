"""What the bot says: the Fluent texts, German and English, with the person's words only ever as data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from fluent.runtime import FluentBundle, FluentResource

from knowledge.entries import LANGUAGES, Language

# Fluent refuses arguments of more than 2,500 characters, so texts are put in afterwards, in one pass. What it makes of
# a text is the same every time then, whatever is put in, and is kept.
_SLOT, _SLOTS = "\ue000{}\ue001", re.compile("\ue000(.*?)\ue001")
TEXTS = Path(__file__).parent / "texts"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


class MissingTextError(LookupError):
    """A text or one of its arguments is missing; names key, language and what Fluent said."""


def quoted(text: str) -> str:
    """A person's text inside ours, kept from turning our own line around (Unicode UAX 9 isolates)."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


class Speech:
    """All texts in all languages, parsed once."""

    def __init__(self, sources: Mapping[Language, str]) -> None:
        self._bundles = {language: _bundle(language, source) for language, source in sources.items()}
        self._made: dict[tuple[str, ...], Sequence[str]] = {}

    @classmethod
    def load(cls, folder: Path = TEXTS) -> Self:
        """The texts of a folder, the bot's own unless told."""
        return cls({language: texts_in(language, folder) for language in LANGUAGES})

    def say(self, language: Language, key: str, /, **args: str | int) -> str:
        """Text `key` in `language`; raises MissingTextError rather than show a gap to a citizen."""
        texts = {name: value for name, value in args.items() if isinstance(value, str)}
        parts = self._parts(language, key, args, texts)
        return parts[0] if len(parts) == 1 else "".join(_filled(parts, texts))

    def _parts(
        self, language: Language, key: str, args: Mapping[str, str | int], texts: Mapping[str, str]
    ) -> Sequence[str]:
        """Words of ours and names of texts to be put in, by turns; numbers decide between words, so they are in."""
        if len(texts) < len(args):
            return self._make(language, key, args, texts)
        known = (language, key, *texts)
        if known not in self._made:
            self._made[known] = self._make(language, key, args, texts)
        return self._made[known]

    def _make(
        self, language: Language, key: str, args: Mapping[str, str | int], texts: Mapping[str, str]
    ) -> Sequence[str]:
        bundle = self._bundles[language]
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            raise MissingTextError(f"handlers/texts/{language}: {key}: missing")
        text, errors = bundle.format_pattern(pattern, {**args, **{name: _SLOT.format(name) for name in texts}})
        if errors:
            raise MissingTextError(f"handlers/texts/{language}: {key}: {errors}")
        return _SLOTS.split(str(text))


def _filled(parts: Sequence[str], texts: Mapping[str, str]) -> Iterator[str]:
    return (texts[part] if place % 2 else part for place, part in enumerate(parts))


def texts_in(language: Language, folder: Path = TEXTS) -> str:
    """All texts in one language: a file for each matter."""
    return "\n".join(path.read_text("utf-8") for path in sorted((folder / language).glob("*.ftl")))


def _bundle(language: Language, source: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle
