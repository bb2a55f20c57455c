"""The entities Telegram finds by itself in what people write: commands, mentions, addresses."""

import re
from typing import Any

from tests.telegram.botapi.html import utf16_length

PATTERNS = {
    "bot_command": re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?"),
    "mention": re.compile(r"(?<![\w/])@[A-Za-z0-9_]{3,32}\b"),
    "url": re.compile(r"https?://\S+"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"),
}
SIGNS = re.compile(r"[/@]")


def find_entities(text: str) -> list[dict[str, Any]]:
    """In the order they stand; offsets and lengths count UTF-16 units."""
    if not SIGNS.search(text):
        return []
    found = [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}
        for kind, pattern in PATTERNS.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: int(str(entity["offset"])))
