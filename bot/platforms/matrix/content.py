"""From a delivery to what Matrix clients show: plain text, the same as clean HTML, options by number, threads."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.platforms.base import ButtonView

LONGEST_TEXT = 8000  # characters; an event may have 64 KB, and encrypted text stands in it twice and grows by a third
KEYCAP = "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"
MOST_KEYCAPS = 10
_URL = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]»«]")
Content = dict[str, Any]


def keycap(number: int) -> str:
    """1️⃣ to 🔟: the reaction that means option `number`; nothing beyond ten."""
    if number == MOST_KEYCAPS:
        return "\N{KEYCAP TEN}"
    return f"{number}{KEYCAP}" if 0 < number < MOST_KEYCAPS else ""


def number_of(key: str) -> int:
    """Which option a reaction means, 0 for none; clients differ in the variation selector."""
    if key == "\N{KEYCAP TEN}":
        return MOST_KEYCAPS
    bare = key.replace("\N{VARIATION SELECTOR-16}", "").removesuffix("\N{COMBINING ENCLOSING KEYCAP}")
    return int(bare) if re.fullmatch("[1-9]", bare) else 0


def text_contents(text: str, buttons: Sequence[ButtonView]) -> list[Content]:
    """One message, or several where it is very long; the options stand under the last."""
    parts = list(split(text, LONGEST_TEXT))
    return [text_content(part, buttons if part is parts[-1] else ()) for part in parts]


def text_content(text: str, buttons: Sequence[ButtonView] = ()) -> Content:
    """A text message; `m.mentions` says that it calls nobody by name."""
    options = [f"{number}. {button.label}" for number, button in enumerate(buttons, start=1)]
    body = "\n\n".join(filter(None, (text, "\n".join(options))))
    shown = as_html(text)
    if buttons:
        shown += "<ol>" + "".join(f"<li>{html.escape(button.label, quote=False)}</li>" for button in buttons) + "</ol>"
    return {
        "msgtype": "m.text",
        "body": body,
        "format": "org.matrix.custom.html",
        "formatted_body": shown,
        "m.mentions": {},
    }


def as_html(text: str) -> str:
    """Paragraphs, line ends and links; everything else is text."""
    paragraphs = [f"<p>{_lines(part)}</p>" for part in re.split(r"\n{2,}", text.strip()) if part]
    return "".join(paragraphs)


def _lines(text: str) -> str:
    pieces, at = [], 0
    for link in _URL.finditer(text):
        address = html.escape(link[0])
        pieces += [html.escape(text[at : link.start()], quote=False), f'<a href="{address}">{address}</a>']
        at = link.end()
    return "".join([*pieces, html.escape(text[at:], quote=False)]).replace("\n", "<br>")


def split(text: str, limit: int) -> Iterator[str]:
    """Pieces of at most `limit` characters, cut at a paragraph, a line, a sentence or a word where possible."""
    while len(text) > limit:
        cuts = (text.rfind(mark, limit // 2, limit) + len(mark) for mark in ("\n\n", "\n", ". ", " "))
        cut = next((cut for cut in cuts if cut > limit // 2), limit)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def in_thread(content: Content, root: str, answered: str = "") -> Content:
    """The same in a thread; clients without threads see a reply to `answered` or the thread's first message."""
    relation = {
        "rel_type": "m.thread",
        "event_id": root,
        "is_falling_back": not answered,
        "m.in_reply_to": {"event_id": answered or root},
    }
    return content | {"m.relates_to": relation}


def as_reply(content: Content, answered: str) -> Content:
    """The same as a reply to a message."""
    return content | {"m.relates_to": {"m.in_reply_to": {"event_id": answered}}}


def as_edit(content: Content, edited: str) -> Content:
    """The new wording of a message of ours; clients without edits see it behind an asterisk."""
    relation = {"rel_type": "m.replace", "event_id": edited}
    return content | {"body": f"* {content['body']}", "m.new_content": content, "m.relates_to": relation}


def reaction(target: str, key: str) -> Content:
    """An emoji under a message."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": target, "key": key}}
