"""Our texts as Telegram's HTML: everything escaped; Telegram makes links of addresses by itself."""

import html


def as_html(text: str) -> str:
    """The text as it is to be read, none of it markup (see "HTML style" in the Bot API)."""
    return html.escape(text, quote=False)


def utf16_length(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_cut(text: str, limit: int) -> str:
    """The beginning that fits into `limit` UTF-16 units, with an ellipsis if something was cut off."""
    if utf16_length(text) <= limit:
        return text
    cut = text[: limit - 1]
    while utf16_length(cut) > limit - 1:
        cut = cut[:-1]
    return cut.rstrip() + "…"
