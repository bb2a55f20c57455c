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
# A text or a term (with a leading "-") and the lines up to the next one or a comment; what a text refers to.
_ENTRIES = re.compile(r"^(-?[a-zA-Z][\w-]*) *=.*?(?=^-?[a-zA-Z][\w-]* *=|^#|\Z)", re.DOTALL | re.MULTILINE)
_REFERENCES = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")
TEXTS = Path(__file__).parent / "texts"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


class MissingTextError(LookupError):
    """A text or one of its arguments is missing; names key, language and what Fluent said."""


def quoted(text: str) -> str:
    """A person's text inside ours, kept from turning our own line around (Unicode UAX 9 isolates)."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


class Speech:
    """All texts in all languages."""

    def __init__(self, sources: Mapping[Language, str]) -> None:
        self._texts = {language: _Texts(language, source) for language, source in sources.items()}
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
        bundle = self._texts[language].bundle_with(key)
        pattern = bundle.get_message(key).value if bundle else None
        if bundle is None or pattern is None:
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


class _Texts:
    """The texts in one language, each parsed when it is first said: all of them would be a tenth of every start."""

    def __init__(self, language: Language, source: str) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._sources = {entry[1]: entry[0] for entry in reversed(list(_ENTRIES.finditer(source)))}

    def bundle_with(self, key: str) -> FluentBundle | None:
        """A bundle that holds text `key` and what that refers to; None where there is no such text."""
        if not self._bundle.has_message(key):
            self._add(key)
        return self._bundle if self._bundle.has_message(key) else None

    def _add(self, key: str, *above: str) -> None:
        """What it refers to comes first, so that another thread finds it whole or not yet."""
        source = self._sources.get(key)
        if source is None or key in above:
            return
        for name in _REFERENCES.findall(source):
            self._add(name, key, *above)
        self._bundle.add_resource(FluentResource(source))
