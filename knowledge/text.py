"""Brings what people type into the forms the engine compares: cleaned, folded, cut into words and sentences."""

import re
import unicodedata
from collections.abc import Iterator

# Nobody's question needs more; the cap keeps 100 kB of pasted text as cheap as a long letter.
MAX_CHARACTERS = 2_000
# Whole words are stemmed down to this many letters at least, so that "es" or "ist" stay what they are.
SHORTEST_STEM = 4

_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'»“”)\]]*\s+|\s*\n+\s*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:art|abs|nr|bzw|ca|dr|prof|str|usw|inkl|evtl|ggf|e\.g|i\.e|z\.b|d\.h|u\.a)\.|\b[a-z]\.)$"
)
# "Art. 50", "Artikel 50", "article 50", "§ 12": the number counts only together with what it numbers.
_NUMBERED = re.compile(r"(?:\b(art|abs|artikel|article|paragraph|absatz|anhang|annex)\.?|(§+))\s*(\d+[a-z]?|[ivx]+)\b")
_NUMBERED_KIND = {"artikel": "art", "article": "art", "absatz": "abs", "annex": "anhang", "paragraph": "par"}
# "nicht Leipzig, sondern Dresden", "not in Leipzig but in Dresden": what is ruled out must not win.
_RULED_OUT = re.compile(
    r"\b(?:nicht|kein(?:e[nmrs]?)?|not)\s+(?:(?!\b(?:sondern|but)\b)[^.!?;]){1,60}?,?\s+(?=\b(?:sondern|but)\b)",
    re.IGNORECASE,
)
# Longest first; German and English endings that inflect without changing the topic.
_ENDINGS = ("ungen", "heiten", "keiten", "ischen", "lichen", "ische", "liche", "isch", "lich", "heit", "keit")
_SHORT_ENDINGS = ("ung", "ing", "ies", "en", "em", "er", "es", "e", "n", "s", "t")
_ENDINGS_BY_LETTER = {
    letter: tuple(ending for ending in (*_ENDINGS, *_SHORT_ENDINGS) if ending[-1] == letter)
    for letter in {ending[-1] for ending in (*_ENDINGS, *_SHORT_ENDINGS)}
}


def cleaned(text: str) -> str:
    """`text` of at most `MAX_CHARACTERS` without control characters; of a long text the middle is left out.

    A story states its matter at the beginning or asks at the end, so both ends are kept.
    """
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half].rsplit(' ', 1)[0]}\n{text[-half:].split(' ', 1)[-1]}"
    if not text.isprintable():
        text = "".join(char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in text)
    lines = unicodedata.normalize("NFKC", text).split("\n")
    return "\n".join(line for line in (_BLANKS.sub(" ", line).strip() for line in lines) if line)[:MAX_CHARACTERS]


def folded(text: str) -> str:
    """`text` in lower case, umlauts spelled out, accents dropped, numbered paragraphs joined ("Art. 4" -> "art4")."""
    lower = _NUMBERED.sub(_join_number, unicodedata.normalize("NFKC", text).lower().translate(_FOLDED))
    if not lower.isascii():
        lower = "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))
    return " ".join(_WORD.findall(lower))


def _join_number(match: re.Match[str]) -> str:
    kind = match[1] or "par"
    return f" {_NUMBERED_KIND.get(kind, kind)}{match[3]} "


def words(text: str) -> list[str]:
    """The folded words of `text` in their order."""
    return folded(text).split()


def stem(word: str) -> str:
    """`word` (folded) without its inflection; light, for German and English alike."""
    for ending in _ENDINGS_BY_LETTER.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def sentences(text: str) -> list[str]:
    """The sentences of a cleaned `text`; abbreviations such as "Art. 50" do not end one."""
    return list(_whole(piece.strip() for piece in _SENTENCE_END.split(text)))


def _whole(pieces: Iterator[str]) -> Iterator[str]:
    held = ""
    for piece in pieces:
        held = f"{held} {piece}".strip()
        if held and not _ABBREVIATED.search(held.lower()):
            yield held
            held = ""
    if held:
        yield held


def without_ruled_out(text: str) -> str:
    """`text` without what it rules out itself: "nicht Leipzig, sondern Dresden" -> "sondern Dresden"."""
    return _RULED_OUT.sub("", text)
