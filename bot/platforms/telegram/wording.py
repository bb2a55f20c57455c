"""How a delivery looks in Telegram: the calls it takes, in order, without the chat they go to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from bot.platforms.base import ButtonView, Delivery
from bot.platforms.telegram.html import as_html, utf16_length
from bot.platforms.telegram.settings import PLATFORM
from handlers.base import Attachment, Kind

CAPTION_LIMIT = 1024  # UTF-16 units, see sendPhoto in the Bot API
ROW_CHARACTERS, ROW_BUTTONS = 28, 3  # what a phone shows side by side without cutting labels
# The calls that send files, by how a file arrived; a file's id works only for the same sort (see "Sending files").
METHODS = {
    "photo": "sendPhoto", "voice": "sendVoice", "audio": "sendAudio", "animation": "sendAnimation",
    "video": "sendVideo", "video_note": "sendVideoNote", "document": "sendDocument", "sticker": "sendSticker",
}  # fmt: skip
FORMS = {Kind.PHOTO: "photo", Kind.VOICE: "voice"}  # for files from other platforms; all others are documents
CAPTIONED = {"photo", "voice", "audio", "animation", "video", "document"}
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """One call: `plain` replaces parameters when Telegram cannot read our markup; `file` has still to be put in."""

    method: str
    params: Params
    plain: Params = made(default_factory=dict)
    file: Attachment | None = None

    @property
    def field(self) -> str:
        """The parameter that holds the file: "photo" for sendPhoto."""
        return next(form for form, method in METHODS.items() if method == self.method)


def pieces_of(delivery: Delivery) -> Sequence[Piece]:
    """Text first and its files after it; a short text stands under its only file."""
    files = [_file_piece(attachment) for attachment in delivery.attachments]
    if not delivery.text:
        return files
    markup = {"reply_markup": keyboard(delivery.buttons)} if delivery.buttons else {}
    if len(files) == 1 and _takes_caption(files[0]) and utf16_length(delivery.text) <= CAPTION_LIMIT:
        return [_captioned(files[0], delivery.text, markup)]
    return [text_piece(delivery.text, markup), *files]


def text_piece(text: str, markup: Params) -> Piece:
    """A message of text; previews of linked pages would bury it."""
    still = {"link_preview_options": {"is_disabled": True}, **markup}
    return Piece(
        "sendMessage",
        {"text": as_html(text), "parse_mode": "HTML", **still},
        plain={"text": text, "parse_mode": None},
    )


def edit_of(delivery: Delivery) -> Piece:
    """The call that puts a delivery in the place of an earlier message of ours."""
    markup = {"reply_markup": keyboard(delivery.buttons)}
    new = text_piece(delivery.text, markup)
    return Piece("editMessageText", {**new.params, "message_id": int(delivery.replaces)}, plain=new.plain)


def keyboard(buttons: Sequence[ButtonView]) -> dict[str, Any]:
    """The buttons below a message, short ones side by side; pressing one sends us its id."""
    rows: list[list[ButtonView]] = []
    for button in buttons:
        row = rows[-1] if rows else []
        width = sum(len(other.label) for other in row) + len(button.label)
        if row and len(row) < ROW_BUTTONS and width <= ROW_CHARACTERS:
            row.append(button)
        else:
            rows.append([button])
    return {"inline_keyboard": [[{"text": one.label, "callback_data": one.id} for one in row] for row in rows]}


def _file_piece(attachment: Attachment) -> Piece:
    form, _, ref = attachment.ref.partition(":") if attachment.platform == PLATFORM else ("", "", "")
    if form == "location":
        latitude, _, longitude = ref.partition(",")
        return Piece("sendLocation", {"latitude": float(latitude), "longitude": float(longitude)})
    if form == "contact":
        return Piece("sendContact", {"phone_number": ref, "first_name": attachment.name or ref})
    form = form if form in METHODS else FORMS.get(attachment.kind, "document")
    return Piece(METHODS[form], {}, file=attachment)


def _takes_caption(piece: Piece) -> bool:
    """A file that has still to be fetched may not be there; the text must not depend on it."""
    file = piece.file
    return file is not None and file.platform == PLATFORM and piece.field in CAPTIONED


def _captioned(piece: Piece, text: str, markup: Params) -> Piece:
    return Piece(
        piece.method,
        {**piece.params, "caption": as_html(text), "parse_mode": "HTML", **markup},
        plain={"caption": text, "parse_mode": None},
        file=piece.file,
    )
