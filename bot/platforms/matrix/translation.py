"""From a Matrix event to our message: pure functions that survive whatever a stranger's client may send."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.base import Attachment, Chat, Kind, Message

LONGEST_ID = 255  # bytes, by the specification
LONGEST_NAME = 200
_FALLBACK = re.compile(r"(?:> [^\n]*\n?)+\n?")  # the quotation that older clients put before a reply
_KINDS = {
    "m.text": Kind.TEXT, "m.emote": Kind.TEXT, "m.image": Kind.PHOTO, "m.audio": Kind.VOICE, "m.video": Kind.DOCUMENT,
    "m.file": Kind.DOCUMENT, "m.location": Kind.LOCATION,
}  # fmt: skip
_SILENT = {"m.notice"}  # by the specification, automata must never answer one
_FILES = {Kind.PHOTO, Kind.VOICE, Kind.DOCUMENT, Kind.STICKER}
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RoomView:
    """What translating needs to know of a room: whose chat it is, who we are there, who the members are."""

    chat: Chat
    own_id: str
    own_name: str = ""
    is_staff: bool = False
    is_group: bool = False
    names: Mapping[str, str] | None = None

    def name_of(self, user_id: str) -> str:
        """How colleagues see a member."""
        return safe((self.names or {}).get(user_id) or user_id, LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody put an emoji under a message."""

    id: str
    target: str
    key: str
    sender: str


def to_message(event: Event, room: RoomView) -> Message | None:
    """The message an event stands for; None for everything that wants no answer."""
    sender, event_id, content = string(event, "sender"), identifier(event.get("event_id")), mapping(event, "content")
    if not event_id or sender in ("", room.own_id) or "state_key" in event:
        return None
    kind = string(event, "type")
    base = Message(room.chat, event_id, ref=event_id, staff=room.name_of(sender) if room.is_staff else "")
    if kind == "m.room.redaction":
        deleted = identifier(event.get("redacts") or content.get("redacts"))
        return replace(base, deletes=deleted) if deleted else None
    if kind == "m.sticker":
        content = {**content, "msgtype": "m.sticker"}
    elif kind != "m.room.message":
        return None
    message = _filled(base, content)
    return None if message is None else _addressed(message, content, room)


def to_reaction(event: Event, room: RoomView) -> Reaction | None:
    """The reaction an event stands for, if it is somebody else's."""
    relation = mapping(mapping(event, "content"), "m.relates_to")
    target, key, sender = identifier(relation.get("event_id")), string(relation, "key"), string(event, "sender")
    event_id = identifier(event.get("event_id"))
    if string(event, "type") != "m.reaction" or not (event_id and target and key) or sender in ("", room.own_id):
        return None
    return Reaction(event_id, target, safe(key, 40), sender)


def _filled(base: Message, content: Event) -> Message | None:
    """With text, kind, relation and file; for an edit, those of the new wording."""
    relation = mapping(content, "m.relates_to")
    kind_of_relation, related = string(relation, "rel_type"), identifier(relation.get("event_id"))
    if kind_of_relation == "m.replace":
        new = mapping(content, "m.new_content")
        message = _with_content(base, new) if related else None
        return None if message is None else replace(message, edits=related)
    message = _with_content(base, content)
    if message is None:
        return None
    thread = related if kind_of_relation == "m.thread" else ""
    is_fallback = bool(thread) and relation.get("is_falling_back") is True
    answered = "" if is_fallback else identifier(mapping(relation, "m.in_reply_to").get("event_id"))
    text = without_fallback(message.text) if "m.in_reply_to" in relation else message.text
    return replace(message, thread=thread, reply_to=answered, text=text)


def _with_content(base: Message, content: Event) -> Message | None:
    msgtype = string(content, "msgtype")
    if not msgtype or msgtype in _SILENT or msgtype.startswith("m.key.verification."):
        return None
    kind = Kind.STICKER if msgtype == "m.sticker" else _KINDS.get(msgtype, Kind.OTHER)
    body = string(content, "body")
    if kind not in _FILES:
        return replace(base, text=body if kind is Kind.TEXT else "", kind=kind)
    file = _attachment(kind, content)
    caption = body if string(content, "filename") not in ("", body) else ""
    return replace(base, text=caption, kind=kind, attachments=(file,) if file else ())


def _attachment(kind: Kind, content: Event) -> Attachment | None:
    """Where the file is and, if it is encrypted, how to open it; only that goes into `ref`."""
    file, info = mapping(content, "file"), mapping(content, "info")
    url = string(file, "url") or string(content, "url")
    if not url.startswith("mxc://"):
        return None
    ref: dict[str, str] = {"url": url}
    if file:
        key, hashes = mapping(file, "key"), mapping(file, "hashes")
        ref |= {"key": string(key, "k"), "iv": string(file, "iv"), "sha256": string(hashes, "sha256")}
    size = info.get("size")
    name = string(content, "filename") or string(content, "body")
    return Attachment(
        kind=kind, platform="matrix", ref=json.dumps(ref), name=safe(name, LONGEST_NAME),
        media_type=safe(string(info, "mimetype"), 100), size=size if isinstance(size, int) and 0 < size < 2**53 else 0,
    )  # fmt: skip


def _addressed(message: Message, content: Event, room: RoomView) -> Message | None:
    """In a group only what is meant for us, without our name; `!word` is a command where clients keep `/word`."""
    is_many = room.is_group or room.is_staff
    text = without_mention(message.text, room) if is_many else message.text
    text = re.sub(r"^\s*!(?=[^\W\d])", "/", staff_words(text) if room.is_staff else text)
    is_ours = not is_many or text.startswith("/") or is_mention(content, room)
    if room.is_staff:
        return replace(message, text=text, addressed=is_ours)
    return replace(message, text=text) if is_ours else None


def staff_words(text: str) -> str:
    """What a member of staff says themselves. `> text` is meant for the person; a quotation before or between is not.

    Clients quote by putting `>` before the lines and an empty line after them: what was quoted may be internal.
    """
    lines = text.strip().splitlines()
    quoted = [line.startswith(">") for line in lines]
    if not lines or not any(quoted):
        return text
    after = next((line for line, is_quoted in zip(lines, quoted, strict=True) if not is_quoted), None)
    if quoted[0] and (after is None or after.strip()):
        return "/antwort " + "\n".join(line.removeprefix(">").strip() for line in lines)
    own = [line for line, is_quoted in zip(lines, quoted, strict=True) if not is_quoted]
    return "\n".join(own).strip()


def is_mention(content: Event, room: RoomView) -> bool:
    """Whether a message in a group names us: as mentions are written today, as a link, or by name."""
    users = mapping(content, "m.mentions").get("user_ids")
    if isinstance(users, list):
        return room.own_id in users
    text = f"{string(content, 'body')} {string(content, 'formatted_body')}"
    names = [re.escape(name) for name in (room.own_id, room.own_name) if name]
    return re.search(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", text, re.IGNORECASE) is not None


def without_mention(text: str, room: RoomView) -> str:
    """Without our name at the beginning."""
    names = [re.escape(name) for name in (room.own_id, room.own_name, room.own_id.split(":")[0]) if name]
    return re.sub(rf"^\s*(?:{'|'.join(names)})\s*[:,]?\s*", "", text, flags=re.IGNORECASE)


def without_fallback(text: str) -> str:
    """A reply's own words, without the quotation older clients put before them."""
    found = _FALLBACK.match(text) if text.startswith("> <") or text.startswith("> * <") else None
    return text[found.end() :] if found else text


def safe(text: str, limit: int) -> str:
    """Storable everywhere: no NUL, no lone surrogates, not too long."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")[:limit]


def identifier(value: object) -> str:
    """An event's id, or nothing if it cannot be one."""
    if not isinstance(value, str) or not value.startswith("$") or not value.isprintable():
        return ""
    return value if len(value.encode("utf-8", "replace")) <= LONGEST_ID else ""


def string(event: Event, key: str) -> str:
    """The string under `key`, nothing if it is something else."""
    value = event.get(key)
    return value if isinstance(value, str) else ""


def mapping(event: Event, key: str) -> Event:
    """The object under `key`, empty if it is something else."""
    value = event.get(key)
    return value if isinstance(value, dict) else {}
