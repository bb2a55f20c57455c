"""What a Telegram message carries: its words, its kind, and its file."""

from typing import Any

import telegram

from bot.platforms.telegram.settings import PLATFORM
from handlers.base import Attachment, Kind

# In Telegram's words, and ours. The order counts: an animation is announced as a document too, a venue as a location.
FILES = (
    ("photo", Kind.PHOTO),
    ("voice", Kind.VOICE),
    ("audio", Kind.VOICE),
    ("animation", Kind.DOCUMENT),
    ("video", Kind.DOCUMENT),
    ("video_note", Kind.DOCUMENT),
    ("document", Kind.DOCUMENT),
    ("sticker", Kind.STICKER),
)
# Messages by which Telegram tells what happened in a chat; nobody said anything.
SERVICE = (
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
    "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "successful_payment", "refunded_payment",
    "users_shared", "chat_shared", "connected_website", "write_access_allowed", "passport_data",
    "proximity_alert_triggered", "boost_added", "chat_background_set", "forum_topic_created", "forum_topic_edited",
    "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden",
    "giveaway_created", "giveaway_completed", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
    "video_chat_participants_invited", "web_app_data", "checklist_tasks_done", "checklist_tasks_added", "gift",
    "unique_gift", "paid_message_price_changed", "direct_message_price_changed", "chat_owner_changed",
    "chat_owner_left",
)  # fmt: skip


def is_service(message: telegram.Message) -> bool:
    """Whether Telegram itself speaks: somebody joined, a topic was closed, and the like."""
    return any(getattr(message, name, None) for name in SERVICE)


def text_of(message: telegram.Message) -> str:
    """The person's own words: text or caption, never a quote of somebody else's."""
    return message.text or message.caption or ""


def content_of(message: telegram.Message) -> tuple[Kind, tuple[Attachment, ...]]:
    """What sort of message it is, and its file if it has one."""
    if message.text:
        return Kind.TEXT, ()
    for name, kind in FILES:
        if found := getattr(message, name):
            return kind, (_file(name, kind, found),)
    if place := (message.venue.location if message.venue else message.location):
        return Kind.LOCATION, (_attachment(Kind.LOCATION, f"location:{place.latitude:.6f},{place.longitude:.6f}"),)
    if card := message.contact:
        name = f"{card.first_name or ''} {card.last_name or ''}".strip()
        return Kind.CONTACT, (_attachment(Kind.CONTACT, f"contact:{card.phone_number}", name=name),)
    return Kind.OTHER, ()


def _file(name: str, kind: Kind, found: Any) -> Attachment:
    """The file's id and, before it, how it has to be sent again; of a photo the largest size."""
    file = max(found, key=lambda size: size.width * size.height) if name == "photo" else found
    if not isinstance(file.file_id, str):
        raise TypeError("a file without an id")
    return _attachment(
        kind,
        f"{name}:{file.file_id}",
        name=getattr(file, "file_name", None) or "",
        media_type=getattr(file, "mime_type", None) or "",
        size=file.file_size or 0,
    )


def _attachment(kind: Kind, ref: str, *, name: str = "", media_type: str = "", size: int = 0) -> Attachment:
    return Attachment(kind, PLATFORM, ref, name=name, media_type=media_type, size=size)
