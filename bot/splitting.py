"""Cuts a text into the pieces a platform takes: at a paragraph, a sentence, a blank, and never inside a character."""

import re
from collections.abc import Iterator

from wcwidth import iter_graphemes

# Best first; a cut in the first half would make many small messages, so it is left to the next kind.
# A sentence ends after a word of three letters: "am 3. Mai" and "z. B." do not end one.
_SENTENCE_END = r"(?:(?<=[^\W\d_]{3}[.!?…])|(?<=[^\W\d_]{2}[.!?…][\"»“”)\]]))\s+|\n"
_CUTS = tuple(re.compile(cut) for cut in (r"\n\s*\n", _SENTENCE_END, r"\s+"))


def utf16_length(text: str) -> int:
    """How long Telegram counts a text: UTF-16 code units, so most emoji count two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, limit: int | None) -> list[str]:
    """`text` in pieces of at most `limit` (2 or more) UTF-16 code units each; whole when there is no limit.

    Only blanks where it was cut are lost. A link stays whole unless it alone is longer than the limit.
    """
    if limit is None or utf16_length(text) <= limit:
        return [text]
    return list(_pieces(text, limit)) or [""]


def _pieces(text: str, limit: int) -> Iterator[str]:
    rest = text.strip()
    while utf16_length(rest) > limit:
        fits = _fitting(rest, limit)
        end, start = _cut(rest, fits) or _cut_between_graphemes(rest, fits)
        yield rest[:end].rstrip()
        rest = rest[start:].lstrip()
    if rest:
        yield rest


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` make up at most `limit` code units."""
    if text.isascii():
        return limit
    units = 0
    for count, char in enumerate(text):
        units += 2 if char > "\uffff" else 1
        if units > limit:
            return count
    return len(text)


def _cut(text: str, fits: int) -> tuple[int, int] | None:
    """End of the piece and start of the rest, at the best place among the first `fits` characters."""
    for kind in _CUTS:
        ends = [match.span() for match in kind.finditer(text, 0, fits + 1) if 0 < match.start() <= fits]
        if ends and ends[-1][0] >= fits // 2:
            return ends[-1]
    return ends[-1] if ends else None


def _cut_between_graphemes(text: str, fits: int) -> tuple[int, int]:
    """For what has no blanks; a single grapheme that is too long by itself is cut between its characters."""
    end = 0
    for grapheme in iter_graphemes(text[: fits + 1]):
        if end + len(grapheme) > fits:
            break
        end += len(grapheme)
    return (end, end) if end else (fits, fits)
